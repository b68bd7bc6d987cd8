package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gainprint.recordings.SoundFormat.Encoding;
import io.gainprint.recordings.riff.Rf64FileReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RF64 and BW64, and the chunks of WAVE files, byte by byte and through javax.sound.
class LongWaveTest {
  private static final SoundFormat MONO_16 = new SoundFormat(44_100, 1, Encoding.PCM_16);
  private static final long UNSET = -1;

  @TempDir Path folder;

  private Path wav() {
    return folder.resolve("sound.wav");
  }

  private static byte[] chunk(String id, byte... content) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(id.getBytes(StandardCharsets.US_ASCII)).putInt(content.length).put(content);
    return bytes.array();
  }

  /// A mono 16-bit file of 64-bit sizes, from their definition.
  private static byte[] longWave(
      String form, long riffBytes, long dataBytes, byte[] data, byte[] after) {
    ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putLong(riffBytes).putLong(dataBytes).putLong(dataBytes / 2);
    byte[] plain = WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file(UNSET, UNSET, data);
    byte[] file =
        joined(
            Arrays.copyOf(plain, 12),
            chunk("ds64", sizes.array()),
            Arrays.copyOfRange(plain, 12, plain.length),
            after);
    System.arraycopy(form.getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
    return file;
  }

  /// A whole one with right sizes.
  private static byte[] longWave(String form, byte... data) {
    return longWave(form, 72 + data.length, data.length, data, new byte[0]);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static float[] samples(Path file) throws IOException {
    return Recording.read(file, new ChannelChoice.Only(0)).samples();
  }

  private static void assertRefused(Path file, String what) {
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileReader.open(file).close())
        .withMessageStartingWith(file + " ")
        .withMessageContaining(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void read_longSizes_areThoseOfDs64(String form) throws IOException {
    byte[] after = chunk("LIST", new byte[] {1, 2, 3, 4});
    byte[] data = {1, 0, 2, 0, 3, 0};
    Files.write(wav(), longWave(form, 72 + 6 + after.length, 6, data, after));
    assertThat(samples(wav())).containsExactly(0x1p-15f, 2 * 0x1p-15f, 3 * 0x1p-15f);
  }

  @Test
  void open_ds64ThatPromisesMoreThanThereIs_saysHowMuch() throws IOException {
    Files.write(
        wav(), longWave("RF64", 5_000_000_072L, 5_000_000_000L, new byte[600], new byte[0]));
    assertRefused(wav(), "ends after 300 of the 2500000000 frames");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void frames_ds64ThatWasNeverFilledIn_areCountedToTheEnd(long size) throws IOException {
    Files.write(wav(), longWave("RF64", size, size, new byte[6], new byte[0]));
    assertThat(samples(wav())).hasSize(3);
  }

  @Test
  void open_noDs64_saysSo() throws IOException {
    byte[] file = WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file(new byte[8]);
    System.arraycopy("RF64".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
    assertRefused(Files.write(wav(), file), "has no ds64 chunk");
  }

  @Test
  void open_ds64TableThatDoesNotFit_saysSo() throws IOException {
    byte[] file = longWave("BW64", new byte[8]);
    file[20 + 24] = 1; // the number of its entries
    assertRefused(Files.write(wav(), file), "a table of 1 sizes does not fit");
  }

  @Test
  void open_beyondFourGibibytes_countsAllFramesAlsoInJavaxSound() throws Exception {
    long dataBytes = 5L << 30;
    Files.write(wav(), longWave("RF64", dataBytes + 72, dataBytes, new byte[2], new byte[0]));
    try (RandomAccessFile sparse = new RandomAccessFile(wav().toFile(), "rw")) {
      sparse.setLength(80 + dataBytes); // the file system keeps no zeros
      sparse.seek(80 + dataBytes - 2);
      sparse.write(new byte[] {0, 0x40});
    }
    try (SoundFileReader reader = SoundFileReader.open(wav())) {
      assertThat(reader.frames()).isEqualTo(dataBytes / 2);
    }
    AudioFileFormat format = AudioSystem.getAudioFileFormat(wav().toFile());
    assertThat(format.getType()).isEqualTo(Rf64FileReader.RF64);
    assertThat(format.getFrameLength()).isEqualTo(AudioSystem.NOT_SPECIFIED);
    assertThat(format.getByteLength()).isEqualTo(AudioSystem.NOT_SPECIFIED);
    assertThat(format.getProperty("duration"))
        .isEqualTo(Math.round(Math.floor(dataBytes * 5e5 / 44_100)));
    try (AudioInputStream stream = AudioSystem.getAudioInputStream(wav().toFile())) {
      assertThat(stream.getFrameLength()).isEqualTo(dataBytes / 2);
      stream.skipNBytes(dataBytes - 2);
      assertThat(stream.readAllBytes()).containsExactly(0, 0x40);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void audioSystem_streamOfLongSizes_isReadAndTheOthersStayWhereTheyWere(String form)
      throws Exception {
    byte[] file = joined(longWave(form, new byte[] {1, 2, 3, 4}), new byte[100]);
    BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(file));
    assertThat(AudioSystem.getAudioFileFormat(in).getFrameLength()).isEqualTo(2);
    AudioInputStream stream = AudioSystem.getAudioInputStream(in);
    assertThat(stream.getFormat().toString())
        .isEqualTo(new AudioFormat(44_100, 16, 1, true, false).toString());
    assertThat(stream.readAllBytes()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void audioSystem_write_isReadBack() throws Exception {
    for (AudioFileFormat.Type type : List.of(Rf64FileReader.RF64, Rf64FileReader.BW64)) {
      byte[] data = {1, 2, 3};
      AudioFormat format = new AudioFormat(48_000, 24, 1, true, false);
      AudioSystem.write(
          new AudioInputStream(new ByteArrayInputStream(data), format, 1), type, wav().toFile());
      assertThat(Files.readString(wav(), StandardCharsets.ISO_8859_1)).startsWith(type.toString());
      try (AudioInputStream stream = AudioSystem.getAudioInputStream(wav().toFile())) {
        assertThat(stream.readAllBytes()).isEqualTo(data);
      }
    }
  }

  /// A source that does not say how long it is.
  private static FrameSource unknown(float... samples) {
    FrameSource source = FrameSource.of(samples);
    return new FrameSource() {
      @Override
      public int read(double[][] planar, int frames) throws IOException {
        return source.read(planar, frames);
      }
    };
  }

  @Test
  void write_unknownLength_keepsRoomForLongSizes() throws IOException {
    SoundFileWriter.write(wav(), MONO_16, unknown(0.5f));
    byte[] plain =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file(38 + 36, 2, new byte[] {0, 0x40});
    assertThat(wav())
        .hasBinaryContent(
            joined(
                Arrays.copyOf(plain, 12),
                chunk("JUNK", new byte[28]),
                Arrays.copyOfRange(plain, 12, plain.length)));
  }

  @Test
  void write_beyondTheLimit_becomesRf64InThatRoom() throws IOException {
    long limit = 72 + 10; // of a whole file less 8 bytes
    SoundFileWriter.write(wav(), MONO_16, unknown(new float[5]), CarriedChunks.none(), limit);
    assertThat(Files.readAllBytes(wav())).startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
    SoundFileWriter.write(wav(), MONO_16, unknown(new float[6]), CarriedChunks.none(), limit);
    assertThat(wav()).hasBinaryContent(longWave("RF64", new byte[12]));
  }

  @Test
  void write_floatingPoint_hasExtensionAndFact() throws IOException {
    SoundFileWriter.write(
        wav(), new SoundFormat(44_100, 1, Encoding.FLOAT_32), FrameSource.of(new float[3]));
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav())).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(file.getInt(16)).as("size of fmt").isEqualTo(18);
    assertThat(file.getShort(36)).as("size of its extension").isZero();
    assertThat(new String(file.array(), 38, 4, StandardCharsets.US_ASCII)).isEqualTo("fact");
    assertThat(file.getInt(46)).as("frames").isEqualTo(3);
    assertThat(file.getInt(4)).isEqualTo(file.capacity() - 8);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void write_sixChannels_isExtensibleAndReadByTheJdk(Encoding encoding) throws Exception {
    SoundFormat format = new SoundFormat(48_000, 6, encoding);
    SoundFileWriter.write(wav(), format, new Noise(6, 5));
    try (AudioInputStream stream = AudioSystem.getAudioInputStream(wav().toFile())) {
      assertThat(stream.getFormat().getChannels()).isEqualTo(6);
      assertThat(stream.getFrameLength()).isEqualTo(5);
      byte[] file = Files.readAllBytes(wav());
      assertThat(stream.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(file, file.length - 30 * encoding.bits() / 8, file.length));
    }
  }

  /// Frames of noise that say how many they are.
  private static final class Noise implements FrameSource {
    private final SplittableRandom random = new SplittableRandom(1);
    private final int channels;
    private int left;

    Noise(int channels, int frames) {
      this.channels = channels;
      left = frames;
    }

    @Override
    public long mostFramesLeft() {
      return left;
    }

    @Override
    public int read(double[][] planar, int frames) {
      int count = Math.min(left, frames);
      for (int channel = 0; channel < channels; channel++) {
        for (int n = 0; n < count; n++) {
          planar[channel][n] = random.nextDouble(-1, 1);
        }
      }
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  /// A file of random chunks around random samples of two bytes.
  private static byte[] anyWave(SplittableRandom random, List<String> ids) {
    byte[] plain =
        WaveBytes.plain(WaveBytes.PCM, random.nextInt(1, 3), 48_000, 16)
            .file(new byte[4 * random.nextInt(1, 400)]);
    byte[] data = Arrays.copyOfRange(plain, 36, plain.length);
    random.nextBytes(data);
    System.arraycopy(plain, 36, data, 0, 8);
    byte[][] parts = new byte[3][];
    for (int part = 0; part < parts.length; part++) {
      parts[part] = new byte[0];
      for (int k = random.nextInt(3); k > 0; k--) {
        byte[] content = new byte[random.nextInt(2000)];
        random.nextBytes(content);
        parts[part] = joined(parts[part], chunk(ids.get(random.nextInt(ids.size())), content));
      }
    }
    byte[] file =
        joined(
            Arrays.copyOf(plain, 12),
            parts[0],
            Arrays.copyOfRange(plain, 12, 36),
            parts[1],
            data,
            parts[2]);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
    return file;
  }

  private Path copied(Path from) throws IOException {
    Path to = folder.resolve("copy.wav");
    try (SoundFileReader reader = SoundFileReader.open(from)) {
      SoundFileWriter.write(to, reader.format(), reader, reader.chunks());
    }
    return to;
  }

  @Test
  void write_chunksOfAnotherFile_areCopiedByteForByteWhereTheyWere() throws IOException {
    List<String> ids =
        List.of("bext", "LIST", "iXML", "cue ", "smpl", "axml", "chna", "id3 ", "what");
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      byte[] file = anyWave(random, ids);
      assertThat(copied(Files.write(wav(), file))).as("trial %d", trial).hasBinaryContent(file);
    }
  }

  @Test
  void write_chunksThatDescribeTheOldSamples_areLeftBehind() throws IOException {
    byte[] plain =
        WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file((byte) 1, (byte) 2, (byte) 3, (byte) 4);
    byte[] kept = chunk("bext", (byte) 5, (byte) 6, (byte) 7);
    byte[] file = Arrays.copyOf(plain, 12);
    for (String id : List.of("JUNK", "FLLR", "PAD ", "PEAK", "levl", "fact")) {
      file = joined(file, chunk(id, new byte[8]));
    }
    file = joined(file, kept, Arrays.copyOfRange(plain, 12, plain.length));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
    byte[] expected =
        joined(Arrays.copyOf(plain, 12), kept, Arrays.copyOfRange(plain, 12, plain.length));
    ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).putInt(4, expected.length - 8);
    assertThat(copied(Files.write(wav(), file))).hasBinaryContent(expected);
  }

  @Test
  void write_bw64_staysBw64WithItsChunks() throws IOException {
    byte[] after = joined(chunk("chna", new byte[44]), chunk("axml", new byte[91]));
    byte[] data = {1, 0, 2, 0};
    byte[] file = longWave("BW64", 72 + 4 + after.length, 4, data, after);
    assertThat(copied(Files.write(wav(), file))).hasBinaryContent(file);
  }

  @Test
  void write_rf64ThatFits_becomesRiff() throws IOException {
    Files.write(wav(), longWave("RF64", new byte[] {1, 2}));
    assertThat(copied(wav()))
        .hasBinaryContent(WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file((byte) 1, (byte) 2));
  }

  @Test
  void chunks_cutShort_areNamedAsLost() throws IOException {
    byte[] cut = Arrays.copyOf(chunk("cue ", new byte[100]), 50);
    Files.write(
        wav(), joined(WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file(new byte[4]), cut));
    try (SoundFileReader reader = SoundFileReader.open(wav())) {
      assertThat(reader.chunks().ids()).isEmpty();
      assertThat(reader.chunks().lossesIn(wav())).containsExactly("'cue ' is cut short");
    }
  }

  @Test
  void chunks_intoAiff_areNamedAsLost() throws IOException {
    Files.write(
        wav(),
        joined(
            WaveBytes.plain(WaveBytes.PCM, 1, 44_100, 16).file(new byte[4]),
            chunk("bext", new byte[4]),
            chunk("LIST", new byte[4])));
    try (SoundFileReader reader = SoundFileReader.open(wav())) {
      assertThat(reader.chunks().ids()).containsExactly("bext", "LIST");
      assertThat(reader.chunks().lossesIn(folder.resolve("out.aiff")))
          .containsExactly("'bext', 'LIST' cannot be held by AIFF");
    }
  }

  @Test
  void open_anyDamage_isReadOrRefusedWithAMessage() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    int read = 0;
    for (int trial = 0; trial < 1000; trial++) {
      byte[] file =
          trial % 2 == 0
              ? anyWave(random, List.of("bext", "LIST"))
              : longWave("RF64", new byte[2 * random.nextInt(1, 99)]);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        file[random.nextInt(Math.min(file.length, 90))] = (byte) random.nextInt(256);
      }
      if (trial % 5 == 0) {
        file = Arrays.copyOf(file, random.nextInt(1, file.length));
      }
      Path path = Files.write(wav(), file);
      try {
        copied(path);
        read++;
      } catch (SoundFileException e) {
        assertThat(e).as("trial %d", trial).hasMessageStartingWith(path + " ");
      }
    }
    assertThat(read).isBetween(50, 950); // both branches are tested
  }
}
