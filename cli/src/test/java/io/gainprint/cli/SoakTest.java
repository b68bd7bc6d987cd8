package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.programme.DryProgramme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long files in small heaps. Run with `mvn verify -Psoak`; needs 2 GB of disk for some minutes.
@Tag("soak")
final class SoakTest {
  @TempDir Path folder;

  @Test
  void process_anHourAt48kHz_runsIn64MegabytesAndInAnyBlockSize() throws Exception {
    Path input = folder.resolve("hour.wav");
    writeProgramme(input, 48_000, 3600);

    Path large = folder.resolve("large.wav");
    Path small = folder.resolve("small.wav");
    run("-Xmx64m", "process", input, large, "--unit=la2a", "--peak-reduction=65");
    run(
        "-Xmx64m",
        "process",
        input,
        small,
        "--unit=la2a",
        "--peak-reduction=65",
        "--block-size=97");

    assertThat(Files.size(large)).isGreaterThan(3600L * 48_000 * 3);
    assertThat(Files.mismatch(large, small)).isEqualTo(-1);
  }

  @Test
  void fit_ofTwentyMinutes_runsInTwoGigabytes() throws Exception {
    Path dry = folder.resolve("dry.wav");
    Path wet = folder.resolve("wet.wav");
    writeProgramme(dry, 44_100, 1200);
    run("-Xmx64m", "process", dry, wet, "--unit=la2a", "--peak-reduction=65");

    Path profile = folder.resolve("unit.gainprint.json");
    run("-Xmx2g", "fit", "--dry", dry, "--wet", wet, "--output", profile);

    assertThat(profile).content().contains("\"status\" : \"converged\"");
  }

  private static void run(String heap, Object... args) throws Exception {
    Process process =
        Invocation.process(List.of(heap, Invocation.VECTORS), args)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /// A minute of programme, over and over, 24-bit.
  private static void writeProgramme(Path file, int sampleRateHz, int seconds) throws IOException {
    float[] minute = DryProgramme.render(sampleRateHz, 60, 1);
    long frames = (long) seconds * sampleRateHz;
    SoundFileWriter.write(
        file,
        new SoundFormat(sampleRateHz, 1, Encoding.PCM_24),
        new FrameSource() {
          private long position;

          @Override
          public int read(double[][] planar, int most) {
            int read = (int) Math.min(most, frames - position);
            for (int n = 0; n < read; n++) {
              planar[0][n] = minute[(int) ((position + n) % minute.length)];
            }
            position += read;
            return read == 0 ? -1 : read;
          }
        });
  }
}
