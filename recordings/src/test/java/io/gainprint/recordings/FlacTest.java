package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// FLAC against what the reference decoder makes of the same files: README.md beside them says how.
class FlacTest {
  private static final int FRAMES_AT_44_100 = 2756;

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FlacTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name + ".flac"), resource(name + ".flac"));
  }

  private static double[][] decodedByTheReference(String name, int bits, int channels)
      throws IOException {
    byte[] bytes = resource(name + ".raw");
    int sampleBytes = bits / 8;
    double[][] planar = new double[channels][bytes.length / sampleBytes / channels];
    for (int at = 0; at < bytes.length; at += sampleBytes) {
      int value = bytes[at + sampleBytes - 1];
      for (int k = sampleBytes - 2; k >= 0; k--) {
        value = value << 8 | (bytes[at + k] & 0xff);
      }
      int sample = at / sampleBytes;
      planar[sample % channels][sample / channels] = value / Math.scalb(1.0, bits - 1);
    }
    return planar;
  }

  private static double[][] read(Path file) throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      int frames = Math.toIntExact(reader.frames());
      double[][] all = new double[reader.format().channels()][frames];
      double[][] block = new double[all.length][777];
      int position = 0;
      int count;
      while ((count = reader.read(block, 777)) > 0) {
        for (int channel = 0; channel < all.length; channel++) {
          System.arraycopy(block[channel], 0, all[channel], position, count);
        }
        position += count;
      }
      assertThat(position).isEqualTo(frames);
      return all;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mono-16, 16, 1, 44100",
    "mono-24, 24, 1, 48000",
    "stereo-16, 16, 2, 48000",
    "stereo-24, 24, 2, 44100"
  })
  void read_anyFile_isBitExact(String name, int bits, int channels, int rateHz) throws IOException {
    Path file = copy(name);
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      assertThat(reader.format())
          .isEqualTo(
              new SoundFormat(rateHz, channels, SoundFormat.Encoding.valueOf("PCM_" + bits)));
      assertThat(reader.frames()).isEqualTo(rateHz == 44_100 ? FRAMES_AT_44_100 : 3000);
      assertThat(reader.chunks().ids()).isEmpty();
    }
    assertThat(read(file)).isDeepEqualTo(decodedByTheReference(name, bits, channels));
  }

  @Test
  void open_fileThatDoesNotSayItsLength_isRefusedWithTheFix() throws IOException {
    Path file = copy("unknown-length");
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileReader.open(file).close())
        .withMessageStartingWith(file + " is a FLAC file that does not say how long it is")
        .withMessageEndingWith(": encode it into a file, or convert it to WAV");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mono-24", "stereo-24"})
  void sha256_ofARecording_isThatOfTheFile(String name) throws Exception {
    Path file = copy(name);
    assertThat(Recording.read(file, new ChannelChoice.MixDown()).sha256())
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
  }

  @Test
  void read_cutFile_saysHowMuchIsThere() throws IOException {
    byte[] whole = resource("stereo-24.flac");
    Path file = Files.write(folder.resolve("cut.flac"), Arrays.copyOf(whole, 4000));
    assertDamaged(file);
  }

  /// The decoder never ends on this file, and keeps a processor busy from then on: among the long
  /// tests.
  @Test
  @Tag("soak")
  @Timeout(60)
  void read_damageOnWhichTheDecoderNeverEnds_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("endless.flac"), resource("endless.flac"));
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> Recording.read(file, new ChannelChoice.MixDown()))
        .withMessageContaining("cannot be decoded");
  }

  @Test
  void read_oneFlippedBitInTheSamples_isRefused() throws IOException {
    byte[] bytes = resource("mono-24.flac");
    bytes[5000] ^= 1;
    assertDamaged(Files.write(folder.resolve("flipped.flac"), bytes));
  }

  private static void assertDamaged(Path file) {
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> read(file))
        .withMessageStartingWith(file + " is a damaged FLAC file, ")
        .withMessageEndingWith(": copy or encode it again");
  }

  @Test
  void open_moreFramesThanTheFileCanHold_isRefused() throws IOException {
    byte[] bytes = resource("mono-16.flac");
    // The last 36 bits before the MD5 count the frames: about 4·10⁹.
    ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putInt(22, 0xF000_0000);
    Path file = Files.write(folder.resolve("boast.flac"), bytes);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileReader.open(file).close())
        .withMessageContaining("promises 4026531840 frames");
  }

  @Test
  void read_anyDamage_isTheRightSoundOrRefusedWithAMessage() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    byte[] whole = resource("stereo-16.flac");
    double[][] right = decodedByTheReference("stereo-16", 16, 2);
    int refused = 0;
    for (int trial = 0; trial < 400; trial++) {
      byte[] bytes = whole.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (trial % 4 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Path file = Files.write(folder.resolve("any.flac"), bytes);
      try {
        assertThat(read(file)).isDeepEqualTo(right);
      } catch (SoundFileException e) {
        assertThat(e).as("trial %d", trial).hasMessageStartingWith(file + " ");
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 400); // damage to tags is harmless
  }

  @Test
  void write_flac_isRefusedWithTheFix() {
    Path file = folder.resolve("out.flac");
    SoundFormat format = new SoundFormat(44_100, 1, SoundFormat.Encoding.PCM_16);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileWriter.check(file, format))
        .withMessage(
            "%s cannot be written, FLAC is only read: end its name in .wav or .aiff", file);
  }
}
