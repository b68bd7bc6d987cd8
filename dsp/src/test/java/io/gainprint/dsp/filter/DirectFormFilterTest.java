package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.Hessian;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Parallel;
import io.gainprint.dsp.processor.Perturbation;
import io.gainprint.dsp.processor.ProcessorChain;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectFormFilterTest {
  static List<FilterGolden> fixed() {
    return FilterGolden.all("direct-forms.json").stream().filter(c -> !c.isTimeVarying()).toList();
  }

  static List<FilterGolden> withHessian() {
    return fixed().stream().filter(c -> c.has("hessianHalfEnergy")).toList();
  }

  private static DirectFormFilter filter(FilterGolden c) {
    return DirectFormFilter.of(c.structure(), c.coefficientsLessOne());
  }

  /// Random poles to order 6 make outputs of up to 13 000, whose rounding grows with the
  /// coefficients of the expanded polynomial.
  private static double tolerance(FilterGolden c) {
    return c.order() < 6 ? 1e-10 : 1e-8;
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void outputAndGradients_equalIndependentAutomaticDifferentiation(FilterGolden c) {
    DirectFormFilter filter = filter(c);
    double[] x = c.array("x");
    double[] y = new double[x.length];
    double[] state = c.has("zi") ? c.array("zi") : filter.restingState();
    Linearisation at = filter.linearise(x, y, state);
    double[] back = c.has("zi") ? c.array("cotangentZf") : filter.restingState();
    Perturbation gradient = Perturbation.zero(filter, x.length);
    at.adjoint(c.array("cotangentY"), gradient.input(), gradient.parameters(), back);

    double[] gradA = c.array("gradA");
    double[] expected = Arrays.copyOf(c.array("gradB"), c.order() + 1 + gradA.length);
    System.arraycopy(gradA, 0, expected, c.order() + 1, gradA.length);
    assertClose("y", y, c.array("y"), tolerance(c));
    assertClose("x̄", gradient.input(), c.array("gradX"), tolerance(c));
    assertClose("b̄, ā", gradient.parameters(), expected, tolerance(c));
    if (c.has("zi")) {
      assertClose("zf", state, c.array("zf"), tolerance(c));
      assertClose("z̄", back, c.array("gradZi"), tolerance(c));
    }
  }

  @ParameterizedTest
  @MethodSource("withHessian")
  void hessian_equalsIndependentAutomaticDifferentiation(FilterGolden c) {
    double[] x = c.array("x");
    Derivatives d =
        Hessian.of(
            filter(c), x, c.array("zi"), Hessian.SampleLoss.halfSquaredError(new double[x.length]));

    int size = d.dimension();
    double[] gradient = new double[size];
    double[] hessian = new double[size * size];
    double[] expected = new double[size * size];
    for (int i = 0; i < size; i++) {
      gradient[i] = d.gradient(i);
      System.arraycopy(c.rows("hessianHalfEnergy")[i], 0, expected, i * size, size);
      for (int j = 0; j < size; j++) {
        hessian[i * size + j] = d.hessian(i, j);
      }
    }
    assertClose("gradient", gradient, c.array("gradHalfEnergy"), tolerance(c));
    assertClose("hessian", hessian, expected, tolerance(c));
  }

  /// Orders below, above and at the number of lanes, numerators longer and shorter.
  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1", "2,2", "5,2", "2,5", "9,8", "3,17"})
  void everyStructure_keepsTheContract(int zeros, int poles) {
    for (FilterStructure structure : FilterStructure.values()) {
      for (int frames : new int[] {2, 5, 33, 1500}) {
        RandomGenerator random = RandomSignals.random(zeros + 31L * poles + frames);
        // Many poles near the circle make coefficients of hundreds, whose rounding 1e-12 is not
        // for.
        double radius = poles < 5 ? 0.9 : 0.9 / (1 + poles / 8.0);
        DirectFormFilter filter = RandomFilters.stable(random, structure, zeros, poles, radius);
        double[] state = RandomSignals.noise(random, filter.restingState().length);
        ProcessorContract.verify(filter, RandomSignals.noise(random, frames), state, frames);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "4,3", "3,8", "8,8", "16,16", "32,32"})
  void allStructures_atRest_soundTheSame(int zeros, int poles) {
    RandomGenerator random = RandomSignals.random(poles);
    double[] x = RandomSignals.noise(random, 3000);
    DirectFormFilter first = RandomFilters.stable(random, FilterStructure.DF1, zeros, poles, 0.8);
    double[] expected = run(first, x);
    for (FilterStructure structure : FilterStructure.values()) {
      DirectFormFilter filter =
          new DirectFormFilter(structure, first.feedForward(), first.feedback());
      // Each rounds another signal. Poles within 0.8 amplify that by what the sum of the
      // coefficients' magnitudes is, up to 1e5 at order 32.
      assertClose(structure.toString(), run(filter, x), expected, poles < 16 ? 1e-12 : 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void process_isLinearAndTimeInvariant(FilterStructure structure) {
    RandomGenerator random = RandomSignals.random(7);
    DirectFormFilter filter = RandomFilters.stable(random, structure, 4, 5, 0.9);
    double[] u = RandomSignals.noise(random, 2000);
    double[] v = RandomSignals.noise(random, 2000);
    double[] mixed = new double[2000];
    Arrays.setAll(mixed, n -> 0.3 * u[n] - 2 * v[n]);
    double[] fu = run(filter, u);
    double[] fv = run(filter, v);
    double[] expected = new double[2000];
    Arrays.setAll(expected, n -> 0.3 * fu[n] - 2 * fv[n]);
    assertClose("linear", run(filter, mixed), expected, 1e-13); // sums in another order

    double[] late = new double[2013];
    System.arraycopy(u, 0, late, 13, 2000);
    double[] lateOutput = run(filter, late);
    assertThat(Arrays.copyOf(lateOutput, 13)).containsOnly(0);
    assertClose("late", Arrays.copyOfRange(lateOutput, 13, 2013), fu, 1e-13); // other blocks
  }

  @ParameterizedTest
  @EnumSource
  void unstableFilter_overflowsToInfinityWithoutHanging(FilterStructure structure) {
    DirectFormFilter filter =
        new DirectFormFilter(structure, new double[] {1}, new double[] {1, -2.5});
    double[] x = new double[3000];
    x[0] = 1;
    double[] y = run(filter, x);

    assertThat(y[100]).isCloseTo(Math.pow(2.5, 100), within(1e27));
    assertThat(y[2999]).isInfinite();
    int infinite = 0;
    while (Double.isFinite(y[infinite])) {
      infinite++;
    }
    assertThat(infinite).isEqualTo(775); // the first power of 2.5 above 1.8e308
  }

  @ParameterizedTest
  @EnumSource
  void infinitySpreadsForwardsOnly(FilterStructure structure) {
    DirectFormFilter filter =
        new DirectFormFilter(structure, new double[] {1, 0.5}, new double[] {1, -0.5, 0.25});
    double[] x = RandomSignals.noise(RandomSignals.random(3), 64);
    double[] clean = run(filter, x);
    x[21] = Double.POSITIVE_INFINITY;
    double[] y = run(filter, x);

    assertClose("before", Arrays.copyOf(y, 21), Arrays.copyOf(clean, 21), 1e-14);
    assertThat(y[21]).isInfinite();
    assertThat(y[63]).isNaN();
  }

  @Test
  void chainOfFilters_keepsTheContract() {
    RandomGenerator random = RandomSignals.random(11);
    ProcessorChain chain =
        new ProcessorChain(
            List.of(
                RandomFilters.stable(random, FilterStructure.TDF2, 2, 2, 0.9),
                RandomFilters.stable(random, FilterStructure.DF2, 1, 3, 0.9),
                DirectFormFilter.allZero(new double[] {0.5, 0.25}),
                DirectFormFilter.allPole(new double[] {1, -0.5})));
    double[] state = RandomSignals.noise(random, chain.restingState().length);
    ProcessorContract.verify(chain, RandomSignals.noise(random, 1400), state, 12);
  }

  /// Four parts: a filter that falls silent in a part, and one that rings through all of them.
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.99999})
  void longSignal_onSeveralThreads_soundsAsOnOne(double radius) {
    RandomGenerator random = RandomSignals.random(17);
    double[] x = RandomSignals.noise(random, 70_000);
    double[] w = RandomSignals.noise(random, x.length);
    double[] feedback = {1, -2 * radius * Math.cos(0.3), radius * radius};
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      for (FilterStructure structure : FilterStructure.values()) {
        DirectFormFilter one = new DirectFormFilter(structure, new double[] {1, 0.5}, feedback);
        DirectFormFilter four = one.on(new Parallel(executor, 4));
        double[] state = RandomSignals.noise(random, one.restingState().length);
        double[][] results = {all(one, x, w, state), all(four, x, w, state)};
        assertClose(structure.toString(), results[1], results[0], 1e-11); // poles that ring
      }
    }
  }

  /// Output, adjoint, gradients and states, one after the other.
  private static double[] all(DirectFormFilter filter, double[] x, double[] w, double[] state) {
    double[] y = new double[x.length];
    double[] z = state.clone();
    Linearisation at = filter.linearise(x, y, z);
    Perturbation back = Perturbation.zero(filter, x.length);
    double[] zBack = state.clone();
    at.adjoint(w, back.input(), back.parameters(), zBack);
    double[] processed = new double[x.length];
    filter.process(x, 0, processed, 0, x.length, state.clone());
    assertThat(processed).isEqualTo(y);
    double[] inPlace = x.clone();
    filter.process(inPlace, 0, inPlace, 0, x.length, state.clone());
    assertThat(inPlace).isEqualTo(y);
    return Stream.of(y, back.input(), back.parameters(), z, zBack)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void feedback_isDividedByItsFirst() {
    DirectFormFilter filter =
        new DirectFormFilter(FilterStructure.DF1, new double[] {2, 4}, new double[] {2, -1});

    assertThat(filter.parameters()).containsExactly(1, 2, -0.5);
  }

  @Test
  void badArguments_areNamed() {
    double[] one = {1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DirectFormFilter(FilterStructure.DF1, one, new double[] {0, 1}))
        .withMessage("feedback[0] must not be 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new DirectFormFilter(FilterStructure.DF1, new double[] {1, Double.NaN}, one))
        .withMessage("feedForward[1] must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DirectFormFilter(FilterStructure.DF1, new double[0], one))
        .withMessage("feedForward must hold at least 1 value: 0");
    DirectFormFilter filter = new DirectFormFilter(FilterStructure.DF2, one, new double[] {1, 0.5});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.process(one, 0, new double[1], 0, 1, new double[2]))
        .withMessage("state must hold 1 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.linearise(new double[0], new double[0], new double[1]))
        .withMessage("input must hold one frame or more of 1 samples: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filter.with(new double[1]))
        .withMessage("parameters must hold 2 values: 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8})
  void process_inPlace_equalsToAnotherArray(int order) {
    RandomGenerator random = RandomSignals.random(order);
    for (FilterStructure structure : FilterStructure.values()) {
      DirectFormFilter filter = RandomFilters.stable(random, structure, order, order, 0.9);
      double[] x = RandomSignals.noise(random, 2500);
      double[] expected = run(filter, x);
      filter.process(x, 0, x, 0, x.length, filter.restingState());
      assertThat(x).isEqualTo(expected);
    }
  }

  private static double[] run(DirectFormFilter filter, double[] x) {
    double[] y = new double[x.length];
    filter.process(x, 0, y, 0, x.length, filter.restingState());
    return y;
  }
}
