package io.gainprint.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.programme.DryProgramme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long files in small heaps. Run with `mvn verify -Psoak`; needs 5 GB of disk for some minutes.
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

  @Test
  void process_moreThanFourGibibytes_runsIn64MegabytesAndIsRf64() throws Exception {
    long frames = (4L << 30) / 4 + 25_000_000; // 4.1 GiB of mono floats
    Path input = folder.resolve("long.wav");
    writeSparse(input, frames);

    Path output = folder.resolve("out.wav");
    run(
        "-Xmx64m",
        "process",
        input,
        output,
        "--threshold=0",
        "--ratio=1",
        "--attack=1",
        "--release=1");

    // Nothing is changed, so the files differ in nothing.
    assertThat(Files.size(output)).isGreaterThan(4L << 30);
    assertThat(Files.mismatch(input, output)).isEqualTo(-1);
  }

  /// An RF64 file of float silence that ends in a sound of 1000 frames, and a chunk; the file
  /// system keeps no zeros.
  private static void writeSparse(Path file, long frames) throws IOException {
    long dataBytes = 4 * frames;
    ByteBuffer head = ByteBuffer.allocate(94).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RF64".getBytes(US_ASCII)).putInt(-1).put("WAVEds64".getBytes(US_ASCII)).putInt(28);
    head.putLong(94 - 8 + dataBytes + 12).putLong(dataBytes).putLong(frames).putInt(0);
    head.put("fmt ".getBytes(US_ASCII)).putInt(18).putShort((short) 3).putShort((short) 1);
    head.putInt(48_000)
        .putInt(192_000)
        .putShort((short) 4)
        .putShort((short) 32)
        .putShort((short) 0);
    head.put("fact".getBytes(US_ASCII)).putInt(4).putInt((int) frames);
    head.put("data".getBytes(US_ASCII)).putInt(-1);
    ByteBuffer tail = ByteBuffer.allocate(4000 + 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < 1000; n++) {
      tail.putFloat((float) Math.sin(0.1 * n) / 2);
    }
    tail.put("bext".getBytes(US_ASCII)).putInt(4).putInt(7);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(head.flip(), 0);
      channel.write(tail.flip(), 94 + dataBytes - 4000);
    }
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
