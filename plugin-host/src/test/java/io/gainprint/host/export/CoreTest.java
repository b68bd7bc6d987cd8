package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.GainReduction;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.ProcessSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The core in C against `dsp`.
final class CoreTest {
  /// The gain's polynomials are good to 2e-10, and floats to 6e-8.
  private static final double RELATIVE = 1.3e-7;

  private static final int FRAMES = 30_000;

  @TempDir static Path folder;
  private static Path program = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    CProgram.assumeInstalled("gcc");
    CProgram.write(PluginBundle.of(TestUnits.la2a(), ExportFormat.C), folder);
    List<String> flags = new ArrayList<>(CProgram.STRICT);
    flags.add("-O3");
    program = CProgram.compile("gcc", "render.c", folder, flags);
  }

  /// A change of settings at a frame.
  private record Change(int frame, CompressorParameters p, boolean isEnabled) {
    List<String> words() {
      return List.of(
          "" + frame,
          "" + p.thresholdDb(),
          "" + p.ratio(),
          "" + p.attackMs(),
          "" + p.releaseMs(),
          "" + p.makeUpDb(),
          isEnabled ? "1" : "0");
    }
  }

  private static final class Rendering {
    final double[][] sound;
    final double reductionDb;

    Rendering(double[][] sound, double reductionDb) {
      this.sound = sound;
      this.reductionDb = reductionDb;
    }
  }

  private static Rendering render(
      double[][] sound, double rateHz, double lookAheadMs, int seed, Change... changes)
      throws Exception {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * sound.length * sound[0].length).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] channel : sound) {
      for (double sample : channel) {
        bytes.putFloat((float) sample);
      }
    }
    Files.write(in, bytes.array());
    List<String> words =
        new ArrayList<>(
            List.of(
                program.toString(),
                in.toString(),
                out.toString(),
                "" + rateHz,
                "" + sound.length,
                "" + lookAheadMs,
                "" + seed));
    for (Change change : changes) {
      words.addAll(change.words());
    }
    CProgram.Run run = CProgram.run(words);
    assertThat(run.exitCode()).as(run.output()).isZero();
    ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    double[][] y = new double[sound.length][sound[0].length];
    for (double[] channel : y) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = written.getFloat();
      }
    }
    return new Rendering(y, Double.parseDouble(run.output().strip()));
  }

  /// Noise in bursts from −80 to 0 dBFS, rounded to floats.
  private static double[][] bursts(int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] sound = new double[channels][FRAMES];
    for (double[] channel : sound) {
      double amplitude = 0;
      for (int n = 0; n < FRAMES; n++) {
        if (n % 700 == 0) {
          amplitude = Decibels.toFactor(-80 * random.nextDouble());
        }
        channel[n] = (float) (amplitude * random.nextDouble(-1, 1));
      }
    }
    return sound;
  }

  private static void assertSame(double[][] actual, double[][] expected) {
    for (int channel = 0; channel < actual.length; channel++) {
      for (int n = 0; n < actual[channel].length; n++) {
        double y = expected[channel][n];
        assertThat(Math.abs(actual[channel][n] - y))
            .as("channel %d, frame %d: %s and %s", channel, n, actual[channel][n], y)
            .isLessThanOrEqualTo(RELATIVE * Math.abs(y) + 1e-30);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 1, 0, -30, 4, 2, 150, 3",
    "48000, 2, 0, -18, 20, 0, 40, -6",
    "96000, 2, 1.7, -45, 1.5, 30, 8, 0", // release faster than attack
    "8000, 1, 12, -60, 100, 0.1, 0, 20",
    "192000, 1, 0.1, -20, 1, 5, 50, 1", // a ratio of 1
    "48000, 2, 0, 20, 8, 5, 50, 1", // a threshold above everything
    "48000, 1, 0, -160, 2, 5, 50, 1",
  })
  void render_settings_isTheCompressorOfDsp(
      double rateHz,
      int channels,
      double lookAheadMs,
      double thresholdDb,
      double ratio,
      double attackMs,
      double releaseMs,
      double makeUpDb)
      throws Exception {
    CompressorParameters p =
        new CompressorParameters(thresholdDb, ratio, attackMs, releaseMs, makeUpDb);
    double[][] sound = bursts(channels, 7);

    Rendering actual = render(sound, rateHz, lookAheadMs, 5, new Change(0, p, true));

    process(sound, p, lookAheadMs, rateHz);
    assertSame(actual.sound, sound);
    assertThat(actual.reductionDb > 0).isEqualTo(ratio > 1 && thresholdDb < 0);
  }

  /// What the processor makes of a sound, in place.
  private static void process(
      double[][] sound, CompressorParameters parameters, double lookAheadMs, double rateHz) {
    CompressorProcessor processor =
        new CompressorProcessor(
            new CompressorControls.Outright(parameters), lookAheadMs, ChannelLink.MAXIMUM);
    processor.activate(new ProcessSpec(rateHz, sound.length, FRAMES));
    processor.process(sound, FRAMES);
  }

  /// The ramp as compressor.h states it, sample by sample with the gain of `dsp`.
  @Test
  void render_changesWhileRunning_areStraightRampsOfTwentyMilliseconds() throws Exception {
    double rateHz = 48_000;
    int ramp = 960;
    CompressorParameters first = new CompressorParameters(-20, 2, 5, 100, 0);
    CompressorParameters second = new CompressorParameters(-40, 10, 50, 20, 12);
    double[][] sound = bursts(1, 3);

    Rendering actual =
        render(
            sound,
            rateHz,
            0,
            9,
            new Change(0, first, true),
            new Change(9000, second, true),
            new Change(16_000, second, false),
            new Change(23_000, first, true));

    CompressorCoefficients a = first.at(rateHz);
    CompressorCoefficients b = second.at(rateHz);
    double[] expected = new double[FRAMES];
    double g = 1;
    for (int n = 0; n < FRAMES; n++) {
      double toSecond = along(n, 9000, ramp) - along(n, 23_000, ramp);
      double wet = 1 - along(n, 16_000, ramp) + along(n, 23_000, ramp);
      double slope = mix(a.slope(), b.slope(), toSecond);
      CompressorCoefficients now =
          new CompressorCoefficients(
              mix(a.thresholdDb(), b.thresholdDb(), toSecond),
              1 / (1 - slope),
              mix(a.attack(), b.attack(), toSecond),
              mix(a.release(), b.release(), toSecond),
              0);
      GainReduction reduction = new GainReduction(now);
      reduction.continueFrom(g);
      double[] x = {sound[0][n]};
      reduction.process(x, 0, x, 0, 1);
      g = Math.min(1, x[0]);
      double makeUp = mix(a.makeUpFactor(), b.makeUpFactor(), toSecond);
      expected[n] = sound[0][n] * (1 + wet * (makeUp * g - 1));
    }
    assertSame(actual.sound, new double[][] {expected});
  }

  private static double along(int n, int from, int length) {
    return Math.clamp((n - from + 1) / (double) length, 0, 1);
  }

  private static double mix(double from, double to, double weight) {
    return from + weight * (to - from);
  }

  @Test
  void render_disabled_isTheDelayedSound() throws Exception {
    double[][] sound = bursts(2, 4);

    Rendering actual = render(sound, 48_000, 2, 1, new Change(0, TestUnits.PARAMETERS, false));

    for (int channel = 0; channel < 2; channel++) {
      for (int n = 0; n < FRAMES; n++) {
        assertThat(actual.sound[channel][n]).isEqualTo(n < 96 ? 0 : sound[channel][n - 96]);
      }
    }
  }

  @Test
  void render_notANumber_isOneSampleAndSilenceForTheGain() throws Exception {
    double[][] sound = bursts(1, 5);
    sound[0][5000] = Double.NaN;

    Rendering actual = render(sound, 48_000, 0, 2, new Change(0, TestUnits.PARAMETERS, true));

    sound[0][5000] = 0;
    process(sound, TestUnits.PARAMETERS, 0, 48_000);
    assertThat(actual.sound[0][5000]).isNaN();
    actual.sound[0][5000] = 0;
    assertSame(actual.sound, sound);
  }

  @Test
  void render_denormalSound_isSilence() throws Exception {
    double[][] sound = new double[1][500];
    sound[0][100] = Float.MIN_VALUE;
    sound[0][200] = -0x1p-101;
    sound[0][300] = 0x1p-99;

    Rendering actual = render(sound, 48_000, 0, 2, new Change(0, TestUnits.PARAMETERS, false));

    assertThat(actual.sound[0][100]).isZero();
    assertThat(actual.sound[0][200]).isZero();
    assertThat(actual.sound[0][300]).isEqualTo(0x1p-99);
  }
}
