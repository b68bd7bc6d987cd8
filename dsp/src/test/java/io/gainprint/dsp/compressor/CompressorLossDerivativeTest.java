package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradient, Hessian and Gauss-Newton matrix of the loss against differences, against the reverse
/// mode, and against a known answer. All are compared in units of [Theta#scales], in which the
/// elements of one matrix are of like size.
class CompressorLossDerivativeTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final double STEP = RandomCase.STEP;

  static List<RandomCase> cases() {
    return RandomCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient_equalsCentralDifferenceOfValue(RandomCase c) {
    CompressorLoss loss = c.loss(c.coefficients, CompressorLoss.Order.GRADIENT);
    Derivatives d = scaled(loss.derivatives(), c);

    for (int i = 0; i < COUNT; i++) {
      double difference = (valueAt(c, i, STEP) - valueAt(c, i, -STEP)) / (2 * STEP);
      // See the step: errors are in proportion to the value and to the products of sensitivities
      // that
      // G holds. The largest is 4e-10 of them.
      assertThat(d.gradient(i))
          .isCloseTo(difference, within(1e-9 * (d.value() + d.gaussNewton(i, i))));
    }
  }

  private static double valueAt(RandomCase c, int i, double by) {
    return c.loss(Theta.moved(c.coefficients, i, by), CompressorLoss.Order.VALUE).value();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessian_equalsCentralDifferenceOfGradient(RandomCase c) {
    double[] scales = Theta.scales(c.coefficients);
    CompressorLoss loss = c.loss(c.coefficients, CompressorLoss.Order.HESSIAN);
    Derivatives d = scaled(loss.derivatives(), c);

    for (int j = 0; j < COUNT; j++) {
      CompressorLoss up = gradientAt(c, j, STEP);
      CompressorLoss down = gradientAt(c, j, -STEP);
      for (int i = 0; i < COUNT; i++) {
        double difference = (up.gradient(i) - down.gradient(i)) / (2 * STEP) * scales[i];
        // As for the gradient, with a fourth derivative in place of a third: the largest is 2.4e-9.
        double size = d.value() + Math.sqrt(d.gaussNewton(i, i) * d.gaussNewton(j, j));
        assertThat(d.hessian(i, j)).isCloseTo(difference, within(5e-9 * size));
      }
    }
  }

  private static CompressorLoss gradientAt(RandomCase c, int j, double by) {
    return c.loss(Theta.moved(c.coefficients, j, by), CompressorLoss.Order.GRADIENT);
  }

  private static Derivatives scaled(Derivatives d, RandomCase c) {
    return d.inVariables(Theta.scales(c.coefficients), new double[COUNT]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient_equalsReverseMode(RandomCase c) {
    CompressorLoss loss = c.loss(c.coefficients, CompressorLoss.Order.GRADIENT);

    double[] y = new double[c.x.length];
    CompressorTape tape = CompressorTape.record(c.coefficients, c.lookAhead, 1, c.x, y);
    double[] cotangent = new double[y.length];
    new PreEmphasis(c.pole).process(y, 0, cotangent, 0, y.length);
    Arrays.setAll(cotangent, n -> 2 * c.weight[n] * (cotangent[n] - c.target[n]));
    PreEmphasis.adjoint(c.pole, cotangent, cotangent);
    double[] reverse = Theta.of(tape.adjoint(cotangent, new double[y.length]));

    double[] scales = Theta.scales(c.coefficients);
    for (int i = 0; i < COUNT; i++) {
      // The same sum in another order: some 2000 roundings of terms that add up to the value.
      assertThat(loss.gradient(i) * scales[i])
          .isCloseTo(reverse[i] * scales[i], within(1e-13 * loss.value()));
    }
  }

  /// G = 2 Jᵀ W J, with the columns of J by forward mode of the tape and the filter.
  @ParameterizedTest
  @MethodSource("cases")
  void gaussNewton_isTwiceTheWeightedProductOfTheJacobian(RandomCase c) {
    Derivatives d = c.loss(c.coefficients, CompressorLoss.Order.GRADIENT).derivatives();

    int length = c.x.length;
    CompressorTape tape =
        CompressorTape.record(c.coefficients, c.lookAhead, 1, c.x, new double[length]);
    double[][] jacobian = new double[COUNT][length];
    for (int i = 0; i < COUNT; i++) {
      tape.tangent(Theta.direction(i, 1), new double[length], jacobian[i]);
      new PreEmphasis(c.pole).process(jacobian[i], 0, jacobian[i], 0, length);
    }

    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 2 * weightedDot(c.weight, jacobian[i], jacobian[j]);
        double bound =
            2
                * Math.sqrt(
                    weightedDot(c.weight, jacobian[i], jacobian[i])
                        * weightedDot(c.weight, jacobian[j], jacobian[j]));
        // Two sums of 2000 products in another order, and the roundings of two recursions.
        assertThat(d.gaussNewton(i, j)).isCloseTo(product, within(1e-13 * bound));
      }
    }
  }

  private static double weightedDot(double[] w, double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < w.length; n++) {
      sum += w[n] * a[n] * b[n];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientByElement_equalsThatOfDerivatives(RandomCase c) {
    CompressorLoss loss = c.loss(c.coefficients, CompressorLoss.Order.GRADIENT);
    Derivatives d = loss.derivatives();

    for (int i = 0; i < COUNT; i++) {
      // One divides by R², the other multiplies by its inverse.
      assertThat(loss.gradient(i) / d.gradient(i)).isCloseTo(1, within(0x1p-51));
    }
  }

  /// An attack of 1 reaches the static gain f at once and stays there, where the second sample is
  /// at the switch, e = 0. As release it has g_A = (1 − α_R)(f − 1); as attack it would have 0.
  @Test
  void gradient_ofSampleAtTheSwitch_isThatOfRelease() {
    CompressorCoefficients at = new CompressorCoefficients(-4, 4, 1, 0.25, 0);
    CompressorLoss loss = new CompressorLoss(at, 0, 0, CompressorLoss.Order.GRADIENT);

    // Without a pole z = y[n] − y[n−1], which is 0 for the second sample, so that r = 1 there.
    loss.accumulate(new double[] {1, 1}, new double[] {0, -1}, new double[] {0, 1}, 0, 2);

    // L_A = 2 r z_A with z_A = g_A[1] − g_A[0] = −α_R (f − 1), f = −3 dB.
    double expected = 2 * -0.25 * (Decibels.toFactor(-3) - 1);
    assertThat(loss.value()).isEqualTo(1);
    assertThat(loss.gradient(2)).isCloseTo(expected, within(8 * 0x1p-53)); // roundings below 1
  }

  /// Numbers of an independent implementation, whose parameters are (T, s, α_A, α_R, m): there
  /// ∂L/∂s = R² ∂L/∂R and ∂L/∂m = ∂L/∂M / (κ m).
  @Test
  void gradient_ofGoldenTone_equalsIndependentImplementation() {
    CompressorCoefficients at =
        new CompressorCoefficients(-18, 4, 0.05, 0.002, Decibels.fromFactor(1.6));
    CompressorCoefficients targetAt =
        new CompressorCoefficients(-15, 3, 0.03, 0.003, Decibels.fromFactor(1.5));
    double[] x = new double[2000];
    Arrays.setAll(x, n -> 0.5 * Math.sin(0.3 * n) * (1 + 0.8 * Math.sin(0.011 * n)));
    double[] target = new double[x.length];
    CompressorTape.record(targetAt, 0, 1, x, target);
    new PreEmphasis(0.995).process(target, 0, target, 0, x.length);
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    CompressorLoss loss = new CompressorLoss(at, 0.995, 0, CompressorLoss.Order.GRADIENT);
    loss.accumulate(x, target, ones, 0, x.length);

    // 17 digits are given; the sum has 2000 roundings of half an ulp.
    assertThat(loss.value()).isCloseTo(18.97301987936639, within(1e-13));
    // Half a unit of the last digit given.
    assertThat(loss.gradient(0)).isCloseTo(-6.64170182669, within(5e-12));
    assertThat(loss.gradient(1) * 16).isCloseTo(119.295090918, within(5e-10));
    assertThat(loss.gradient(2)).isCloseTo(298.044742701, within(5e-10));
    assertThat(loss.gradient(3)).isCloseTo(-3354.97594605, within(5e-9));
    assertThat(loss.gradient(4) / (Decibels.KAPPA * 1.6)).isCloseTo(-53.6610619625, within(5e-11));
  }
}
