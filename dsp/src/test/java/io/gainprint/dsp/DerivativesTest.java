package io.gainprint.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativesTest {
  /// r(θ) = 3θ₀ + 2θ₁ − 1 and F = r² + θ₀³θ₁ at θ = (2, −1), where r = 3: F = 9 − 8 = 1, ∇F = 2r
  /// (3, 2) + (3θ₀²θ₁, θ₀³) = (18 − 12, 12 + 8), Gauss-Newton of r² is 2 (3, 2)ᵀ(3, 2), and the
  /// Hessian adds (6θ₀θ₁, 3θ₀², 0) to it.
  private static final Derivatives AT_POINT =
      Derivatives.of(
          1, new double[] {6, 20}, new double[] {18, 12, 8}, new double[] {18 - 12, 12 + 12, 8});

  private static double value(double theta0, double theta1) {
    double r = 3 * theta0 + 2 * theta1 - 1;
    return r * r + theta0 * theta0 * theta0 * theta1;
  }

  @Test
  void packed_isTheLowerTriangleRowByRow() {
    assertThat(Derivatives.packed(0, 0)).isEqualTo(0);
    assertThat(Derivatives.packed(1, 0)).isEqualTo(1);
    assertThat(Derivatives.packed(1, 1)).isEqualTo(2);
    assertThat(Derivatives.packed(3, 1)).isEqualTo(7);
    assertThat(Derivatives.packed(1, 3)).isEqualTo(7);
  }

  @Test
  void accessors_readWhatWasGiven() {
    assertThat(AT_POINT.dimension()).isEqualTo(2);
    assertThat(AT_POINT.value()).isEqualTo(1);
    assertThat(AT_POINT.gradient(1)).isEqualTo(20);
    assertThat(AT_POINT.gaussNewton(0, 1)).isEqualTo(12);
    assertThat(AT_POINT.gaussNewton(1, 0)).isEqualTo(12);
    assertThat(AT_POINT.hasHessian()).isTrue();
    assertThat(AT_POINT.hessian(0, 1)).isEqualTo(24);
    assertThat(AT_POINT.hessian(1, 1)).isEqualTo(8);
  }

  @Test
  void of_laterChangeOfTheArrays_changesNothing() {
    double[] gradient = {1};
    double[] gaussNewton = {2};
    double[] hessian = {3};
    Derivatives d = Derivatives.of(0, gradient, gaussNewton, hessian);

    gradient[0] = 9;
    gaussNewton[0] = 9;
    hessian[0] = 9;

    assertThat(d.gradient(0)).isEqualTo(1);
    assertThat(d.gaussNewton(0, 0)).isEqualTo(2);
    assertThat(d.hessian(0, 0)).isEqualTo(3);
  }

  @Test
  void of_wrongTriangle_throwsNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Derivatives.of(0, new double[2], new double[4], null))
        .withMessage("gaussNewton must hold 3 values: 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Derivatives.of(0, new double[2], new double[3], new double[2]))
        .withMessage("hessian must hold 3 values: 2");
  }

  @Test
  void hessian_notComputed_throws() {
    Derivatives d = withoutHessian(AT_POINT);

    assertThat(d.hasHessian()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> d.hessian(0, 0))
        .withMessage("second derivatives were not computed");
  }

  @Test
  void inVariables_equalHandComputation() {
    // θ₀ = z₀² at z₀ = √2, so ψ′ = 2z₀ and ψ″ = 2; θ₁ = −z₁ at z₁ = 1. By the chain rule
    // ∂₀ = 2√2 · 6, ∂₁ = −20, ∂₀₀ = 8 · 6 + 2 · 6, ∂₁₀ = −2√2 · 24, ∂₁₁ = 8.
    double root = Math.sqrt(2);
    Derivatives d = AT_POINT.inVariables(new double[] {2 * root, -1}, new double[] {2, 0});

    double tolerance = 1e-14; // a few roundings of numbers below 100
    assertThat(d.value()).isEqualTo(1);
    assertThat(d.gradient(0)).isCloseTo(12 * root, within(tolerance));
    assertThat(d.gradient(1)).isEqualTo(-20);
    assertThat(d.gaussNewton(0, 0)).isCloseTo(8 * 18, within(4 * tolerance));
    assertThat(d.gaussNewton(1, 0)).isCloseTo(-24 * root, within(tolerance));
    assertThat(d.gaussNewton(1, 1)).isEqualTo(8);
    assertThat(d.hessian(0, 0)).isCloseTo(60, within(tolerance));
    assertThat(d.hessian(1, 0)).isCloseTo(-48 * root, within(2 * tolerance));
    assertThat(d.hessian(1, 1)).isEqualTo(8);
  }

  @Test
  void inVariables_equalDifferencesInThem() {
    // θ₀ = eᶻ with e^z = 2, θ₁ = −1/(1 + z₁) with z₁ = 0: ψ′ = (2, 1), ψ″ = (2, −2).
    double z0 = Math.log(2);
    Derivatives d = AT_POINT.inVariables(new double[] {2, 1}, new double[] {2, -2});

    // Second differences: truncation h² F⁗/12 ~ 1e-6 with F⁗ ~ 100, rounding 4 · 2⁻⁵³/h² = 4e-8.
    double h = 1e-4;
    double tolerance = 1e-5;
    assertThat(d.gradient(0))
        .isCloseTo((at(z0 + h, 0) - at(z0 - h, 0)) / (2 * h), within(tolerance));
    assertThat(d.gradient(1)).isCloseTo((at(z0, h) - at(z0, -h)) / (2 * h), within(tolerance));
    assertThat(d.hessian(0, 0))
        .isCloseTo((at(z0 + h, 0) - 2 * at(z0, 0) + at(z0 - h, 0)) / (h * h), within(tolerance));
    assertThat(d.hessian(1, 1))
        .isCloseTo((at(z0, h) - 2 * at(z0, 0) + at(z0, -h)) / (h * h), within(tolerance));
    assertThat(d.hessian(1, 0))
        .isCloseTo(
            (at(z0 + h, h) - at(z0 + h, -h) - at(z0 - h, h) + at(z0 - h, -h)) / (4 * h * h),
            within(tolerance));
  }

  private static double at(double z0, double z1) {
    return value(Math.exp(z0), -1 / (1 + z1));
  }

  @Test
  void inVariables_withoutHessian_staysWithout() {
    double[] ones = {1, 1};

    assertThat(withoutHessian(AT_POINT).inVariables(ones, ones).hasHessian()).isFalse();
  }

  @Test
  void plus_addsEverything() {
    Derivatives sum =
        AT_POINT.plus(
            Derivatives.of(
                10, new double[] {1, 2}, new double[] {3, 4, 5}, new double[] {6, 7, 8}));

    assertThat(sum.value()).isEqualTo(11);
    assertThat(sum.gradient(0)).isEqualTo(7);
    assertThat(sum.gradient(1)).isEqualTo(22);
    assertThat(sum.gaussNewton(0, 0)).isEqualTo(21);
    assertThat(sum.gaussNewton(1, 0)).isEqualTo(16);
    assertThat(sum.gaussNewton(1, 1)).isEqualTo(13);
    assertThat(sum.hessian(0, 0)).isEqualTo(12);
    assertThat(sum.hessian(1, 0)).isEqualTo(31);
    assertThat(sum.hessian(1, 1)).isEqualTo(16);
  }

  @Test
  void plus_oneWithoutHessian_hasNone() {
    assertThat(AT_POINT.plus(withoutHessian(AT_POINT)).hasHessian()).isFalse();
    assertThat(withoutHessian(AT_POINT).plus(AT_POINT).hasHessian()).isFalse();
  }

  @Test
  void plus_otherDimension_throws() {
    Derivatives scalar = Derivatives.of(0, new double[1], new double[1], null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AT_POINT.plus(scalar))
        .withMessage("dimensions differ: 2 and 1");
  }

  @Test
  void times_scalesEverything() {
    Derivatives d = AT_POINT.times(-0.5);

    assertThat(d.value()).isEqualTo(-0.5);
    assertThat(d.gradient(0)).isEqualTo(-3);
    assertThat(d.gradient(1)).isEqualTo(-10);
    assertThat(d.gaussNewton(1, 0)).isEqualTo(-6);
    assertThat(d.hessian(1, 0)).isEqualTo(-12);
    assertThat(withoutHessian(AT_POINT).times(2).hasHessian()).isFalse();
  }

  @Test
  void isFinite_ofFiniteNumbers_isTrue() {
    assertThat(AT_POINT.isFinite()).isTrue();
    assertThat(AT_POINT.times(1e300).isFinite()).isTrue();
    assertThat(withoutHessian(AT_POINT).isFinite()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void isFinite_oneNumberThatIsNot_isFalse(double odd) {
    double[] one = {1};
    double[] bad = {odd};

    assertThat(Derivatives.of(odd, one, one, one).isFinite()).isFalse();
    assertThat(Derivatives.of(1, bad, one, one).isFinite()).isFalse();
    assertThat(Derivatives.of(1, one, bad, one).isFinite()).isFalse();
    assertThat(Derivatives.of(1, one, one, bad).isFinite()).isFalse();
  }

  private static Derivatives withoutHessian(Derivatives d) {
    return Derivatives.of(
        d.value(),
        new double[] {d.gradient(0), d.gradient(1)},
        new double[] {d.gaussNewton(0, 0), d.gaussNewton(1, 0), d.gaussNewton(1, 1)},
        null);
  }
}
