package io.gainprint.dsp.spectral;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.filter.RandomFilters;
import io.gainprint.dsp.processor.Linearisation;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencySampledFilterTest {
  /// Filters whose impulse response has died away within the padding: 0.7²⁵⁶ is 1e-40.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8})
  void outputAndGradients_ofDampedFilters_areThoseOfTheRecursion(int order) {
    RandomGenerator random = RandomSignals.random(order);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.DF1, order, order, 0.7);
    double[] x = RandomSignals.noise(random, 700);
    double[] w = RandomSignals.noise(random, x.length);
    double[] y = new double[x.length];
    double[] xBar = new double[x.length];
    double[] bBar = new double[order + 1];
    double[] aBar = new double[order + 1];
    FrequencySampledFilter sampled = new FrequencySampledFilter(x.length, 256);
    sampled.process(new FilterCoefficients(filter.feedForward(), filter.feedback()), x, y);
    sampled.adjoint(w, xBar, bBar, aBar);

    double[] expected = new double[x.length];
    double[] expectedBack = new double[x.length];
    double[] gradient = new double[2 * order + 1];
    Linearisation at = filter.linearise(x, expected, filter.restingState());
    at.adjoint(w, expectedBack, gradient, filter.restingState());
    double[] both = Arrays.copyOf(bBar, gradient.length);
    System.arraycopy(aBar, 1, both, order + 1, order);
    // Rounding of transforms and of the division by A, which is small near poles.
    assertClose("y", y, expected, 1e-11);
    assertClose("x̄", xBar, expectedBack, 1e-11);
    assertClose("b̄, ā", both, gradient, 1e-11);
    assertThat(sampled.transformSamples()).isEqualTo(1024);
    assertThat(aBar[0]).isZero();
  }

  /// A response of 0.99ⁿ: what wraps round is at most 0.99^(F − N) / (1 − 0.99).
  @Test
  void filterThatRingsOn_isWrongByWhatWrapsRound() {
    double[] x = new double[500];
    Arrays.fill(x, 1);
    FilterCoefficients ringing =
        new FilterCoefficients(new double[] {1, 0}, new double[] {1, -0.99});
    double[] y = new double[x.length];
    FrequencySampledFilter sampled = new FrequencySampledFilter(x.length, 0);
    sampled.process(ringing, x, y);

    double[] expected = new double[x.length];
    DirectFormFilter.of(FilterStructure.DF1, ringing)
        .process(x, 0, expected, 0, x.length, new double[2]);
    double most = 0;
    for (int n = 0; n < x.length; n++) {
      most = Math.max(most, Math.abs(y[n] - expected[n]));
    }
    double bound = Math.pow(0.99, sampled.transformSamples() - x.length) / (1 - 0.99);
    assertThat(most).isBetween(0.5 * bound, bound);
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrequencySampledFilter(0, 1))
        .withMessage("length must be at least 1 sample: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrequencySampledFilter(4, -1))
        .withMessage("padding must be from 0 to 1073741820 samples: -1");
    FrequencySampledFilter filter = new FrequencySampledFilter(4, 0);
    FilterCoefficients one = new FilterCoefficients(new double[5], new double[] {1, 0, 0, 0, 0});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.process(one, new double[4], new double[4]))
        .withMessage("order must be below 4: 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.process(one, new double[3], new double[4]))
        .withMessage("input must hold 4 values: 3");
  }
}
