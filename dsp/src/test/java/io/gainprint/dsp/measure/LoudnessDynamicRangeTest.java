package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessDynamicRangeTest {
  private static final double SAMPLE_RATE_HZ = 1000;

  /// The mean of 1 to a few thousand logarithms, each good to an ulp or two of its argument.
  private static final double RELATIVE = 1e-12;

  @Test
  void value_ofProgramme_equalsDirectSummation() {
    double[] x = RandomSignals.programme(RandomSignals.random(1), 2000);

    assertThat(range(x) / directly(x)).isCloseTo(1, within(RELATIVE));
  }

  /// The definition without recursion: each mean is the convolution `Σ_k a (1 − a)ᵏ E[n−k]`.
  private static double directly(double[] x) {
    double sum = 0;
    for (int n = 0; n < x.length; n++) {
      double range = 10 * Math.log10(mean(x, n, 0.05) / mean(x, n, 3));
      sum += range * range;
    }
    return Math.sqrt(sum / x.length);
  }

  private static double mean(double[] x, int n, double seconds) {
    double perSample = 1 / (seconds * SAMPLE_RATE_HZ);
    double mean = 0;
    for (int k = 0; k <= n; k++) {
      mean += Math.exp(-k * perSample) * Math.max(x[n - k] * x[n - k], 1e-16);
    }
    return mean * (1 - Math.exp(-perSample));
  }

  /// Of a constant energy, `E_τ[n]` is the step response 1 − exp(−(n + 1)/(τ fs)): only the way the
  /// two means start counts, whatever the level, and digital silence is constant at the floor.
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-3, 1})
  void value_ofConstantMagnitude_isThatOfTheStepResponses(double magnitude) {
    double[] x = constant(magnitude, 500);
    double sum = 0;
    for (int n = 0; n < x.length; n++) {
      double shortTerm = 1 - Math.exp(-(n + 1) / (0.05 * SAMPLE_RATE_HZ));
      double longTerm = 1 - Math.exp(-(n + 1) / (3 * SAMPLE_RATE_HZ));
      double range = 10 * Math.log10(shortTerm / longTerm);
      sum += range * range;
    }

    assertThat(range(x) / Math.sqrt(sum / x.length)).isCloseTo(1, within(RELATIVE));
  }

  @Test
  void value_ofFaintSoundAfterSilence_startsFromTheFloor() {
    double[] x = new double[500];
    Arrays.fill(x, 100, 500, 1e-7); // 20 dB above the floor

    assertThat(range(x) / directly(x)).isCloseTo(1, within(RELATIVE));
  }

  @Test
  void value_ofSteadySound_fallsWithTheRootOfItsLength() {
    // After 60 s, 20 time constants of the long mean, the two means differ by e⁻²⁰ = 2e-9: nothing
    // is added to the sum any more, and the mean square halves when the length doubles.
    double minute = range(constant(0.5, 60_000));
    double twoMinutes = range(constant(0.5, 120_000));

    assertThat(twoMinutes / minute).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void value_ofLevelJumps_isLargerThanOfSteadySound() {
    double[] steady = constant(0.5, 60_000);
    double[] jumping = steady.clone();
    for (int n = 0; n < jumping.length; n++) {
      jumping[n] *= n / 10_000 % 2 == 0 ? 1 : 0.1;
    }

    // The short mean follows a jump of 20 dB at once, the long one takes seconds.
    assertThat(range(jumping)).isGreaterThan(range(steady) + 3);
  }

  @Test
  void value_ofAmplifiedSound_isTheSame() {
    double[] x = constant(1e-3, 2000); // far above the floor, before and after
    Arrays.setAll(x, n -> x[n] * (1.5 + Math.sin(0.01 * n)));
    double[] louder = Arrays.stream(x).map(v -> v * Decibels.toFactor(30)).toArray();

    assertThat(range(louder) / range(x)).isCloseTo(1, within(RELATIVE));
  }

  @Test
  void value_beforeTheFirstSample_isNaN() {
    assertThat(new LoudnessDynamicRange(SAMPLE_RATE_HZ).valueDb()).isNaN();
  }

  @Test
  void add_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(2);
    double[] x = RandomSignals.programme(random, 10_000);
    LoudnessDynamicRange parts = new LoudnessDynamicRange(SAMPLE_RATE_HZ);

    RandomSignals.forEachBlock(random, x.length, (offset, length) -> parts.add(x, offset, length));

    assertThat(parts.valueDb()).isEqualTo(range(x)); // to the last bit
  }

  private static double[] constant(double magnitude, int length) {
    double[] x = new double[length];
    Arrays.setAll(x, n -> n % 2 == 0 ? magnitude : -magnitude);
    return x;
  }

  private static double range(double[] x) {
    LoudnessDynamicRange range = new LoudnessDynamicRange(SAMPLE_RATE_HZ);
    range.add(x, 0, x.length);
    return range.valueDb();
  }
}
