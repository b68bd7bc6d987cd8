package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `gainprint sweep` over data sets whose truth is known: the published LA-2A, rendered.
final class SweepCommandTest {

  /// More sweeps than these are not begun for ten kills: some end before they are killed.
  private static final int MOST_SWEEPS = 60;

  @TempDir static Path shared;
  private static Path set;

  @TempDir Path folder;

  /// Eight settings, 12 s each.
  @BeforeAll
  static void recordUnit() {
    set = make(shared.resolve("set"), 12, 22_050, "55-70/5");
  }

  private static Path make(Path folder, int seconds, int rateHz, String knob) {
    Invocation made =
        Invocation.of(
            "recordings",
            "make",
            "--unit=la2a",
            "--seconds=" + seconds,
            "--rate=" + rateHz,
            "--peak-reductions=" + knob,
            "--output=" + folder,
            "--quiet");
    assertThat(made.exitCode()).as(made.err()).isZero();
    return folder;
  }

  /// A copy of the data set, to be spoilt.
  private Path copy() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(set)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static Profile profile(Path file) throws Exception {
    return ProfileJson.read(Files.readString(file), warning -> fail(warning));
  }

  @Test
  void sweep_thenProcessBetweenPositions() throws Exception {
    Path profile = folder.resolve("unit.gainprint.json");

    Invocation run = Invocation.of("sweep", set, "-o", profile, "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("8 of 8");
    JsonNode printed = FitCommandTest.json(run);
    assertThat(printed.get("settings").size()).isEqualTo(8);
    assertThat(printed.get("leaveOneOut").get("rows").size()).isEqualTo(4);
    assertThat(printed.get("problems").isEmpty()).isTrue();
    assertThat(profile(profile).interpolation().toString())
        .isEqualTo(printed.get("leaveOneOut").get("best").asString());
    Path dry = set.resolve("dry.wav");
    for (String interpolation : List.of("linear", "monotone", "smoothing")) {
      Invocation rendered =
          Invocation.of(
              "process",
              dry,
              folder.resolve(interpolation + ".wav"),
              "--profile",
              profile,
              "--peak-reduction=62.5",
              "--interpolation=" + interpolation);
      assertThat(rendered.exitCode()).as(rendered.err()).isZero();
    }
    assertThat(Files.mismatch(folder.resolve("linear.wav"), folder.resolve("monotone.wav")))
        .isNotNegative();
  }

  @Test
  void sweep_again_keepsEverything() throws Exception {
    Path profile = folder.resolve("unit.gainprint.json");
    Invocation.of("sweep", set, "-o", profile, "--quiet");
    byte[] first = Files.readAllBytes(profile);

    Invocation again = Invocation.of("sweep", set, "-o", profile);

    assertThat(again.exitCode()).isZero();
    assertThat(again.err().lines().filter(line -> line.contains("done before"))).hasSize(8);
    assertThat(profile).hasBinaryContent(first);
  }

  /// A recording that is not there, one of another rate, a silent one and one whose position is not
  /// known: named, and the rest goes on.
  @Test
  void sweep_halfFinishedFolder_fitsTheRestAndSaysSo() throws Exception {
    Path copy = copy();
    Files.delete(copy.resolve("compress-60.wav"));
    write(copy.resolve("limit-55.wav"), 44_100, new float[12 * 44_100]);
    write(copy.resolve("limit-60.wav"), 22_050, new float[12 * 22_050]);
    Path profile = folder.resolve("unit.gainprint.json");

    Invocation run = Invocation.of("sweep", copy, "-o", profile);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("compress-60.wav", "44100", "limit-60.wav").contains("silent");
    assertThat(run.out()).contains("3 problems");
    assertThat(
            profile(profile).settings().stream()
                .map(s -> SweepReport.words(s.controls().orElseThrow())))
        .containsExactly("compress 55", "compress 65", "compress 70", "limit 65", "limit 70");

    // The folder is mended: what was done stays.
    Files.copy(set.resolve("compress-60.wav"), copy.resolve("compress-60.wav"));
    for (String name : List.of("limit-55.wav", "limit-60.wav")) {
      Files.delete(copy.resolve(name));
      Files.copy(set.resolve(name), copy.resolve(name));
    }
    Invocation mended = Invocation.of("sweep", copy, "-o", profile);
    assertThat(mended.exitCode()).as(mended.err()).isZero();
    Path whole = folder.resolve("whole.gainprint.json");
    Invocation.of("sweep", set, "-o", whole, "--quiet");
    assertThat(profile).hasSameBinaryContentAs(whole);
  }

  private static void write(Path file, int rateHz, float[] samples) throws IOException {
    SoundFileWriter.write(
        file, new SoundFormat(rateHz, 1, Encoding.PCM_24), FrameSource.of(samples));
  }

  @Test
  void sweep_whatIsNoProfileOfASweep_isNotReplaced() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.json"), "notes");

    Invocation run = Invocation.of("sweep", set, "-o", text);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("notes.json", "no profile that a sweep could go on from", "--force");
    assertThat(text).hasContent("notes");
  }

