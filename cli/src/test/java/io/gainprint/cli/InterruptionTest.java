package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gainprint.fitting.StandardErrors;
import io.gainprint.fitting.profile.ProfileJson;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.programme.DryProgramme;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Ctrl-C leaves behind: whole files, or what was there before.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill")
final class InterruptionTest {
  @TempDir static Path recordings;

  private static Path dry;
  private static Path wet;

  @TempDir Path folder;

  /// Five minutes of programme, to be fitted for some seconds.
  @BeforeAll
  static void renderPair() throws IOException {
    dry = recordings.resolve("dry.wav");
    wet = recordings.resolve("wet.wav");
    float[] minute = DryProgramme.render(44_100, 60, 1);
    float[] all = new float[5 * minute.length];
    for (int n = 0; n < all.length; n++) {
      all[n] = minute[n % minute.length];
    }
    SoundFileWriter.write(dry, new SoundFormat(44_100, 1, Encoding.PCM_16), FrameSource.of(all));
    assertThat(Invocation.of("process", dry, wet, "--unit=la2a", "--peak-reduction=65").exitCode())
        .isZero();
  }

  @Test
  void process_interruptedWhileWriting_leavesTheOldOutputAndNoOther() throws Exception {
    Path input = folder.resolve("long.wav");
    Path output = folder.resolve("out.wav");
    Files.writeString(output, "what was there before");
    writeTenMinutes(input);

    Process process =
        Invocation.process(
                List.of(),
                "process",
                input,
                output,
                "--unit=la2a",
                "--peak-reduction=65",
                "--force")
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    while (partFiles().isEmpty() && process.isAlive()) { // it appears when writing begins
      Thread.onSpinWait();
    }
    assertThat(partFiles()).hasSize(1);
    signal(process, "INT");

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(partFiles()).isEmpty();
    assertThat(output).hasContent("what was there before");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"}) // 128 and the signal's number
  void fit_interruptedAfterAnIteration_writesTheBestSoFar(
      String signal, int exitCode, TestReporter reporter) throws Exception {
    Path profile =
        Files.writeString(folder.resolve("unit.gainprint.json"), "what was there before");
    Path out = folder.resolve("out.txt");
    Process process = fit(profile, "--force").redirectOutput(out.toFile()).start();
    try (BufferedReader err = process.errorReader()) {
      String line;
      do {
        line = err.readLine();
      } while (line != null && !line.matches(" +1 .*"));
      assertThat(line).isNotNull();
      double seconds = secondsToEnd(process, signal);
      reporter.publishEntry("seconds from SIG" + signal + " to exit", Double.toString(seconds));

      assertThat(process.exitValue()).isEqualTo(exitCode);
      // A second is promised; as much again is for a machine that is busy with other things.
      assertThat(seconds).isLessThan(2);
      assertThat(err.lines().filter(said -> said.startsWith("gainprint:")))
          .singleElement()
          .asString()
          .matches(
              "gainprint: interrupted: the best so far, ESR \\S+ % after \\d+ steps?, is in "
                  + profile);
    }
    assertThat(partFiles()).isEmpty();
    Setting setting =
        ProfileJson.read(Files.readString(profile), warning -> fail(warning)).settings().getFirst();
    assertThat(setting.status()).isEqualTo("cancelled");
    assertThat(setting.iterations()).isPositive();
    assertThat(setting.esr()).isLessThan(1); // less than silence leaves
    assertThat(setting.standardErrors()).isEqualTo(StandardErrors.UNKNOWN);
    JsonNode printed = JsonMapper.shared().readTree(out);
    assertThat(printed.get("status").asString()).isEqualTo("cancelled");
    assertThat(printed.get("esr").asDouble()).isEqualTo(setting.esr());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fit_interruptedBeforeTheFirstIteration_writesNothing(
      boolean replacing, TestReporter reporter) throws Exception {
    Path profile = folder.resolve("unit.gainprint.json");
    if (replacing) {
      Files.writeString(profile, "what was there before");
    }
    Process process = fit(profile, "--force").redirectOutput(Redirect.DISCARD).start();
    while (partFiles().isEmpty() && process.isAlive()) { // it appears when fitting begins
      Thread.onSpinWait();
    }
    double seconds = secondsToEnd(process, "INT");
    reporter.publishEntry("seconds from SIGINT to exit", Double.toString(seconds));

    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(seconds).isLessThan(2); // as above
    assertThat(process.errorReader().lines().filter(line -> !line.startsWith("WARNING: Using inc")))
        .containsExactly("gainprint: interrupted before there was anything to write");
    assertThat(partFiles()).isEmpty();
    if (replacing) {
      assertThat(profile).hasContent("what was there before");
    } else {
      assertThat(profile).doesNotExist();
    }
  }

  private static ProcessBuilder fit(Path profile, String option) {
    return Invocation.process(
        List.of(Invocation.VECTORS),
        "fit",
        "--dry",
        dry,
        "--wet",
        wet,
        "-o",
        profile,
        option,
        "--json");
  }

  private static double secondsToEnd(Process process, String signal) throws Exception {
    long sent = System.nanoTime();
    signal(process, signal);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return (System.nanoTime() - sent) / 1e9;
  }

  private List<Path> partFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains(".part")).toList();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Long enough to be interrupted: some seconds of work.
  private static void writeTenMinutes(Path file) throws IOException {
    SoundFormat format = new SoundFormat(48_000, 1, Encoding.PCM_16);
    SoundFileWriter.write(
        file,
        format,
        new FrameSource() {
          private int left = 600 * 48_000;

          @Override
          public int read(double[][] planar, int frames) {
            int read = Math.min(frames, left);
            for (int n = 0; n < read; n++) {
              planar[0][n] = 0.5 * Math.sin((left - n) * 0.05);
            }
            left -= read;
            return read == 0 ? -1 : read;
          }
        });
  }
}
