package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VaryingFilterTest {
  static List<FilterGolden> varying() {
    return FilterGolden.all("direct-forms.json").stream()
        .filter(FilterGolden::isTimeVarying)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("varying")
  void outputAndGradients_equalIndependentAutomaticDifferentiation(FilterGolden c) {
    VaryingFilter filter = new VaryingFilter(c.structure(), c.order(), c.order());
    double[] x = c.array("x");
    double[] frames = filter.frames(x, c.rows("b"), c.rows("a"));
    double[] y = new double[x.length];
    double[] state = c.has("zi") ? c.array("zi") : filter.restingState();
    Linearisation at = filter.linearise(frames, y, state);
    double[] back = c.has("zi") ? c.array("cotangentZf") : filter.restingState();
    double[] gradient = new double[frames.length];
    at.adjoint(c.array("cotangentY"), gradient, new double[0], back);

    // Orders up to 4, whose coefficients are of the size of 1 at random, make outputs of thousands.
    double tolerance = 1e-10;
    double[] expected = filter.frames(c.array("gradX"), c.rows("gradB"), c.rows("gradA"));
    assertClose("y", y, c.array("y"), tolerance);
    assertClose("x̄, b̄, ā", gradient, expected, tolerance);
    if (c.has("zi")) {
      assertClose("zf", state, c.array("zf"), tolerance);
      assertClose("z̄", back, c.array("gradZi"), tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "2,2", "5,2", "2,5"})
  void everyStructure_keepsTheContract(int zeros, int poles) {
    for (FilterStructure structure : FilterStructure.values()) {
      for (int count : new int[] {2, 7, 1100}) {
        RandomGenerator random = RandomSignals.random(zeros + 31L * poles + count);
        VaryingFilter filter = new VaryingFilter(structure, zeros, poles);
        double[] frames = RandomSignals.noise(random, count * filter.inputChannels());
        quieten(frames, zeros, poles);
        double[] state = RandomSignals.noise(random, filter.restingState().length);
        ProcessorContract.verify(filter, frames, state, count);
      }
    }
  }

  /// Sums of |a| below 0.8 keep any sequence of coefficients stable.
  private static void quieten(double[] frames, int zeros, int poles) {
    int stride = 2 + zeros + poles;
    for (int at = 2 + zeros; at < frames.length; at += stride) {
      for (int k = 0; k < poles; k++) {
        frames[at + k] *= 0.8 / poles;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void coefficientsThatDoNotMove_soundAsTheFixedFilter(FilterStructure structure) {
    RandomGenerator random = RandomSignals.random(5);
    DirectFormFilter fixed = RandomFilters.stable(random, structure, 3, 4, 0.9);
    VaryingFilter varying = new VaryingFilter(structure, 3, 4);
    double[] x = RandomSignals.noise(random, 2000);
    double[] feedback = fixed.feedback();
    double[][] b = new double[x.length][];
    double[][] a = new double[x.length][];
    Arrays.fill(b, fixed.feedForward());
    Arrays.fill(a, Arrays.copyOfRange(feedback, 1, feedback.length));
    double[] state = RandomSignals.noise(random, fixed.restingState().length);
    double[] fixedState = state.clone();
    double[] y = new double[x.length];
    double[] expected = new double[x.length];

    varying.process(varying.frames(x, b, a), 0, y, 0, x.length, state);
    fixed.process(x, 0, expected, 0, x.length, fixedState);

    assertClose("y", y, expected, 1e-13); // sums in another order
    assertClose("state", state, fixedState, 1e-13);
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaryingFilter(FilterStructure.DF1, -1, 2))
        .withMessage("orders must not be negative: -1 and 2");
    VaryingFilter filter = new VaryingFilter(FilterStructure.DF1, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            filter.process(
                new double[] {1, 1, 0, 1, 1, Double.NaN}, 0, new double[2], 0, 2, new double[1]))
        .withMessage("coefficient a1 of frame 1 must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> filter.frames(new double[1], new double[][] {{1, 2}}, new double[][] {{0}}))
        .withMessage("feedForward[0] must hold 1 values: 2");
  }
}
