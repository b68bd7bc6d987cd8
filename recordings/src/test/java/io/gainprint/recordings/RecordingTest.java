package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.recordings.ChannelChoice.MixDown;
import io.gainprint.recordings.ChannelChoice.Only;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  /// Two frames of three channels: 1, 2, 3 and 4, 5, 9 steps of 2⁻¹⁵.
  private static final byte[] THREE_CHANNELS = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 9, 0};

  @TempDir Path folder;

  @Test
  void read_oneOfThreeChannels_isThatChannel() throws IOException {
    Recording recording = Recording.read(threeChannels(), new Only(2));
    assertThat(recording.samples()).containsExactly(3 * 0x1p-15f, 9 * 0x1p-15f);
    assertThat(recording.length()).isEqualTo(2);
    assertThat(recording.sampleRateHz()).isEqualTo(48_000);
    assertThat(recording.name()).isEqualTo("three.wav");
  }

  @Test
  void read_mixDown_isTheMean() throws IOException {
    assertThat(Recording.read(threeChannels(), new MixDown()).samples())
        .containsExactly(2 * 0x1p-15f, 6 * 0x1p-15f);
  }

  @Test
  void read_mixDownOfMono_isItsChannelExactly() throws IOException {
    byte[] data = {0x56, 0x34, 0x12, (byte) 0xff, (byte) 0xff, 0x7f};
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 24).write(folder.resolve("mono.wav"), data);
    // 24-bit integers are floats exactly, which have a significand of 24 bits.
    assertThat(Recording.read(file, new MixDown()).samples())
        .containsExactly(0x123456 * 0x1p-23f, 0x7fffff * 0x1p-23f);
    assertThat(Recording.read(file, new Only(0)).samples())
        .containsExactly(0x123456 * 0x1p-23f, 0x7fffff * 0x1p-23f);
  }

  @Test
  void read_longerThanABlock_isWhole() throws IOException {
    byte[] data = new byte[2 * 20_000];
    data[0] = 1;
    data[2 * 8192] = 2; // the first frame of the second block
    data[2 * 19_999] = 3;
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).write(folder.resolve("long.wav"), data);
    float[] samples = Recording.read(file, new MixDown()).samples();
    assertThat(samples).hasSize(20_000);
    assertThat(samples[0]).isEqualTo(0x1p-15f);
    assertThat(samples[8192]).isEqualTo(2 * 0x1p-15f);
    assertThat(samples[19_999]).isEqualTo(3 * 0x1p-15f);
  }

  @Test
  void read_channelThatIsNotThere_namesThoseThatAre() throws IOException {
    Path three = threeChannels();
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> Recording.read(three, new Only(3)))
        .withMessage("%s has 3 channels and no number 4: choose one of 1 to 3", three);
    Path mono =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16)
            .write(folder.resolve("mono.wav"), new byte[2]);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> Recording.read(mono, new Only(1)))
        .withMessage("%s has one channel, number 1, and no number 2: choose 1", mono);
  }

  // Blocks and the buffer end inside the files, and frames of 3 channels do not fill the buffer.
  @ParameterizedTest
  @CsvSource({
    "1, 8, 1", "1, 16, 1", "1, 24, 1", "1, 32, 1", "3, 32, 1",
    "1, 8, 3", "1, 16, 3", "1, 24, 3", "1, 32, 3", "3, 32, 3"
  })
  void read_anyWave_isWhatTheReaderGivesRoundedToFloats(int tag, int bits, int channels)
      throws IOException {
    WaveBytes wave = WaveBytes.plain(tag, channels, 44_100, bits);
    byte[] data = new byte[70_001 * wave.frameBytes()];
    new SplittableRandom(bits).nextBytes(data);
    assertReadAsByTheReader(wave.write(folder.resolve("any.wav"), data));
  }

  @ParameterizedTest
  @CsvSource({
    "PCM_16, 1", "PCM_24, 1", "PCM_32, 1",
    "PCM_16, 2", "PCM_24, 2", "PCM_32, 2"
  })
  void read_anyAiff_isWhatTheReaderGivesRoundedToFloats(SoundFormat.Encoding encoding, int channels)
      throws IOException {
    SplittableRandom random = new SplittableRandom(channels);
    FrameSource noise =
        new FrameSource() {
          private int left = 70_001;

          @Override
          public int read(double[][] planar, int frames) {
            int count = Math.min(frames, left);
            for (double[] channel : planar) {
              Arrays.setAll(channel, n -> random.nextDouble(-1, 1));
            }
            left -= count;
            return count == 0 ? -1 : count;
          }
        };
    Path file = folder.resolve("any.aiff");
    SoundFileWriter.write(file, new SoundFormat(44_100, channels, encoding), noise);
    assertReadAsByTheReader(file);
  }

  private static void assertReadAsByTheReader(Path file) throws IOException {
    double[][] planar;
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      int frames = (int) reader.frames();
      planar = new double[reader.format().channels()][frames];
      double[][] block = new double[planar.length][1000];
      int length = 0;
      int count;
      while ((count = reader.read(block, 1000)) > 0) {
        for (int channel = 0; channel < planar.length; channel++) {
          System.arraycopy(block[channel], 0, planar[channel], length, count);
        }
        length += count;
      }
      assertThat(length).isEqualTo(frames);
    }
    float[] mean = new float[planar[0].length];
    for (int channel = 0; channel < planar.length; channel++) {
      float[] expected = new float[mean.length];
      for (int n = 0; n < expected.length; n++) {
        expected[n] = (float) planar[channel][n];
      }
      assertThat(Recording.read(file, new Only(channel)).samples()).isEqualTo(expected);
    }
    for (int n = 0; n < mean.length; n++) {
      double sum = 0;
      for (double[] channel : planar) {
        sum += channel[n];
      }
      mean[n] = (float) (sum / planar.length);
    }
    assertThat(Recording.read(file, new MixDown()).samples()).isEqualTo(mean);
    assertThat(Recording.read(file, new MixDown()).sha256()).isEqualTo(plainSha256(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 65_535, 65_536, 65_537, 200_001})
  void sha256_chunksAroundTheSamples_areHashedToo(int chunk) throws IOException {
    byte[] plain =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 24).file(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    int padded = chunk + chunk % 2;
    byte[] rest = new byte[8 + padded];
    new SplittableRandom(chunk).nextBytes(rest);
    ByteBuffer file =
        ByteBuffer.allocate(plain.length + 1 + 2 * rest.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(plain, 0, 12);
    file.put(rest).putInt(12, 0x7478_6562).putInt(16, chunk); // bext
    file.put(plain, 12, plain.length - 12).put((byte) 0);
    int tail = file.position();
    file.put(rest).putInt(tail, 0x5453_494c).putInt(tail + 4, chunk); // LIST
    file.putInt(4, file.capacity() - 8);
    Path path = Files.write(folder.resolve("chunks.wav"), file.array());

    Recording recording = Recording.read(path, new Only(0));
    assertThat(recording.length()).isEqualTo(3);
    assertThat(recording.sha256()).isEqualTo(plainSha256(path));
  }

  @Test
  void sha256_ofAnUnfinishedFile_countsTheBytesOfThePartialFrame() throws IOException {
    byte[] file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 24)
            .file(0xFFFF_FFFFL, 0xFFFF_FFFFL, new byte[] {1, 0, 0, 2, 0, 0, 0x77});
    Path path = Files.write(folder.resolve("piped.wav"), file);
    Recording recording = Recording.read(path, new MixDown());
    assertThat(recording.length()).isEqualTo(2);
    assertThat(recording.sha256()).isEqualTo(plainSha256(path));
  }

  private static String plainSha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sha256_ofAFile_isThatOfItsBytes() throws IOException {
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16)
            .write(folder.resolve("one.wav"), new byte[] {1, 0});
    // From sha256sum, of the same 46 bytes.
    assertThat(Recording.read(file, new MixDown()).sha256())
        .isEqualTo("1a285127c827345c144e37c137a35e14e3edcd11c371db916992317ccf2292a9");
  }

  @Test
  void sha256_ofSamples_isThatOfTheirLittleEndianBits() {
    // From sha256sum, of 00 00 80 3f 00 00 00 bf.
    assertThat(Recording.of("two", new float[] {1, -0.5f}, 44_100).sha256())
        .isEqualTo("e5e0ce39fac89cd93af5ba8bcad2fe35d88c75417c7e44941fe5ee4e48f1cf75");
  }

  @Test
  void sha256_ofManySamples_dependsOnEach() {
    float[] samples = new float[20_000];
    String zeros = Recording.of("a", samples, 44_100).sha256();
    samples[19_999] = 1;
    assertThat(Recording.of("a", samples, 44_100).sha256()).isNotEqualTo(zeros);
  }

  @Test
  void of_samples_areCopied() {
    float[] samples = {1, 2};
    Recording recording = Recording.of("mine", samples, 44_100);
    samples[0] = 5;
    assertThat(recording.samples()).containsExactly(1, 2);
    assertThat(recording.name()).isEqualTo("mine");
  }

  @Test
  void of_nothingOrRateOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of("none", new float[0], 44_100))
        .withMessage("samples must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of("slow", new float[1], 7999))
        .withMessage("sampleRateHz must be 8000 to 192000: 7999");
  }

  @Test
  void only_negativeIndex_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Only(-1))
        .withMessage("index must be >= 0: -1");
  }

  private Path threeChannels() throws IOException {
    return WaveBytes.plain(WaveBytes.PCM, 3, 48_000, 16)
        .write(folder.resolve("three.wav"), THREE_CHANNELS);
  }
}
