package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFileWriterTest {
  private static final SoundFormat MONO_16 = new SoundFormat(44_100, 1, Encoding.PCM_16);

  @TempDir Path folder;

  /// One way to write and read again.
  record RoundTrip(String extension, SoundFormat format) {}

  static List<RoundTrip> roundTrips() {
    List<RoundTrip> all = new ArrayList<>();
    for (String extension : List.of(".wav", ".aiff", ".aif")) {
      for (int rateHz : new int[] {8000, 44_100, 48_000, 96_000, 192_000}) {
        for (int channels : new int[] {1, 2, 6}) {
          for (Encoding encoding : Encoding.values()) {
            if (extension.equals(".wav") || encoding != Encoding.FLOAT_32) {
              all.add(new RoundTrip(extension, new SoundFormat(rateHz, channels, encoding)));
            }
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void write_samplesThatTheEncodingHolds_areReadBackExactly(RoundTrip trip) throws IOException {
    SoundFormat format = trip.format();
    double[][] sound = exactSamples(format, 5001); // odd, so that odd data sizes come up
    Path file = folder.resolve("sound" + trip.extension());
    WriteSummary summary = SoundFileWriter.write(file, format, new Planar(sound, 777));
    assertThat(summary).isEqualTo(new WriteSummary(5001, 0, 0));
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      assertThat(reader.format()).isEqualTo(format);
      assertThat(reader.frames()).isEqualTo(5001);
      double[][] read = new double[format.channels()][5001];
      double[][] block = new double[format.channels()][1000];
      int position = 0;
      int count;
      while ((count = reader.read(block, 1000)) > 0) {
        for (int channel = 0; channel < read.length; channel++) {
          System.arraycopy(block[channel], 0, read[channel], position, count);
        }
        position += count;
      }
      assertThat(read).isDeepEqualTo(sound);
    }
  }

  @Test
  void write_wave_hasTheHeaderOfTheFormat() throws IOException {
    Path file = folder.resolve("sound.wav");
    SoundFormat format = new SoundFormat(48_000, 2, Encoding.PCM_24);
    SoundFileWriter.write(file, format, new Planar(new double[2][3], 10));
    byte[] expected = WaveBytes.plain(WaveBytes.PCM, 2, 48_000, 24).file(new byte[18]);
    assertThat(file).hasBinaryContent(expected);
  }

  @Test
  void write_oddDataSize_isPaddedAndTheContainerCountsThePad() throws IOException {
    SoundFormat format = new SoundFormat(48_000, 1, Encoding.PCM_24);
    Path wave = folder.resolve("sound.wav");
    SoundFileWriter.write(wave, format, new Planar(new double[1][1], 10));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wave)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.capacity()).isEqualTo(48);
    assertThat(bytes.getInt(4)).as("RIFF size").isEqualTo(40);
    assertThat(bytes.getInt(40)).as("data size").isEqualTo(3);
    Path aiff = folder.resolve("sound.aiff");
    SoundFileWriter.write(aiff, format, new Planar(new double[1][1], 10));
    ByteBuffer form = ByteBuffer.wrap(Files.readAllBytes(aiff));
    assertThat(form.capacity()).isEqualTo(58);
    assertThat(form.getInt(4)).as("FORM size").isEqualTo(50);
  }

  // In steps of 2⁻¹⁵: ties go to the even step.
  @ParameterizedTest
  @MethodSource("roundings")
  void write_betweenSteps_roundsToTheNearest(double[] stepAndStored) throws IOException {
    assertThat(writtenTo16Bits(stepAndStored[0] * 0x1p-15)).isEqualTo((short) stepAndStored[1]);
  }

  static List<double[]> roundings() {
    return List.of(
        new double[] {0.49, 0},
        new double[] {0.5, 0},
        new double[] {0.51, 1},
        new double[] {1.5, 2},
        new double[] {2.5, 2},
        new double[] {-0.5, 0},
        new double[] {-1.5, -2},
        new double[] {32_767.4, 32_767},
        new double[] {-32_768.4, -32_768});
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOAT_32")
  void write_beyondFullScale_isClippedAndCounted(Encoding encoding) throws IOException {
    double step = Math.scalb(1.0, 1 - encoding.bits());
    double[] samples = {1, 1.5, -1.5, Double.MAX_VALUE, -1, 1 - step, 0};
    Path file = folder.resolve("sound.wav");
    WriteSummary summary =
        SoundFileWriter.write(
            file, new SoundFormat(44_100, 1, encoding), new Planar(new double[][] {samples}, 9));
    assertThat(summary).isEqualTo(new WriteSummary(7, 4, 0));
    double[][] read = new double[1][7];
    try (SoundFileReader reader = SoundFileReader.open(file)) {
      assertThat(reader.read(read, 7)).isEqualTo(7);
    }
    double top = 1 - step;
    assertThat(read[0]).containsExactly(top, top, -1, top, -1, top, 0);
  }

  @Test
  void write_nonFiniteToPcm_isZeroAndCounted() throws IOException {
    double[] samples = {Double.NaN, Double.POSITIVE_INFINITY, 0.5, Double.NEGATIVE_INFINITY};
    Path file = folder.resolve("sound.wav");
    WriteSummary summary =
        SoundFileWriter.write(file, MONO_16, new Planar(new double[][] {samples}, 9));
    assertThat(summary).isEqualTo(new WriteSummary(4, 0, 3));
    assertThat(Recording.read(file, new ChannelChoice.Only(0)).samples())
        .containsExactly(0, 0, 0.5f, 0);
  }

  @Test
  void write_nonFiniteAndLoudToFloat_isStoredAsIs() throws IOException {
    float[] samples = {Float.NaN, 4, Float.NEGATIVE_INFINITY};
    Path file = folder.resolve("sound.wav");
    WriteSummary summary =
        SoundFileWriter.write(
            file, new SoundFormat(44_100, 1, Encoding.FLOAT_32), FrameSource.of(samples));
    assertThat(summary).isEqualTo(new WriteSummary(3, 0, 2));
    assertThat(Recording.read(file, new ChannelChoice.Only(0)).samples()).containsExactly(samples);
  }

  @Test
  void write_overAnExistingLongerFile_leavesNothingOfIt() throws IOException {
    for (Encoding encoding : List.of(Encoding.PCM_16, Encoding.FLOAT_32)) {
      int headerBytes = encoding == Encoding.FLOAT_32 ? 58 : 44; // with an extension and `fact`
      Path file = Files.write(folder.resolve("sound.wav"), new byte[10_000]);
      SoundFileWriter.write(
          file, new SoundFormat(44_100, 1, encoding), FrameSource.of(new float[10]));
      assertThat(file).hasSize(headerBytes + 10 * encoding.bits() / 8);
    }
  }

  @Test
  void write_sourceThatThrowsIOException_throwsTheSame() {
    IOException failure = new IOException("unplugged");
    Path file = folder.resolve("sound.wav");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            SoundFileWriter.write(
                file,
                MONO_16,
                (_, _) -> {
                  throw failure;
                }))
        .isSameAs(failure);
  }

  @Test
  void write_sourceThatThrowsIllegalArgument_throwsTheSame() {
    // javax.sound takes this exception for its own and would try another writer.
    IllegalArgumentException failure = new IllegalArgumentException("mine");
    Path file = folder.resolve("sound.wav");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            SoundFileWriter.write(
                file,
                MONO_16,
                (_, _) -> {
                  throw failure;
                }))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2, 1_000_000})
  void write_sourceThatBreaksItsContract_isRefused(int count) {
    Path file = folder.resolve("sound.wav");
    assertThatIllegalStateException()
        .isThrownBy(() -> SoundFileWriter.write(file, MONO_16, (_, _) -> count))
        .withMessageEndingWith(": " + count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound.flac", "sound", "wav"})
  void write_unknownExtension_isRefusedWithTheFix(String name) {
    Path file = folder.resolve(name);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileWriter.write(file, MONO_16, FrameSource.of(new float[1])))
        .withMessageStartingWith(file + " ")
        .withMessageContaining(".wav or .aiff");
    assertThat(file).doesNotExist();
  }

  @Test
  void write_upperCaseExtension_isKnown() throws IOException {
    Path file = folder.resolve("SOUND.WAV");
    SoundFileWriter.write(file, MONO_16, FrameSource.of(new float[1]));
    assertThat(file).hasSize(46);
  }

  @Test
  void write_floatToAiff_isRefusedWithTheFix() {
    Path file = folder.resolve("sound.aiff");
    SoundFormat format = new SoundFormat(44_100, 1, Encoding.FLOAT_32);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(() -> SoundFileWriter.write(file, format, FrameSource.of(new float[1])))
        .withMessageContaining("PCM only");
  }

  @Test
  void write_moreThanAiffHolds_isRefusedAtTheLimit() throws IOException {
    Path file = folder.resolve("sound.aiff");
    CarriedChunks none = CarriedChunks.none();
    long most = 1000 + 64; // 64 bytes are left for the header
    WriteSummary full =
        SoundFileWriter.write(file, MONO_16, FrameSource.of(new float[500]), none, most);
    assertThat(full.frames()).isEqualTo(500);
    assertThatExceptionOfType(SoundFileException.class)
        .isThrownBy(
            () -> SoundFileWriter.write(file, MONO_16, FrameSource.of(new float[501]), none, most))
        .withMessageContaining("2 GiB (500 frames)");
  }

  private short writtenTo16Bits(double sample) throws IOException {
    Path file = folder.resolve("sound.wav");
    WriteSummary summary =
        SoundFileWriter.write(file, MONO_16, new Planar(new double[][] {{sample}}, 9));
    assertThat(summary).isEqualTo(new WriteSummary(1, 0, 0));
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getShort(44);
  }

  /// Random samples on the steps of the encoding, both extremes among them.
  private static double[][] exactSamples(SoundFormat format, int frames) {
    SplittableRandom random = new SplittableRandom(format.hashCode());
    double[][] planar = new double[format.channels()][frames];
    double fullScale = Math.scalb(1.0, format.encoding().bits() - 1);
    for (double[] channel : planar) {
      for (int n = 0; n < frames; n++) {
        channel[n] =
            format.encoding() == Encoding.FLOAT_32
                ? (float) random.nextDouble(-2, 2)
                : random.nextLong((long) -fullScale, (long) fullScale) / fullScale;
      }
      if (format.encoding() != Encoding.FLOAT_32) {
        channel[0] = -1;
        channel[1] = (fullScale - 1) / fullScale;
      }
    }
    return planar;
  }

  /// A source of given samples in blocks of up to a given size.
  private static final class Planar implements FrameSource {
    private final double[][] samples;
    private final int block;
    private int position;

    Planar(double[][] samples, int block) {
      this.samples = samples;
      this.block = block;
    }

    @Override
    public long mostFramesLeft() {
      return (long) samples[0].length - position;
    }

    @Override
    public int read(double[][] planar, int frames) {
      int count = Math.min(Math.min(block, frames), samples[0].length - position);
      if (count == 0) {
        return -1;
      }
      for (int channel = 0; channel < samples.length; channel++) {
        System.arraycopy(samples[channel], position, planar[channel], 0, count);
      }
      position += count;
      return count;
    }
  }
}
