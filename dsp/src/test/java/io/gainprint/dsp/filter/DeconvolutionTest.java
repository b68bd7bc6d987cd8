package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeconvolutionTest {
  /// The example of SciPy's documentation of `deconvolve`, and one with a remainder.
  @Test
  void quotientAndRemainder_equalScipy() {
    double[] response = {2, 1};
    Deconvolution exact = Deconvolution.of(new double[] {0, 2, 1, 0, 2, 3, 1, 0, 0}, response);
    assertThat(exact.quotient()).containsExactly(0, 1, 0, 0, 1, 1, 0, 0);
    assertThat(exact.remainder()).containsOnly(0).hasSize(9);

    Deconvolution rest = Deconvolution.of(new double[] {1, 5, 3, -2}, new double[] {1, 2, 4});
    assertThat(rest.quotient()).containsExactly(1, 3);
    assertThat(rest.remainder()).containsExactly(0, 0, -7, -14); // 3 − 6 − 4, −2 − 12
  }

  @ParameterizedTest
  @CsvSource({"1,0", "40,0", "40,1", "40,7", "8,7", "9,7", "5,5", "3,7"})
  void convolvedAgain_isTheSignal(int samples, int order) {
    RandomGenerator random = RandomSignals.random(samples + order);
    double[] s = RandomSignals.noise(random, samples);
    double[] d = divisor(random, order);
    Deconvolution deconvolution = Deconvolution.of(s, d);
    double[] q = deconvolution.quotient();
    double[] again = deconvolution.remainder();

    assertThat(q).hasSize(Math.max(0, samples - order));
    for (int n = 0; n < q.length; n++) {
      for (int k = 0; k <= order; k++) {
        again[n + k] += d[k] * q[n];
      }
    }
    assertClose("s", again, s, 1e-13); // zeros within 0.9 amplify rounding by little
  }

  @ParameterizedTest
  @CsvSource({"1,0", "40,0", "40,1", "40,7", "8,7", "9,7", "3,7"})
  void derivatives_areThoseOfDifferences_andTransposed(int samples, int order) {
    RandomGenerator random = RandomSignals.random(samples + order);
    double[] s = RandomSignals.noise(random, samples);
    double[] d = divisor(random, order);
    double[] sTangent = RandomSignals.noise(random, samples);
    double[] dTangent = RandomSignals.noise(random, order + 1);
    Deconvolution at = Deconvolution.of(s, d);
    int length = at.quotient().length;
    double[] qTangent = new double[length];
    double[] rTangent = RandomSignals.noise(random, samples);
    at.tangents(sTangent, dTangent, qTangent, rTangent);

    // Central differences: the square of the step, and rounding over the step.
    double h = 1e-5;
    Deconvolution above = Deconvolution.of(plus(s, h, sTangent), plus(d, h, dTangent));
    Deconvolution below = Deconvolution.of(plus(s, -h, sTangent), plus(d, -h, dTangent));
    assertClose("q̇", qTangent, quotient(above.quotient(), below.quotient(), h), 1e-6);
    assertClose("ṙ", rTangent, quotient(above.remainder(), below.remainder(), h), 1e-6);

    double[] qBar = RandomSignals.noise(random, length);
    double[] rBar = RandomSignals.noise(random, samples);
    double[] sBar = new double[samples];
    double[] dBar = new double[order + 1];
    at.adjoint(qBar, rBar, sBar, dBar);
    double forwards = dot(qTangent, qBar) + dot(rTangent, rBar);
    double backwards = dot(sTangent, sBar) + dot(dTangent, dBar);
    assertThat(forwards).isCloseTo(backwards, within(1e-12 * size(qTangent, rTangent)));
  }

  @Test
  void badArguments_areNamed() {
    double[] s = new double[3];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deconvolution.of(s, new double[] {0, 1}))
        .withMessage("divisor[0] must not be 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deconvolution.of(s, new double[] {1, Double.NaN}))
        .withMessage("divisor[1] must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deconvolution.of(s, new double[0]))
        .withMessage("divisor must hold at least 1 value: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Deconvolution.of(s, new double[] {1, 2})
                .adjoint(new double[3], new double[3], new double[3], new double[2]))
        .withMessage("quotient must hold 2 values: 3");
  }

  /// Its zeros within 0.9, its first coefficient 1.5.
  private static double[] divisor(RandomGenerator random, int order) {
    double[] d = RandomFilters.feedback(random, order, 0.9);
    Arrays.setAll(d, k -> 1.5 * d[k]);
    return d;
  }

  private static double[] plus(double[] u, double h, double[] v) {
    double[] sum = new double[u.length];
    Arrays.setAll(sum, n -> u[n] + h * v[n]);
    return sum;
  }

  private static double[] quotient(double[] above, double[] below, double h) {
    double[] quotient = new double[above.length];
    Arrays.setAll(quotient, n -> (above[n] - below[n]) / (2 * h));
    return quotient;
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int n = 0; n < u.length; n++) {
      sum += u[n] * v[n];
    }
    return sum;
  }

  private static double size(double[] u, double[] v) {
    return Arrays.stream(u).map(Math::abs).sum() + Arrays.stream(v).map(Math::abs).sum();
  }
}
