package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GainReductionTest {
  private static final CompressorCoefficients COEFFICIENTS =
      new CompressorCoefficients(-20, 4, 0.05, 0.002, 6);

  /// 15 dB: what a ratio of 4 takes off 20 dB of overshoot.
  private static final double GAIN_AT_FULL_SCALE = Decibels.toFactor(-15);

  /// Between these the rounded 2.2 of the time constant stands for ln 9.
  private static final double SHORTFALL = 1 - Math.log(9) / 2.2;

  @ParameterizedTest
  @CsvSource({
    "1, 44100",
    "10, 44100",
    "250, 44100",
    "1, 192000",
    "10, 192000",
    "250, 192000",
    "10, 8000"
  })
  void attack_fromTenToNinetyPercent_takesItsTime(double ms, double hz) {
    CompressorParameters parameters = new CompressorParameters(-20, 4, ms, 1, 0);
    double[] gains = new double[(int) (3 * ms * hz / 1000)];
    Arrays.fill(gains, 1);

    new GainReduction(parameters.at(hz)).process(gains, 0, gains, 0, gains.length);

    double[] progress = Arrays.stream(gains).map(g -> (1 - g) / (1 - GAIN_AT_FULL_SCALE)).toArray();
    assertRiseTime(progress, ms * hz / 1000);
  }

  @ParameterizedTest
  @CsvSource({"10, 44100", "250, 44100", "1000, 44100", "10, 192000", "250, 192000", "1000, 8000"})
  void release_fromTenToNinetyPercent_takesItsTime(double ms, double hz) {
    CompressorParameters parameters = new CompressorParameters(-20, 4, 1, ms, 0);
    double[] gains = new double[(int) (3 * ms * hz / 1000)];
    GainReduction gainReduction = new GainReduction(parameters.at(hz));
    gainReduction.continueFrom(0.25);

    gainReduction.process(gains, 0, gains, 0, gains.length);

    double[] progress = Arrays.stream(gains).map(g -> (g - 0.25) / 0.75).toArray();
    assertRiseTime(progress, ms * hz / 1000);
  }

  private static void assertRiseTime(double[] progress, double samples) {
    long between = Arrays.stream(progress).filter(p -> p >= 0.1 && p < 0.9).count();

    // An interval of this length holds one sample more or less than its length.
    assertThat((double) between)
        .isBetween(samples * (1 - SHORTFALL) - 1, samples * (1 - SHORTFALL) + 1);
    assertThat(progress[progress.length - 1]).isGreaterThan(0.99);
  }

  @Test
  void impulse_fallsOnceAndRecoversWithTheRelease() {
    double[] gains = new double[500];
    gains[0] = 1;

    new GainReduction(COEFFICIENTS).process(gains, 0, gains, 0, gains.length);

    double fallen = 1 - 0.05 * (1 - GAIN_AT_FULL_SCALE);
    for (int n = 0; n < gains.length; n++) {
      // A recursion that forgets with 0.998 a sample sums up to 500 roundings of half an ulp of 1.
      assertThat(gains[n]).isCloseTo(1 - (1 - fallen) * Math.pow(0.998, n), within(500 * 0x1p-53));
    }
  }

  @Test
  void level_isThatOfTheMagnitude() {
    double[] x = RandomSignals.programme(RandomSignals.random(1), 2000);
    double[] rectified = Arrays.stream(x).map(Math::abs).toArray();

    assertThat(gains(COEFFICIENTS, x)).isEqualTo(gains(COEFFICIENTS, rectified));
  }

  @Test
  void levelAtTheThreshold_asksForNoReduction() {
    double[] x = new double[100];
    Arrays.fill(x, Decibels.toFactor(-20));

    assertThat(gains(COEFFICIENTS, x)).containsOnly(1);
  }

  @Test
  void makeUp_isNotPartOfTheGain() {
    double[] x = RandomSignals.programme(RandomSignals.random(2), 2000);
    CompressorCoefficients otherMakeUp = new CompressorCoefficients(-20, 4, 0.05, 0.002, -6);

    assertThat(gains(otherMakeUp, x)).isEqualTo(gains(COEFFICIENTS, x));
  }

  @Test
  void process_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(3);
    double[] x = RandomSignals.programme(random, 10_000);
    GainReduction gainReduction = new GainReduction(COEFFICIENTS);
    double[] parts = new double[x.length];

    RandomSignals.forEachBlock(
        random,
        x.length,
        (offset, length) -> gainReduction.process(x, offset, parts, offset, length));

    assertThat(parts).isEqualTo(gains(COEFFICIENTS, x)); // to the last bit
    assertThat(gainReduction.gain()).isEqualTo(parts[parts.length - 1]);
  }

  @Test
  void nanSample_countsAsSilence() {
    double[] silent = RandomSignals.programme(RandomSignals.random(4), 2000);
    silent[1000] = 0;
    double[] odd = silent.clone();
    odd[1000] = Double.NaN;

    assertThat(gains(COEFFICIENTS, odd)).isEqualTo(gains(COEFFICIENTS, silent));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void infiniteSample_asksForAGainOfZero(double infinite) {
    GainReduction gainReduction = new GainReduction(COEFFICIENTS);
    double[] gains = {infinite, infinite, 0};

    gainReduction.process(gains, 0, gains, 0, gains.length);

    assertThat(gains[0]).isEqualTo(0.95);
    assertThat(gains[1]).isEqualTo(0.95 - 0.05 * 0.95);
    assertThat(gains[2]).isGreaterThan(gains[1]); // on its way back
  }

  /// The overshoot is infinite, but the slope is 0.
  @Test
  void infiniteSample_atRatioOne_leavesTheGainAlone() {
    double[] x = {Double.POSITIVE_INFINITY, 1};

    assertThat(gains(new CompressorCoefficients(-20, 1, 0.5, 0.5, 0), x)).containsExactly(1, 1);
  }

  /// The amplitude of the threshold and the level of a sample are both rounded, and a sample just
  /// above the one may be below the threshold by the other. At these thresholds it is.
  @ParameterizedTest
  @ValueSource(doubles = {-14, -32.5, -65, -99.5})
  void sampleJustAboveTheThreshold_neverRaisesTheGainAboveOne(double thresholdDb) {
    double[] x = new double[10];
    Arrays.fill(x, Math.nextUp(GainReduction.detectorThreshold(thresholdDb)));

    double[] gains = gains(new CompressorCoefficients(thresholdDb, 4, 1, 1, 0), x);

    assertThat(Arrays.stream(gains).max().orElseThrow()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void continueFrom_gainOutOfRange_throws(double gain) {
    GainReduction gainReduction = new GainReduction(COEFFICIENTS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> gainReduction.continueFrom(gain))
        .withMessage("gain must be in [0, 1]: " + gain);
    assertThat(gainReduction.gain()).isEqualTo(1);
  }

  private static double[] gains(CompressorCoefficients coefficients, double[] x) {
    double[] gains = new double[x.length];
    new GainReduction(coefficients).process(x, 0, gains, 0, x.length);
    return gains;
  }
}
