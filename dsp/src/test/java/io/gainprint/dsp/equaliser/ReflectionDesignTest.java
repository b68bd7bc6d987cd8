package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [ReflectionDesign] and [GainDesign].
class ReflectionDesignTest {

  /// By hand: a₁ = k₁ (1 + k₂), a₂ = k₂.
  @Test
  void at_secondOrder() {
    FilterCoefficients filter = new ReflectionDesign(2).at(3, 4, 5, -0.5, 0.5).coefficients();

    assertThat(filter.feedForward()).containsExactly(3, 4, 5);
    assertThat(filter.feedback()).containsExactly(1, -0.75, 0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 32})
  void parametersOf_isTheInverse(int order) {
    ReflectionDesign design = new ReflectionDesign(order);
    RandomGenerator random = RandomSignals.random(order);
    for (int round = 0; round < 20; round++) {
      double[] parameters = random.doubles(2 * order + 1, -0.5, 0.5).toArray();

      FilterCoefficients filter = design.at(parameters).coefficients();

      assertThat(filter.isStable()).isTrue();
      // Every step down adds to a rounding error: 9e-14 is the largest, at order 32.
      assertThat(ReflectionDesign.parametersOf(filter)).containsExactly(parameters, within(5e-13));
    }
  }

  @Test
  void parametersOf_unstable_throws() {
    FilterCoefficients unstable = new FilterCoefficients(new double[2], new double[] {1, 1});

    assertThatIllegalStateException()
        .isThrownBy(() -> ReflectionDesign.parametersOf(unstable))
        .withMessage("feedback must be stable: [1.0, 1.0]");
  }

  @Test
  void parameterNames_countFeedForwardFromZeroAndReflectionsFromOne() {
    assertThat(new ReflectionDesign(2).parameterNames())
        .containsExactly("b0", "b1", "b2", "k1", "k2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1, 1.5, Double.NaN})
  void at_reflectionOutOfRange_throws(double k) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReflectionDesign(1).at(1, 0, k))
        .withMessage("k1 must be between -1.0 and 1.0: " + k);
  }

  @Test
  void at_feedForwardNotFinite_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReflectionDesign(1).at(1, Double.NaN, 0))
        .withMessage("b1 must be a finite number: NaN");
  }

  @Test
  void at_otherNumberOfParameters_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReflectionDesign(1).at(1, 0))
        .withMessage("parameters must be 3, [b0, b1, k1]: 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33})
  void constructor_orderOutOfRange_throws(int order) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReflectionDesign(order))
        .withMessage("order must be 1 to 32: " + order);
  }

  @Test
  void gain_isAFactor() {
    DesignedSection gain = new GainDesign().at(-6);

    assertThat(gain.coefficients().feedForward()).containsExactly(Decibels.toFactor(-6));
    assertThat(gain.coefficients().order()).isZero();
  }

  @Test
  void gain_notFinite_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GainDesign().at(Double.NaN))
        .withMessage("gainDb must be a finite number: NaN");
  }
}
