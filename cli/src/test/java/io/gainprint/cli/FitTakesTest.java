package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Provenance;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several takes of one setting on the command line.
final class FitTakesTest {
  private static final Path DRY = Invocation.recording("dry");
  private static final Path WET = Invocation.recording("la2a-65");

  @TempDir Path folder;

  private Path copy(Path from, String name) throws IOException {
    return Files.copy(from, folder.resolve(name));
  }

  private Path profile() {
    return folder.resolve("unit.gainprint.json");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private Profile written() throws IOException {
    return ProfileJson.read(
        Files.readString(profile()),
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private Invocation fit(Object... recordings) {
    List<Object> args = new ArrayList<>(List.of("fit", "--output", profile(), "--quiet"));
    args.addAll(List.of(recordings));
    return Invocation.of(args.toArray());
  }

  @Test
  void fit_ofTwoTakes_isOfBoth() throws IOException {
    Path dry2 = copy(DRY, "dry2.wav");
    Path wet2 = copy(WET, "wet2.wav");

    Invocation run = fit("--dry", DRY, "--wet", WET, "--dry", dry2, "--wet", wet2);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(written().unit()).isEqualTo("la2a-65-6s");
    assertThat(written().provenance().recordings())
        .extracting(Provenance.Source::dry, Provenance.Source::wet)
        .containsExactly(tuple(name(DRY), name(WET)), tuple("dry2.wav", "wet2.wav"));
    assertThatItIsTheTruth(written());
  }

  private static void assertThatItIsTheTruth(Profile profile) {
    // The bounds.
    CompressorParameters found = profile.settings().getFirst().parameters();
    assertThat(found.thresholdDb()).isCloseTo(-17.586275, within(0.005));
    assertThat(found.ratio()).isCloseTo(4.265492, within(0.005));
    assertThat(found.attackMs() / 5.948178).isCloseTo(1, within(0.002));
    assertThat(found.releaseMs() / 266.183258).isCloseTo(1, within(0.002));
  }

  /// The wrong take is of another unit; it is one of ten.
  @Test
  void fit_robustWithAWrongTakeToOneDry_leavesItOutAndNamesIt() throws IOException {
    List<Object> recordings = new ArrayList<>(List.of("--robust", "--dry", DRY));
    for (int k = 0; k < 9; k++) {
      recordings.addAll(List.of("--wet", copy(WET, "take%d.wav".formatted(k))));
    }
    recordings.addAll(List.of("--wet", copy(Invocation.recording("sc4m"), "wrong.wav")));

    Invocation run = fit(recordings.toArray());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("wrong.wav, 1.0 to 6.0 s").doesNotContain("take4.wav");
    assertThatItIsTheTruth(written());
  }

  @Test
  void fit_ofTakesThatDoNotPair_isRefused() throws IOException {
    Path second = copy(DRY, "second.wav");

    Invocation run = fit("--dry", DRY, "--dry", second, "--wet", WET);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("give as many --dry as --wet, or one --dry for all: 2 and 1");
    assertThat(profile()).doesNotExist();
  }

  @Test
  void fit_ofTakesAtTwoRates_namesBoth() throws IOException {
    Path dry = folder.resolve("dry48.wav");
    Path wet = folder.resolve("wet48.wav");
    SoundFiles.write(dry, 48_000, Encoding.PCM_24, SoundFiles.read(DRY));
    SoundFiles.write(wet, 48_000, Encoding.PCM_24, SoundFiles.read(WET));

    Invocation run = fit("--dry", DRY, "--wet", WET, "--dry", dry, "--wet", wet);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("takes must have one sample rate: " + WET + " has 44100 Hz and " + wet)
        .contains("48000 Hz");
    assertThat(profile()).doesNotExist();
  }

  @Test
  void commands_thatCompareOnePair_refuseSeveral() throws IOException {
    Path wet2 = copy(WET, "wet2.wav");
    String message = "give one --dry and one --wet here, not 1 and 2";

    Invocation equaliser = fit("--model", "eq:bell", "--dry", DRY, "--wet", WET, "--wet", wet2);
    Invocation evaluation =
        Invocation.of(
            "evaluate",
            "--dry",
            DRY,
            "--wet",
            WET,
            "--wet",
            wet2,
            "--unit",
            "la2a",
            "--peak-reduction",
            65);

    assertThat(equaliser.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(equaliser.err()).contains(message);
    assertThat(evaluation.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(evaluation.err()).contains(message);
  }
}
