package io.gainprint.dsp.spectral;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectForm;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencySampledFilterTest {
  private static final int LENGTH = 300;

  /// Poles on a circle of radius 0.8, where 0.8^(1024 − 300) = 1e-70: nothing is aliased. Orders on
  /// both sides of where transforms take over.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 6, 16, 40})
  void process_ofADampedFilter_equalsDirectForm(int order) {
    RandomGenerator random = RandomSignals.random(1);
    FilterCoefficients coefficients = onCircle(random, order, 0.8);
    double[] x = RandomSignals.noise(random, LENGTH);
    double[] y = new double[LENGTH];

    new FrequencySampledFilter(LENGTH).process(coefficients, x, y);

    assertClose("y", y, direct(coefficients, x), 1e-13); // roundings of transforms, some 10 stages
  }

  /// At each radius the error is within the bound, and not far below it.
  @ParameterizedTest
  @ValueSource(doubles = {0.95, 0.98, 0.99, 0.999})
  void process_ofALongResponse_isOffByItsAliasing(double radius) {
    FilterCoefficients coefficients =
        new FilterCoefficients(new double[] {1, 0}, new double[] {1, -radius});
    double[] ones = new double[LENGTH];
    Arrays.fill(ones, 1);
    FrequencySampledFilter filter = new FrequencySampledFilter(LENGTH, 2 * LENGTH);
    double[] y = new double[LENGTH];

    filter.process(coefficients, ones, y);

    double[] exact = direct(coefficients, ones);
    double error = 0;
    for (int m = 0; m < LENGTH; m++) {
      error = Math.max(error, Math.abs(y[m] - exact[m]));
    }
    double bound = filter.aliasing(coefficients);
    // The sum over 2 n − L samples of a response rᵐ, whose rest is a factor of rⁿ, 0.55 at most.
    double sum = (Math.pow(radius, LENGTH + 1) - Math.pow(radius, 3 * LENGTH)) / (1 - radius);
    assertClose("bound", new double[] {bound}, new double[] {sum}, 1e-12);
    double whole = Math.pow(radius, LENGTH + 1) / (1 - radius);
    assertThat(error).isBetween(0.2 * whole, whole);
  }

  @Test
  void process_paddedMore_aliasesLess() {
    FilterCoefficients coefficients =
        new FilterCoefficients(new double[] {1, 0}, new double[] {1, -0.99});

    double[] bounds = new double[3];
    Arrays.setAll(
        bounds, i -> new FrequencySampledFilter(LENGTH, (2 << i) * LENGTH).aliasing(coefficients));

    assertThat(bounds[1]).isLessThan(0.1 * bounds[0]);
    assertThat(bounds[2]).isLessThan(0.01 * bounds[1]);
  }

  /// The gradients are those of what is computed, so that no aliasing is in the way.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 16})
  void adjoint_equalsCentralDifferences(int order) {
    RandomGenerator random = RandomSignals.random(2);
    int length = 20;
    double[] b = RandomSignals.noise(random, order + 1);
    double[] a = onCircle(random, order, 0.97).feedback();
    double[] x = RandomSignals.noise(random, length);
    double[] w = RandomSignals.noise(random, length);
    FrequencySampledFilter filter = new FrequencySampledFilter(length, 2 * length);
    double[] xBar = new double[length];
    double[] bBar = new double[order + 1];
    double[] aBar = new double[order + 1];

    filter.process(new FilterCoefficients(b, a), x, new double[length]);
    filter.adjoint(w, xBar, bBar, aBar);

    assertThat(aBar[0]).isZero();
    // Steps of 1e-6: 1e-12 of truncation, 1e-10 of rounding, and some 1e2 for the poles.
    assertClose("xBar", xBar, differences(filter, b, a, x, x, 0, w), 1e-7);
    assertClose("bBar", bBar, differences(filter, b, a, x, b, 0, w), 1e-7);
    assertClose("aBar", aBar, differences(filter, b, a, x, a, 1, w), 1e-7);
  }

  /// Sums term by term and by transforms are the same: a filter padded with zeros to a high order.
  @Test
  void adjoint_ofAHighOrder_beginsLikeThatOfALowOne() {
    RandomGenerator random = RandomSignals.random(3);
    double[] b = RandomSignals.noise(random, 3);
    double[] a = {1, -1.2, 0.7};
    double[] x = RandomSignals.noise(random, LENGTH);
    double[] w = RandomSignals.noise(random, LENGTH);
    FrequencySampledFilter filter = new FrequencySampledFilter(LENGTH);
    double[] y = new double[LENGTH];
    double[] xBar = new double[LENGTH];
    double[] bBar = new double[3];
    double[] aBar = new double[3];
    filter.process(new FilterCoefficients(b, a), x, y);
    filter.adjoint(w, xBar, bBar, aBar);
    double[] yHigh = new double[LENGTH];
    double[] xHigh = new double[LENGTH];
    double[] bHigh = new double[31];
    double[] aHigh = new double[31];

    filter.process(new FilterCoefficients(Arrays.copyOf(b, 31), Arrays.copyOf(a, 31)), x, yHigh);
    filter.adjoint(w, xHigh, bHigh, aHigh);

    // Roundings of some 1000 terms.
    assertClose("y", yHigh, y, 1e-13);
    assertClose("xBar", xHigh, xBar, 1e-13);
    assertClose("bBar", Arrays.copyOf(bHigh, 3), bBar, 1e-12);
    assertClose("aBar", Arrays.copyOf(aHigh, 3), aBar, 1e-12);
  }

  @Test
  void adjoint_addsToGradientsOfCoefficients() {
    FrequencySampledFilter filter = new FrequencySampledFilter(2);
    double[] y = {1, 2};
    double[] bBar = {10};
    filter.process(new FilterCoefficients(new double[] {3}, new double[] {1}), y, y);
    assertClose("y", y, new double[] {3, 6}, 1e-15);

    filter.adjoint(new double[] {1, 1}, y, bBar, new double[1]);

    assertClose("xBar", y, new double[] {3, 3}, 1e-15);
    assertClose("bBar", bBar, new double[] {13}, 1e-15);
  }

  @Test
  void badArguments_throw() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrequencySampledFilter(0))
        .withMessage("length must be 1 to 536870912: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrequencySampledFilter(100, 198))
        .withMessage("transformLength must be even, and 200 or more: 198");
    FrequencySampledFilter filter = new FrequencySampledFilter(4);
    assertThat(filter.transformLength()).isEqualTo(8);
    assertThat(new FrequencySampledFilter(5).transformLength()).isEqualTo(16);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> filter.adjoint(new double[4], new double[4], new double[1], new double[1]))
        .withMessage("adjoint needs a signal that was processed");
    FilterCoefficients one = new FilterCoefficients(new double[] {1}, new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.process(one, new double[3], new double[4]))
        .withMessage("x must hold 4 values: 3");
  }

  /// Derivatives of w · y by `variable`, one of the three arrays, from index `first` on.
  private static double[] differences(
      FrequencySampledFilter filter,
      double[] b,
      double[] a,
      double[] x,
      double[] variable,
      int first,
      double[] w) {
    double step = 1e-6;
    double[] quotients = new double[variable.length];
    for (int i = first; i < variable.length; i++) {
      double at = variable[i];
      for (int side : new int[] {1, -1}) {
        variable[i] = at + side * step;
        double[] y = new double[x.length];
        filter.process(new FilterCoefficients(b, a), x, y);
        for (int m = 0; m < y.length; m++) {
          quotients[i] += side * w[m] * y[m] / (2 * step);
        }
      }
      variable[i] = at;
    }
    return quotients;
  }

  /// A = Σ (−r/z)ᵏ: poles on a circle of radius r.
  private static FilterCoefficients onCircle(RandomGenerator random, int order, double radius) {
    double[] a = new double[order + 1];
    Arrays.setAll(a, k -> Math.pow(-radius, k));
    return new FilterCoefficients(RandomSignals.noise(random, order + 1), a);
  }

  private static double[] direct(FilterCoefficients coefficients, double[] x) {
    double[] y = new double[x.length];
    new DirectForm(coefficients).process(x, 0, y, 0, x.length);
    return y;
  }
}
