package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What Ctrl-C leaves behind: nothing, and what was there before.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends signals with kill")
final class InterruptionTest {
  @TempDir Path folder;

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
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (partFiles().isEmpty() && process.isAlive()) { // it appears when writing begins
      Thread.onSpinWait();
    }
    assertThat(partFiles()).hasSize(1);
    interrupt(process);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(partFiles()).isEmpty();
    assertThat(output).hasContent("what was there before");
  }

  private List<Path> partFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains(".part")).toList();
    }
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
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
