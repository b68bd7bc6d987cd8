package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorToSignalRatioTest {
  private static final double[] T = RandomSignals.programme(RandomSignals.random(1), 5000);

  @Test
  void value_ofSilence_isOne() {
    assertThat(ratio(new double[T.length], T)).isEqualTo(1);
  }

  @Test
  void value_ofTheTargetItself_isZero() {
    assertThat(ratio(T, T)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, 0.9, 1.1, 3})
  void value_ofScaledTarget_isTheSquaredDeviationOfTheFactor(double factor) {
    double[] y = Arrays.stream(T).map(t -> factor * t).toArray();

    // Every y is rounded to half an ulp, which (y − t) carries over amplified by up to 1/|a − 1|.
    double tolerance = 4 * 0x1p-53 / Math.abs(factor - 1);
    assertThat(ratio(y, T) / ((factor - 1) * (factor - 1))).isCloseTo(1, within(tolerance * 10));
  }

  @Test
  void value_ofKnownNumbers_equalsHandComputation() {
    // ((1 − 2)² + (3 − 1)²) / (2² + 1²)
    assertThat(ratio(new double[] {1, 3}, new double[] {2, 1})).isEqualTo(1);
    // (0 + 2²) / (4² + 0)
    assertThat(ratio(new double[] {4, 2}, new double[] {4, 0})).isEqualTo(0.25);
  }

  @Test
  void value_withoutSignal_isNaNOrInfinite() {
    assertThat(new ErrorToSignalRatio().value()).isNaN();
    assertThat(ratio(new double[3], new double[3])).isNaN();
    assertThat(ratio(new double[] {1}, new double[1])).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void add_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(2);
    double[] y = RandomSignals.programme(random, T.length);
    ErrorToSignalRatio parts = new ErrorToSignalRatio();

    RandomSignals.forEachBlock(
        random, T.length, (offset, length) -> parts.add(y, T, offset, length));

    assertThat(parts.value()).isEqualTo(ratio(y, T)); // to the last bit
  }

  private static double ratio(double[] y, double[] t) {
    ErrorToSignalRatio ratio = new ErrorToSignalRatio();
    ratio.add(y, t, 0, t.length);
    return ratio.value();
  }
}
