package io.gainprint.fitting.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.SimulatedPair;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstGuessTest {
  private static final CompressorParameters PUBLISHED_START =
      new CompressorParameters(-36, 4, 1, 200, 0);
  private static final CompressorParameters LEVELLER = new CompressorParameters(-25, 4, 6, 250, 3);

  /// Near enough for a search to begin: what the guess is for.
  @ParameterizedTest
  @CsvSource({"44100, 1e-4", "44100, 1e-3", "8000, 1e-4"})
  void of_randomCompressors_isNearTheTruth(double sampleRateHz, double noise) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    int trials = 40;
    int threshold = 0;
    int ratio = 0;
    int attack = 0;
    int release = 0;
    int all = 0;
    int better = 0;
    for (int k = 0; k < trials; k++) {
      CompressorParameters truth =
          new CompressorParameters(
              random.nextDouble(-50, -10),
              1.5 * Math.pow(10, random.nextDouble()), // 1.5 to 15
              0.3 * Math.pow(50 / 0.3, random.nextDouble()), // 0.3 to 50 ms
              20 * Math.pow(40, random.nextDouble()), // 20 to 800 ms
              random.nextDouble(-6, 12));
      SimulatedPair pair = new SimulatedPair(truth, sampleRateHz, 6, noise, k);

      CompressorParameters guess = FirstGuess.of(pair.dry, pair.wet, sampleRateHz);

      boolean isThreshold = Math.abs(guess.thresholdDb() - truth.thresholdDb()) <= 6;
      boolean isRatio = isWithin(2, guess.ratio(), truth.ratio());
      boolean isAttack = isWithin(3, guess.attackMs(), truth.attackMs());
      boolean isRelease = isWithin(3, guess.releaseMs(), truth.releaseMs());
      threshold += isThreshold ? 1 : 0;
      ratio += isRatio ? 1 : 0;
      attack += isAttack ? 1 : 0;
      release += isRelease ? 1 : 0;
      all += isThreshold && isRatio && isAttack && isRelease ? 1 : 0;
      better += esr(pair, guess) < esr(pair, PUBLISHED_START) ? 1 : 0;
    }

    // Measured: all four right in 38 to 40 of 40, better than the published start in all.
    String counts =
        String.format(
            Locale.ROOT,
            "threshold %d, ratio %d, attack %d, release %d, all %d, better %d of %d",
            threshold,
            ratio,
            attack,
            release,
            all,
            better,
            trials);
    assertThat(Math.min(Math.min(threshold, ratio), Math.min(attack, release)))
        .as(counts)
        .isGreaterThanOrEqualTo(9 * trials / 10);
    assertThat(all).as(counts).isGreaterThanOrEqualTo(8 * trials / 10);
    assertThat(better).as(counts).isGreaterThanOrEqualTo(9 * trials / 10);
  }

  private static boolean isWithin(double factor, double guess, double truth) {
    return guess <= factor * truth && truth <= factor * guess;
  }

  /// The pre-emphasised error after the first second, with the make-up that suits best: 1 − ⟨y, t⟩²
  /// / (⟨y, y⟩ ⟨t, t⟩).
  private static double esr(SimulatedPair pair, CompressorParameters guess) {
    int length = pair.dry.length;
    double[] y = toDouble(pair.dry);
    double[] t = toDouble(pair.wet);
    new Compressor(guess.at(pair.sampleRateHz)).process(y, 0, y, 0, length);
    double pole = PreEmphasis.poleAt(pair.sampleRateHz);
    new PreEmphasis(pole).process(y, 0, y, 0, length);
    new PreEmphasis(pole).process(t, 0, t, 0, length);
    double yt = 0;
    double yy = 0;
    double tt = 0;
    for (int n = (int) pair.sampleRateHz; n < length; n++) {
      yt += y[n] * t[n];
      yy += y[n] * y[n];
      tt += t[n] * t[n];
    }
    return 1 - yt * yt / (yy * tt);
  }

  private static double[] toDouble(float[] x) {
    double[] result = new double[x.length];
    Arrays.setAll(result, n -> x[n]);
    return result;
  }

  private static float[] times(float factor, float[] x) {
    float[] result = new float[x.length];
    for (int n = 0; n < x.length; n++) {
      result[n] = factor * x[n];
    }
    return result;
  }

  /// The grid is relative to the peak, so that only rounding of floats differs.
  @ParameterizedTest
  @ValueSource(floats = {1e-4f, 0.1f, 30})
  void of_louderOrQuieterRecording_movesOnlyTheThreshold(float factor) {
    SimulatedPair pair = new SimulatedPair(LEVELLER, 44100, 6, 0, 1);

    CompressorParameters plain = FirstGuess.of(pair.dry, pair.wet, 44100);
    CompressorParameters scaled =
        FirstGuess.of(times(factor, pair.dry), times(factor, pair.wet), 44100);

    // A compass search ends within its last step, a sixteenth of 3 dB, 0.08 and 1 dB.
    assertThat(scaled.thresholdDb() - 20 * Math.log10(factor))
        .isCloseTo(plain.thresholdDb(), within(0.4));
    assertThat(scaled.ratio() / plain.ratio()).isCloseTo(1, within(0.1));
    assertThat(scaled.attackMs() / plain.attackMs()).isCloseTo(1, within(0.1));
    assertThat(scaled.releaseMs() / plain.releaseMs()).isCloseTo(1, within(0.1));
    assertThat(scaled.makeUpDb()).isCloseTo(plain.makeUpDb(), within(0.2));
  }

  @Test
  void of_highSampleRate_isNearTheTruth() {
    SimulatedPair pair = new SimulatedPair(LEVELLER, 192000, 4, 1e-4, 1);

    CompressorParameters guess = FirstGuess.of(pair.dry, pair.wet, 192000);

    assertThat(guess.thresholdDb()).isCloseTo(LEVELLER.thresholdDb(), within(6.0));
    assertThat(guess.ratio()).isBetween(2.0, 8.0);
    assertThat(guess.attackMs()).isBetween(2.0, 18.0);
    assertThat(guess.releaseMs()).isBetween(83.0, 750.0);
  }

  @Test
  void of_plainGain_isMildAndOfThatGain() {
    SimulatedPair pair = new SimulatedPair(LEVELLER, 44100, 3, 0, 1);
    float peak = 0;
    for (float x : pair.dry) {
      peak = Math.max(peak, Math.abs(x));
    }

    CompressorParameters guess = FirstGuess.of(pair.dry, times(2, pair.dry), 44100);

    assertThat(guess.ratio()).isEqualTo(1.5);
    assertThat(guess.thresholdDb()).isCloseTo(20 * Math.log10(peak) - 12, within(1e-9)); // rounding
    assertThat(guess.makeUpDb()).isCloseTo(20 * Math.log10(2), within(1e-9)); // rounding
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50, 882, 44100})
  void of_soundThatTellsNothing_isSensible(int length) {
    float[] silence = new float[length];
    float[] constant = new float[length];
    Arrays.fill(constant, 0.5f);
    float[] whisper = new float[length];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    for (int n = 0; n < length; n++) {
      whisper[n] = (float) (1e-6 * random.nextGaussian()); // −120 dBFS
    }
    float[][] sounds = {silence, constant, whisper, times(-1, whisper), times(1e-30f, whisper)};
    for (float[] dry : sounds) {
      for (float[] wet : sounds) {
        for (double sampleRateHz : new double[] {8000, 44100, 192000}) {
          assertIsSensible(FirstGuess.of(dry, wet, sampleRateHz));
        }
      }
    }
  }

  /// The constructor of the parameters has refused what is not finite.
  private static void assertIsSensible(CompressorParameters guess) {
    assertThat(guess.thresholdDb()).isLessThan(0);
    assertThat(guess.ratio()).isBetween(1.0, 20.0);
    assertThat(guess.attackMs()).isBetween(0.1, 100.0);
    assertThat(guess.releaseMs()).isBetween(10.0, 1000.0);
  }

  @Test
  void of_reversedPolarity_isSensible() {
    SimulatedPair pair = new SimulatedPair(LEVELLER, 44100, 3, 0, 1);

    assertIsSensible(FirstGuess.of(pair.dry, times(-1, pair.wet), 44100));
  }

  @Test
  void of_differentLengths_isRefused() {
    assertThatThrownBy(() -> FirstGuess.of(new float[3], new float[4], 44100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dry and wet must be equally long: 3 and 4 samples");
  }
}
