package io.gainprint.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCoefficientsTest {

  @Test
  void arrays_areCopiedInAndOut() {
    double[] b = {1, 2};
    double[] a = {1, 0.5};
    FilterCoefficients coefficients = new FilterCoefficients(b, a);

    b[0] = 9;
    a[1] = 9;
    coefficients.feedForward()[1] = 9;
    coefficients.feedback()[1] = 9;

    assertThat(coefficients.feedForward()).containsExactly(1, 2);
    assertThat(coefficients.feedback()).containsExactly(1, 0.5);
    assertThat(coefficients.feedForward(1)).isEqualTo(2);
    assertThat(coefficients.feedback(1)).isEqualTo(0.5);
    assertThat(coefficients.order()).isEqualTo(1);
  }

  @Test
  void order_mayBeZero() {
    FilterCoefficients gain = new FilterCoefficients(new double[] {2}, new double[] {1});

    assertThat(gain.order()).isZero();
    assertThat(gain.isStable()).isTrue();
  }

  /// Poles at radius and angle, in pairs: stable if and only if the radius is below 1.
  @ParameterizedTest
  @CsvSource({"0.5, 0.1", "0.999, 3", "0.999999, 0.001", "1, 1", "1.000001, 0.5", "3, 2"})
  void isStable_ifPolesAreInsideTheUnitCircle(double radius, double angle) {
    double[] a = {1, -2 * radius * Math.cos(angle), radius * radius};

    assertThat(new FilterCoefficients(new double[3], a).isStable()).isEqualTo(radius < 1);
  }

  /// A pole pair inside and one outside, at order 4, where the last coefficient alone is below 1.
  @Test
  void isStable_withOnePairOutside_isFalse() {
    double[] inside = {1, 0, 0.25};
    double[] outside = {1, -2 * 1.1 * Math.cos(1), 1.21};
    double[] a = {
      1, outside[1], outside[2] + inside[2], inside[2] * outside[1], inside[2] * outside[2]
    };

    assertThat(Math.abs(a[4])).isLessThan(1);
    assertThat(new FilterCoefficients(new double[5], a).isStable()).isFalse();
  }

  /// By hand: k₂ = a₂ and k₁ = a₁/(1 + a₂).
  @Test
  void reflectionCoefficients_ofSecondOrder() {
    FilterCoefficients coefficients =
        new FilterCoefficients(new double[3], new double[] {1, -0.75, 0.5});

    double[] k = coefficients.reflectionCoefficients();

    assertThat(k[0]).isCloseTo(-0.5, within(0x1p-52)); // a few roundings of numbers below 1
    assertThat(k[1]).isEqualTo(0.5);
  }

  @Test
  void reflectionCoefficients_unstable_throws() {
    FilterCoefficients coefficients = new FilterCoefficients(new double[2], new double[] {1, -1.5});

    assertThatIllegalStateException()
        .isThrownBy(coefficients::reflectionCoefficients)
        .withMessage("feedback must be stable: [1.0, -1.5]");
  }

  @Test
  void constructor_lengthsDiffer_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterCoefficients(new double[3], new double[] {1, 0}))
        .withMessage("feedForward and feedback must be of one length: 3 and 2");
  }

  @Test
  void constructor_empty_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterCoefficients(new double[0], new double[0]))
        .withMessage("feedForward must hold at least 1 value: 0");
  }

  @Test
  void constructor_notNormalised_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterCoefficients(new double[2], new double[] {2, 0}))
        .withMessage("feedback[0] must be 1: 2.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_notFinite_throws(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterCoefficients(new double[] {1, value}, new double[] {1, 0}))
        .withMessage("feedForward[1] must be a finite number: " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterCoefficients(new double[2], new double[] {1, value}))
        .withMessage("feedback[1] must be a finite number: " + value);
  }
}
