package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.SoundFormat.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessCommandTest {
  private static final int RATE = 48_000;
  private static final CompressorParameters HARD = new CompressorParameters(-30, 6, 3, 90, 4);
  private static final Object[] OUTRIGHT = {
    "--threshold=-30", "--ratio=6", "--attack=3", "--release=90", "--make-up=4"
  };

  private static final byte[] TRAILING_CHUNK = {
    'i', 'X', 'M', 'L', 5, 0, 0, 0, '<', 'a', '/', '>', ' ', 0
  };

  @TempDir Path folder;
  private final double[] left = tone(0.8, 440);
  private final double[] right = tone(0.1, 660);
  private Path stereo;
  private Path output;

  /// 0.3 s, the second half 20 dB lower.
  private static double[] tone(double amplitude, double hz) {
    double[] tone = new double[14_400];
    Arrays.setAll(
        tone, n -> amplitude * (n < 7200 ? 1 : 0.1) * Math.sin(2 * Math.PI * hz * n / RATE));
    return tone;
  }

  @BeforeEach
  void writeInput() throws IOException {
    stereo = folder.resolve("in.wav");
    output = folder.resolve("out.wav");
    SoundFiles.write(stereo, RATE, Encoding.FLOAT_32, left, right);
  }

  private Invocation process(Path input, Object... more) {
    Object[] args = new Object[3 + more.length];
    System.arraycopy(new Object[] {"process", input, output}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Invocation.of(args);
  }

  private static Object[] outright(Object... more) {
    Object[] all = Arrays.copyOf(OUTRIGHT, OUTRIGHT.length + more.length);
    System.arraycopy(more, 0, all, OUTRIGHT.length, more.length);
    return all;
  }

  /// What the compressor of `dsp` makes of floats, rounded to floats.
  private static double[] reference(CompressorParameters parameters, double[] sound) {
    double[] y = new double[sound.length];
    Arrays.setAll(y, n -> (double) (float) sound[n]);
    new Compressor(parameters.at(RATE)).process(y, 0, y, 0, y.length);
    Arrays.setAll(y, n -> (double) (float) y[n]);
    return y;
  }

  /// The block kernel's gain is that of the reference to 1e-12, which may round to the next float:
  /// below 2, that is 2⁻²³ away.
  private static void assertSame(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int n = 0; n < expected.length; n++) {
      assertThat(actual[n]).isCloseTo(expected[n], within(0x1p-23));
    }
  }

  @Test
  void process_independentChannels_areTwoMonoCompressors() throws IOException {
    assertThat(process(stereo, outright("--link", "independent")).exitCode()).isZero();

    double[][] written = SoundFiles.read(output);
    assertSame(written[0], reference(HARD, left));
    assertSame(written[1], reference(HARD, right));
  }

  @Test
  void process_linkedChannels_keepTheirBalance() throws IOException {
    assertThat(process(stereo, OUTRIGHT).exitCode()).isZero();

    double[][] written = SoundFiles.read(output);
    int compared = 0;
    for (int n = 0; n < left.length; n++) {
      if (Math.abs(left[n]) > 1e-3 && Math.abs(right[n]) > 1e-3) {
        double balance = written[0][n] / written[1][n] * (float) right[n] / (float) left[n];
        assertThat(balance).isBetween(1 - 1e-6, 1 + 1e-6); // four roundings to float
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1024})
  void process_anyBlockSize_writesTheSameFile(int blockFrames) throws IOException {
    process(stereo, outright("--look-ahead", 2));
    byte[] expected = Files.readAllBytes(output);

    process(stereo, outright("--look-ahead", 2, "--block-size", blockFrames, "--force"));

    assertThat(Files.readAllBytes(output)).isEqualTo(expected);
  }

  @Test
  void process_withLookAhead_keepsLengthAndPlace() throws IOException {
    process(stereo, outright("--look-ahead", 5, "--link", "independent"));

    double[] sound = new double[left.length + 240]; // 5 ms of silence to come
    System.arraycopy(left, 0, sound, 0, left.length);
    Arrays.setAll(sound, n -> (double) (float) sound[n]);
    new Compressor(HARD.at(RATE), 240).process(sound, 0, sound, 0, sound.length);
    double[] expected = Arrays.copyOfRange(sound, 240, sound.length);
    Arrays.setAll(expected, n -> (double) (float) expected[n]);
    assertThat(SoundFiles.read(output)[0]).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"65, compress", "72.5, limit", "40, compress", "100, limit"})
  void process_publishedUnit_isThatCompressor(double peakReduction, String mode)
      throws IOException {
    process(
        stereo,
        "--unit",
        "la2a",
        "--peak-reduction",
        peakReduction,
        "--mode",
        mode,
        "--link",
        "independent");

    CompressorParameters expected =
        PublishedUnits.la2a().at(new Controls(Mode.of(mode), peakReduction));
    assertSame(SoundFiles.read(output)[0], reference(expected, left));
  }

  @ParameterizedTest
  @CsvSource({"16, 1.53e-5", "24, 6e-8", "32, 2.4e-10", "32f, 0"})
  void process_toBits_roundsToThem(String bits, double halfStep) throws IOException {
    assertThat(process(stereo, outright("--link", "independent", "--bits", bits)).exitCode())
        .isZero();

    double[] y = new double[left.length];
    Arrays.setAll(y, n -> (double) (float) left[n]);
    new Compressor(HARD.at(RATE)).process(y, 0, y, 0, y.length);
    double[] written = SoundFiles.read(output)[0];
    double floatRounding = 0x1p-25; // of a sample below 1; PCM is read back exactly
    for (int n = 0; n < y.length; n++) {
      assertThat(Math.abs(written[n] - y[n])).isLessThanOrEqualTo(halfStep + floatRounding);
    }
  }

  @Test
  void process_intoAiff_isReadBack() throws IOException {
    output = folder.resolve("out.aiff");

    assertThat(process(stereo, outright("--bits", 24)).exitCode()).isZero();

    assertThat(SoundFiles.read(output)[0]).hasSize(left.length);
  }

  @Test
  void process_flac_isDecoded() throws IOException {
    double[][] sound = SoundFiles.read(Invocation.flac());

    assertThat(process(Invocation.flac(), outright("--bits", "32f", "--link", "independent")).err())
        .isEmpty();

    double[][] written = SoundFiles.read(output);
    assertThat(written[0]).hasSize(3000);
    assertSame(written[0], reference(HARD, sound[0]));
    assertSame(written[1], reference(HARD, sound[1]));
  }

  /// The input with a chunk of 5 bytes and its pad byte behind the samples.
  private Path withChunk() throws IOException {
    Path input = folder.resolve("chunk.wav");
    byte[] sound = Files.readAllBytes(stereo);
    ByteBuffer file =
        ByteBuffer.allocate(sound.length + TRAILING_CHUNK.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(sound).put(TRAILING_CHUNK).putInt(4, file.capacity() - 8);
    return Files.write(input, file.array());
  }

  @Test
  void process_otherChunks_areCarriedOver() throws IOException {
    Path input = withChunk();

    assertThat(process(input, OUTRIGHT).err()).isEmpty();

    assertThat(output).hasSize(Files.size(input));
    assertThat(Files.readAllBytes(output)).endsWith(TRAILING_CHUNK);
  }

  @Test
  void process_otherChunksIntoAiff_areMissedWithAWarning() throws IOException {
    output = folder.resolve("out.aiff");

    Invocation run = process(withChunk(), outright("--bits", 24));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning", "chunk.wav", "'iXML' cannot be held by AIFF");
  }

  @Test
  void process_louderThanFullScale_warnsOfClipping() {
    Invocation run =
        process(
            stereo,
            "--threshold=0",
            "--ratio=1",
            "--attack=1",
            "--release=1",
            "--make-up=12",
            "--bits=16");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("samples clipped in " + output, "--bits 32f");
  }

  @Test
  void process_nanInTheMiddle_isSilenceAndLeavesTheRestAlone() throws IOException {
    double[] broken = left.clone();
    broken[1000] = Double.NaN;
    Path input = folder.resolve("nan.wav");
    SoundFiles.write(input, RATE, Encoding.FLOAT_32, broken);

    Invocation run = process(input, OUTRIGHT);

    assertThat(run.err())
        .contains("1 samples of " + input + " are not finite numbers; silence is in their");
    double[] written = SoundFiles.read(output)[0];
    double[] expected = reference(HARD, broken);
    expected[1000] = 0;
    assertSame(written, expected);
    assertThat(written[14_000]).isFinite();
  }

  @Test
  void process_json_saysWhatWasWritten() {
    Invocation run = process(stereo, outright("--json"));

    assertThat(FitCommandTest.json(run).toString())
        .isEqualTo(
            "{\"output\":\"%s\",\"frames\":14400,\"clippedSamples\":0,\"nonFiniteSamples\":0}"
                .formatted(output));
  }

  @Test
  void process_profileOfAnInterruptedFit_isUsedWithAWarning() throws IOException {
    Path profile = folder.resolve("unit.gainprint.json");
    Files.writeString(profile, ProfileTexts.TWO_SETTINGS.replace("converged", "cancelled"));

    Invocation run = process(stereo, "--profile", profile, "--peak-reduction", 55);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains(profile + " holds a fit that was interrupted before it converged");
  }

  @Test
  void process_profileOfSeveralSettings_needsToKnowWhich() throws IOException {
    Path profile = folder.resolve("unit.gainprint.json");
    Files.writeString(profile, ProfileTexts.TWO_SETTINGS);

    Invocation unclear = process(stereo, "--profile", profile);
    Invocation between =
        process(stereo, "--profile", profile, "--peak-reduction", 55, "--link", "independent");

    assertThat(unclear.exitCode()).isEqualTo(2);
    assertThat(unclear.err()).contains("several settings", "--peak-reduction");
    assertThat(between.err()).contains("fitted at 44100 Hz, the sound has 48000 Hz");
    // Half-way: dB linearly, the rest geometrically; sqrt(2 · 8) = 4, sqrt(1 · 4) = 2, sqrt(100 ·
    // 400) = 200.
    assertSame(
        SoundFiles.read(output)[0], reference(new CompressorParameters(-25, 4, 2, 200, 3), left));
  }
}
