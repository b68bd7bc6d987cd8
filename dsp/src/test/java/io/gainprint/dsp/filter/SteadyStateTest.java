package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// [SteadyState] and [StateFromPast].
class SteadyStateTest {
  static List<FilterGolden> scipyCases() {
    return FilterGolden.all("scipy-signal.json");
  }

  private static DirectFormFilter filter(FilterGolden c) {
    return DirectFormFilter.of(FilterStructure.TDF2, c.coefficients());
  }

  /// The sum of a, in which the terms of these filters up to order 5 lose four digits, is rounded
  /// otherwise there: 8e-15 measured.
  private static final double EXACT = 1e-12;

  @ParameterizedTest
  @MethodSource("scipyCases")
  void states_equalScipy(FilterGolden c) {
    DirectFormFilter filter = filter(c);
    SteadyState steady = SteadyState.of(filter);
    StateFromPast past = StateFromPast.of(filter, c.array("lfilticPastX"), c.array("lfilticPastY"));

    assertClose("zi", steady.state(), c.array("lfilterZi"), EXACT);
    assertClose("ic", past.state(), c.array("lfiltic"), 1e-13); // sums of a few products
  }

  static List<FilterGolden> otherCases() {
    return FilterGolden.all("zero-phase.json");
  }

  /// Orders to 8 and unequal ones: 5e-14 measured at order 8, whose sum of a is 0.3 % of its
  /// largest.
  @ParameterizedTest
  @MethodSource("otherCases")
  void statesOfOtherOrders_equalScipy(FilterGolden c) {
    DirectFormFilter filter =
        new DirectFormFilter(FilterStructure.TDF2, c.array("b"), c.array("a"));

    assertClose("zi", SteadyState.of(filter).state(), c.array("lfilterZi"), EXACT);
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void stateOfSections_equalsScipy(FilterGolden c) {
    double[] expected =
        Arrays.stream(c.rows("sosfiltZi")).flatMapToDouble(Arrays::stream).toArray();
    SteadyState steady = SteadyState.of(SectionCascade.of(c.sections()));

    assertClose("zi", steady.state(), expected, EXACT);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,1", "2,2", "5,2", "2,5"})
  void constantInput_fromTheSteadyState_passesWithoutATransient(int zeros, int poles) {
    RandomGenerator random = RandomSignals.random(zeros + 10L * poles);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, zeros, poles, 0.9);
    SteadyState steady = SteadyState.of(filter);
    double[] y = new double[50];
    Arrays.fill(y, 1);
    double[] state = steady.state();
    filter.process(y, 0, y, 0, y.length, state);

    double[] expected = new double[50];
    Arrays.fill(expected, steady.gain());
    assertClose("y", y, expected, 1e-13);
    assertClose("state", state, steady.state(), 1e-13);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "2,2", "7,2", "2,5"})
  void stateFromPast_isThatOfAFilterWithThatPast(int zeros, int poles) {
    RandomGenerator random = RandomSignals.random(zeros + 10L * poles);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, zeros, poles, 0.9);
    double[] x = RandomSignals.noise(random, 20);
    double[] y = new double[20];
    double[] state = filter.restingState();
    filter.process(x, 0, y, 0, y.length, state);

