package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFileReaderTest {
  private static final WaveBytes MONO_16 = WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16);

  @TempDir Path folder;

  // How each format is stored, from its definition: the expected values owe nothing to the code
  // under test.

  @Test
  void read_unsigned8_is128thsAround128() throws IOException {
    Path file = WaveBytes.plain(WaveBytes.PCM, 1, 8000, 8).write(wav(), bytes(0x00, 0x80, 0xff));
    assertThat(readMono(file)).containsExactly(-1, 0, 127 / 128.0);
    assertThat(format(file)).isEqualTo(new SoundFormat(8000, 1, Encoding.PCM_16));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_pcm16_isLittleEndianIn32768ths(boolean extensible) throws IOException {
    WaveBytes wave = extensible ? MONO_16.asExtensible() : MONO_16;
    Path file = wave.write(wav(), bytes(0x00, 0x80, 0xff, 0xff, 0x01, 0x00, 0xff, 0x7f));
    assertThat(readMono(file)).containsExactly(-1, -0x1p-15, 0x1p-15, 32767 / 32768.0);
    assertThat(format(file)).isEqualTo(new SoundFormat(44_100, 1, Encoding.PCM_16));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_pcm24_isLittleEndianInTwoToThe23rds(boolean extensible) throws IOException {
    WaveBytes plain = WaveBytes.plain(WaveBytes.PCM, 1, 48_000, 24);
    Path file =
        (extensible ? plain.asExtensible() : plain)
            .write(wav(), bytes(0, 0, 0x80, 0xff, 0xff, 0xff, 0x56, 0x34, 0x12));
    assertThat(readMono(file)).containsExactly(-1, -0x1p-23, 0x123456 * 0x1p-23);
    assertThat(format(file)).isEqualTo(new SoundFormat(48_000, 1, Encoding.PCM_24));
  }

  @Test
  void read_pcm32_isLittleEndianInTwoToThe31sts() throws IOException {
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 1, 96_000, 32)
            .write(wav(), bytes(0, 0, 0, 0x80, 0x78, 0x56, 0x34, 0x12));
    assertThat(readMono(file)).containsExactly(-1, 0x12345678 * 0x1p-31);
    assertThat(format(file)).isEqualTo(new SoundFormat(96_000, 1, Encoding.PCM_32));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_float32_isAsStoredBeyondFullScaleAndNonFinite(boolean extensible) throws IOException {
    float[] values = {0.1f, -2.5f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
    ByteBuffer data = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    WaveBytes plain = WaveBytes.plain(WaveBytes.FLOAT, 1, 44_100, 32);
    Path file = (extensible ? plain.asExtensible() : plain).write(wav(), data.array());
    assertThat(readMono(file))
        .containsExactly(0.1f, -2.5, Float.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
    assertThat(format(file).encoding()).isEqualTo(Encoding.FLOAT_32);
  }

  @Test
  void read_threeChannels_separatesThem() throws IOException {
    Path file =
        WaveBytes.plain(WaveBytes.PCM, 3, 44_100, 16)
            .write(wav(), bytes(1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0));
    double[][] planar = new double[3][2];
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      assertThat(reader.read(planar, 2)).isEqualTo(2);
    }
    assertThat(planar[0]).containsExactly(0x1p-15, 4 * 0x1p-15);
    assertThat(planar[2]).containsExactly(3 * 0x1p-15, 6 * 0x1p-15);
  }

  @Test
  void read_inBlocksOfAnySize_equalsOneBlock() throws IOException {
    byte[] data = new byte[200_000]; // more than any one buffer, so that blocks cross its end
    new SplittableRandom(1).nextBytes(data);
    Path file = MONO_16.write(wav(), data);
    double[] expected = readMono(file);
    double[] blocks = new double[expected.length];
    SplittableRandom random = new SplittableRandom(2);
    double[][] planar = new double[1][50_000];
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      int position = 0;
      int count;
      while ((count = reader.read(planar, random.nextInt(1, 50_000))) > 0) {
        System.arraycopy(planar[0], 0, blocks, position, count);
        position += count;
      }
      assertThat(position).isEqualTo(100_000);
      assertThat(reader.read(planar, 1)).isEqualTo(-1);
    }
    assertThat(blocks).isEqualTo(expected);
  }

  @Test
  void read_chunksAroundTheSamples_arePassedOver() throws IOException {
    // Odd-sized chunks have a pad byte; the first is longer than any buffer that a parser might
    // look back in.
    byte[] plain = MONO_16.file(bytes(1, 0, 2, 0));
    ByteBuffer file = ByteBuffer.allocate(200_000).order(ByteOrder.LITTLE_ENDIAN);
    file.put(plain, 0, 12);
    file.put(ascii("bext")).putInt(100_001).put(new byte[100_002]);
    file.put(plain, 12, 24);
    file.put(ascii("junk")).putInt(3).put(new byte[4]);
    file.put(plain, 36, 12);
    file.put(ascii("LIST")).putInt(6).put(ascii("INFOxx"));
    byte[] whole = new byte[file.position()];
    file.putInt(4, whole.length - 8).flip().get(whole);
    assertThat(readMono(Files.write(wav(), whole))).containsExactly(0x1p-15, 2 * 0x1p-15);
  }

  @Test
  void read_longChunkBeforeFloatSamples_isPassedOver() throws IOException {
    byte[] plain = WaveBytes.plain(WaveBytes.FLOAT, 1, 44_100, 32).file(bytes(0, 0, 0, 0x3f));
    ByteBuffer file = ByteBuffer.allocate(200_000).order(ByteOrder.LITTLE_ENDIAN);
    file.put(plain, 0, 12);
    file.put(ascii("JUNK")).putInt(100_000).put(new byte[100_000]);
    file.put(plain, 12, plain.length - 12);
    byte[] whole = new byte[file.position()];
    file.putInt(4, whole.length - 8).flip().get(whole);
    assertThat(readMono(Files.write(wav(), whole))).containsExactly(0.5);
  }

  // The sizes that programs leave in a header when they write to a pipe: ffmpeg, SoX, and none at
  // all.
  @ParameterizedTest
  @CsvSource({
    "0xFFFFFFFF, 0xFFFFFFFF",
    "0x7FFFF024, 0x7FFFF000",
    "0xFFFFFFFF, 0xFFFFFFDB",
    "0x7FFFFFFF, 0x7FFFFFDB",
    "0x00000000, 0x00000000",
    "0x00000024, 0x00000000"
  })
  void frames_headerFromAPipe_areCountedToTheEndOfTheFile(String riffSize, String dataSize)
      throws IOException {
    byte[] file =
        MONO_16.file(Long.decode(riffSize), Long.decode(dataSize), bytes(1, 0, 2, 0, 3, 0));
    Path path = Files.write(wav(), file);
    assertThat(frames(path)).isEqualTo(3);
    assertThat(readMono(path)).containsExactly(0x1p-15, 2 * 0x1p-15, 3 * 0x1p-15);
  }

  @Test
  void frames_extensibleHeaderFromAPipe_areCountedToTheEndOfTheFile() throws IOException {
    WaveBytes wave = WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 24).asExtensible();
    byte[] data =
        bytes(1, 0, 0, 2, 0, 0, 0x77); // a frame and a half at the end is cut to whole frames
    Path file = Files.write(wav(), wave.file(0xFFFF_FFFFL, 0xFFFF_FFFFL, data));
    assertThat(frames(file)).isEqualTo(2);
    assertThat(readMono(file)).containsExactly(0x1p-23, 2 * 0x1p-23);
  }

  @Test
  void frames_fileOfMoreThanTwoGibibytes_areAllCounted() throws IOException {
    long dataBytes = 3L << 30;
    Path file = Files.write(wav(), MONO_16.file(dataBytes + 36, dataBytes));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(MONO_16.headerLength() + dataBytes); // the file system keeps no zeros
    }
    assertThat(frames(file)).isEqualTo(dataBytes / 2);
  }

  @Test
  void open_missingFile_saysSo() {
    assertRefused(folder.resolve("none.wav"), "does not exist");
  }

  @Test
  void open_folder_saysSo() {
    assertRefused(folder, "is a folder");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void open_unreadableFile_saysSo() throws IOException {
    Path file = MONO_16.write(wav(), bytes(0, 0));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "permissions do not bind root");
    assertRefused(file, "cannot be read");
  }

  @Test
  void open_emptyFile_saysSo() throws IOException {
    assertRefused(Files.createFile(wav()), "is empty (0 bytes)");
  }

  @Test
  void open_text_saysItIsNoSoundFile() throws IOException {
    assertRefused(Files.writeString(wav(), "RIFF, they said."), "is not a sound file");
    assertRefused(Files.writeString(wav(), "a"), "is not a sound file");
  }

  @ParameterizedTest
  @CsvSource({"riff, Wave64", "RIFX, RIFX", "OggS, Ogg", "ID3, MP3"})
  void open_otherKindOfSoundFile_namesIt(String magic, String kind) throws IOException {
    assertRefused(Files.writeString(wav(), magic + "............"), kind);
  }

  @ParameterizedTest
  @CsvSource({"2, 4, Microsoft ADPCM", "85, 16, MP3", "7, 8, ULAW", "3, 64, 64-bit PCM_FLOAT"})
  void open_unreadEncoding_namesItAndTheFix(int tag, int bits, String name) throws IOException {
    Path file = WaveBytes.plain(tag, 1, 44_100, bits).write(wav(), new byte[64]);
    assertRefused(file, name);
    assertRefused(file, "convert it to");
  }

  @Test
  void open_oddBitDepth_namesIt() throws IOException {
    assertRefused(
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 20).write(wav(), new byte[60]), "20-bit");
  }

  @Test
  void open_cutFile_saysHowMuchIsThere() throws IOException {
    assertRefused(
        Files.write(wav(), MONO_16.file(36 + 2000, 2000, new byte[600])),
        "ends after 300 of the 1000 frames");
  }

  @Test
  void open_noFrames_saysSo() throws IOException {
    assertRefused(MONO_16.write(wav()), "0 frames");
  }

  @Test
  void open_noFramesButATrailingChunk_saysSo() throws IOException {
    // Where the container's own size is right, a data size of 0 is meant.
    assertRefused(
        Files.write(wav(), MONO_16.file(36 + 12, 0, ascii("LIST\4\0\0\0INFO"))), "0 frames");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7999, 192_001, 2_000_000_000})
  void open_rateOutOfRange_namesIt(int rateHz) throws IOException {
    WaveBytes wave = WaveBytes.plain(WaveBytes.PCM, 1, rateHz, 16);
    assertRefused(wave.write(wav(), bytes(0, 0)), "a sample rate of " + rateHz + " Hz");
  }

  @Test
  void open_tooManyChannels_namesThem() throws IOException {
    WaveBytes wave = WaveBytes.plain(WaveBytes.PCM, 65, 44_100, 16);
    assertRefused(wave.write(wav(), new byte[130]), "65 channels");
  }

  @Test
  void open_damagedHeader_isRefusedAsSuch() throws IOException {
    byte[] head = MONO_16.file(new byte[100]);
    assertRefused(Files.write(wav(), Arrays.copyOf(head, 20)), "damaged header");
    assertRefused(Files.write(wav(), Arrays.copyOf(head, 40)), "damaged header");
    byte[] noFrameSize =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).asExtensible().file(new byte[100]);
    noFrameSize[32] = 0;
    assertRefused(Files.write(wav(), noFrameSize), "damaged header");
  }

  @Test
  void open_anyDamageToTheHeader_isReadOrRefusedWithAMessage() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Path aiff = folder.resolve("sound.aiff");
    SoundFileWriter.write(
        aiff, new SoundFormat(44_100, 1, Encoding.PCM_16), FrameSource.of(new float[2000]));
    byte[][] whole = {
      Files.readAllBytes(aiff),
      MONO_16.file(new byte[4000]),
      WaveBytes.plain(WaveBytes.PCM, 2, 48_000, 24).asExtensible().file(new byte[4002]),
      WaveBytes.plain(WaveBytes.FLOAT, 1, 96_000, 32).file(new byte[4000])
    };
    int read = 0;
    for (int trial = 0; trial < 600; trial++) {
      byte[] file = whole[trial % whole.length].clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        file[random.nextInt(68)] = (byte) random.nextInt(256);
      }
      Path path = Files.write(wav(), file);
      try (SoundFileReader reader = SoundFileReader.open(path)) {
        double[][] planar = new double[reader.format().channels()][512];
        while (reader.read(planar, 512) > 0) {
          read++;
        }
      } catch (SoundFileException e) {
        assertThat(e).as("trial %d", trial).hasMessageStartingWith(path + " ");
      }
    }
    assertThat(read).isPositive(); // some damage is harmless, else this would test one branch only
  }

  @Test
  void read_fileCutAfterItWasOpened_saysHowMuchIsThere() throws IOException {
    Path file = MONO_16.write(wav(), new byte[2000]);
    try (SoundFileReader reader = SoundFileReader.open(file);
        RandomAccessFile cutting = new RandomAccessFile(file.toFile(), "rw")) {
      cutting.setLength(MONO_16.headerLength() + 600);
      assertThatExceptionOfType(SoundFileException.class)
          .isThrownBy(() -> reader.read(new double[1][1000], 1000))
          .withMessageContaining("ends after 300 of the 1000 frames");
    }
  }

  @Test
  void read_wrongArguments_areRefused() throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(MONO_16.write(wav(), bytes(0, 0)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reader.read(new double[2][8], 8))
          .withMessage("planar must have 1 rows: 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reader.read(new double[1][8], 0))
          .withMessage("frames must be >= 1: 0");
    }
  }

  private Path wav() {
    return folder.resolve("sound.wav");
  }

  private static void assertRefused(Path file, String what) {
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileReader.open(file).close())
        .withMessageStartingWith(file + " ")
        .withMessageContaining(what);
  }

  private static SoundFormat format(Path file) throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      return reader.format();
    }
  }

  private static long frames(Path file) throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      return reader.frames();
    }
  }

  private static double[] readMono(Path file) throws IOException {
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      double[] all = new double[Math.toIntExact(reader.frames())];
      double[][] planar = new double[1][4096];
      int position = 0;
      int count;
      while ((count = reader.read(planar, 4096)) > 0) {
        System.arraycopy(planar[0], 0, all, position, count);
        position += count;
      }
      assertThat(position).isEqualTo(all.length);
      return all;
    }
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int n = 0; n < values.length; n++) {
      bytes[n] = (byte) values[n];
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