  @Test
  void sweep_ofNothing_isRefused() {
    Invocation run =
        Invocation.of("sweep", folder.resolve("nowhere"), "-o", folder.resolve("x.json"));

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("nowhere").contains("does not exist");
    assertThat(folder.resolve("x.json")).doesNotExist();
  }

  /// Every row of the published table from half a minute of it. What 24 bits leave unknown is some
  /// millionths; 0.01 dB and 0.3 % are what is promised.
  @Test
  void sweep_ofThePublishedTable_recoversEveryRow() throws Exception {
    Path table = make(folder.resolve("table"), 15, 44_100, "40-100/5");
    Path profile = folder.resolve("table.gainprint.json");

    Invocation run = Invocation.of("sweep", table, "-o", profile, "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(profile(profile).settings()).hasSize(26).allSatisfy(SweepCommandTest::isRecovered);
  }

  private static void isRecovered(Setting setting) {
    CompressorParameters truth = PublishedUnits.la2a().at(setting.controls().orElseThrow());
    assertThat(setting.parameters().thresholdDb()).isCloseTo(truth.thresholdDb(), within(0.01));
    assertThat(setting.parameters().makeUpDb()).isCloseTo(truth.makeUpDb(), within(0.01));
    assertThat(setting.parameters().ratio() / truth.ratio()).isCloseTo(1, within(0.003));
    assertThat(setting.parameters().attackMs() / truth.attackMs()).isCloseTo(1, within(0.003));
    assertThat(setting.parameters().releaseMs() / truth.releaseMs()).isCloseTo(1, within(0.003));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill")
  void sweep_killed_goesOnToTheSameProfile() throws Exception {
    sweepKilled(set, 1); // ten in the soak test
  }

  /// The real thing: 26 settings of a minute.
  @Test
  @Tag("soak")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill")
  void sweep_ofTheSimulatedUnitKilledAtTenMoments_goesOnToTheSameProfile() throws Exception {
    Path simulated = folder.resolve("simulated");
    assertThat(
            Invocation.of(
                    "recordings", "make", "--unit=simulated", "--output=" + simulated, "--quiet")
                .exitCode())
        .isZero();
    sweepKilled(simulated, 10);
  }

  /// Kills some sweeps that have not ended, each after a random part of the time that a whole one
  /// takes, all going on from one profile; one that ends before it is killed must have come to the
  /// same profile, and is begun anew.
  private void sweepKilled(Path dataSet, int most) throws Exception {
    Path whole = folder.resolve("whole.gainprint.json");
    long begun = System.nanoTime();
    toItsEnd(start(dataSet, whole));
    double seconds = (System.nanoTime() - begun) / 1e9;

    Path profile = folder.resolve("killed.gainprint.json");
    SplittableRandom random = new SplittableRandom(6);
    int kills = 0;
    int unfinished = 0;
    for (int sweep = 0; kills < most; sweep++) {
      assertThat(sweep).as("sweeps for %d kills", kills).isLessThan(MOST_SWEEPS);
      Process process = start(dataSet, profile);
      long millis = (long) (1000 * seconds * random.nextDouble(0.15, 0.95));
      boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly(); // SIGKILL; nothing, if it has ended
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      if (ended || process.exitValue() == ExitCode.OK) {
        assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
        assertThat(profile).hasSameBinaryContentAs(whole);
        Files.delete(profile);
        continue;
      }
      kills++;
      // Whole at any time, though not with every setting.
      if (Files.exists(profile)
          && profile(profile).settings().size() < profile(whole).settings().size()) {
        unfinished++;
      }
    }
    assertThat(unfinished).as("kills between settings").isPositive();
    toItsEnd(start(dataSet, profile));
    assertThat(profile).hasSameBinaryContentAs(whole);
  }

  private static void toItsEnd(Process process) throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
  }

  private static Process start(Path dataSet, Path profile) throws IOException {
    return Invocation.process(
            List.of(Invocation.VECTORS), "sweep", dataSet, "-o", profile, "--quiet")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