    StateFromPast past = StateFromPast.of(filter, backwards(x, zeros), backwards(y, 20));
    assertClose("state", past.state(), state, 1e-13); // sums in another order
  }

  private static double[] backwards(double[] u, int length) {
    double[] back = new double[length];
    Arrays.setAll(back, n -> u[u.length - 1 - n]);
    return back;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void derivativesOfSteadyStates_areThoseOfDifferences_andTransposed(int i) {
    RandomGenerator random = RandomSignals.random(i);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, i, 5 - i, 0.8);
    SectionCascade cascade = SectionCascade.of(RandomFilters.sections(random, i + 1, 0.8));
    verify(theta -> SteadyState.of(filter.with(theta)), filter.parameters(), random);
    verify(theta -> SteadyState.of(cascade.with(theta)), cascade.parameters(), random);
  }

  private interface Map {
    SteadyState at(double[] theta);
  }

  private static void verify(Map map, double[] theta, RandomGenerator random) {
    SteadyState at = map.at(theta);
    double[] v = RandomSignals.noise(random, theta.length);
    double[] w = RandomSignals.noise(random, at.state().length);
    double[] wTangent = RandomSignals.noise(random, w.length);
    double[] tangent = new double[w.length];
    at.tangents(v, tangent);
    double[] back = new double[v.length];
    at.adjoint(w, back);
    double[] second = new double[v.length];
    at.adjointTangents(v, w, wTangent, second);

    double h = 1e-6; // of central differences: its square, and rounding over it
    SteadyState above = map.at(plus(theta, h, v));
    SteadyState below = map.at(plus(theta, -h, v));
    assertClose("ż", tangent, quotient(above.state(), below.state(), h), 1e-7);
    double[] backAbove = new double[v.length];
    double[] backBelow = new double[v.length];
    above.adjoint(plus(w, h, wTangent), backAbove);
    below.adjoint(plus(w, -h, wTangent), backBelow);
    assertClose("second", second, quotient(backAbove, backBelow, h), 1e-7);
    assertThat(dot(tangent, w)).isCloseTo(dot(v, back), within(1e-12 * size(tangent) * w.length));
  }

  @ParameterizedTest
  @CsvSource({"0,0,3,3", "2,2,2,2", "2,3,5,1", "5,2,1,9"})
  void derivativesOfStateFromPast_areThoseOfDifferences_andTransposed(
      int zeros, int poles, int inputs, int outputs) {
    RandomGenerator random = RandomSignals.random(zeros + 10L * poles);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, zeros, poles, 0.9);
    double[] theta = filter.parameters();
    double[] x = RandomSignals.noise(random, inputs);
    double[] y = RandomSignals.noise(random, outputs);
    double[] xTangent = RandomSignals.noise(random, inputs);
    double[] yTangent = RandomSignals.noise(random, outputs);
    double[] v = RandomSignals.noise(random, theta.length);
    StateFromPast at = StateFromPast.of(filter, x, y);
    double[] tangent = new double[at.state().length];
    at.tangents(xTangent, yTangent, v, tangent);

    double h = 1e-4; // exact for what is bilinear, but for rounding over the step
    double[] above =
        StateFromPast.of(filter.with(plus(theta, h, v)), plus(x, h, xTangent), plus(y, h, yTangent))
            .state();
    double[] below =
        StateFromPast.of(
                filter.with(plus(theta, -h, v)), plus(x, -h, xTangent), plus(y, -h, yTangent))
            .state();
    assertClose("ż", tangent, quotient(above, below, h), 1e-9);

    double[] w = RandomSignals.noise(random, tangent.length);
    double[] xBar = new double[inputs];
    double[] yBar = new double[outputs];
    double[] back = new double[theta.length];
    at.adjoint(w, xBar, yBar, back);
    assertThat(dot(xTangent, xBar) + dot(yTangent, yBar) + dot(v, back))
        .isCloseTo(dot(tangent, w), within(1e-13 * (1 + size(tangent))));
  }

  @Test
  void poleAtOne_andOtherStructures_areNamed() {
    double[] one = {1};
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            SteadyState.of(
                new DirectFormFilter(FilterStructure.TDF2, one, new double[] {1, -1.5, 0.5})))
        .withMessage(
            "feedback must not sum to 0, which is a pole at z = 1 that never settles: sum 0.0");
    DirectFormFilter other = new DirectFormFilter(FilterStructure.DF2, one, one);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SteadyState.of(other))
        .withMessage("structure must be TDF2 for a steady state: DF2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateFromPast.of(other, one, one))
        .withMessage("structure must be TDF2 for a state from the past: DF2");
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

  private static double size(double[] u) {
    return Arrays.stream(u).map(Math::abs).max().orElse(0);
  }
}
