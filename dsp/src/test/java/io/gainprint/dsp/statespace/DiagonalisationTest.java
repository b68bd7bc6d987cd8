package io.gainprint.dsp.statespace;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.filter.RandomFilters;
import io.gainprint.dsp.processor.ProcessorContract;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagonalisationTest {
  /// Far more digits than anything here loses.
  private static final MathContext EXACT = new MathContext(40);

  private static final double[] IMPULSE = {1};

  private static StateSpace poles(double[] feedback) {
    return StateSpace.observerForm(IMPULSE, feedback);
  }

  @Test
  void separatePoles_haveTheResiduesOfPartialFractions() {
    // 1 / ((1 − 0.5 z⁻¹)(1 + 0.25 z⁻¹)) = 1 + 0.25 z⁻¹ + …: residues p² / (p − q) at each pole.
    StateSpace system = poles(new double[] {1, -0.25, -0.125});
    ModalForm form = Diagonalisation.of(system).modalForm(10);

    assertThat(form.realPoles()).isEqualTo(2);
    double[] found = form.parameters();
    int half = found[0] > 0 ? 0 : 2;
    assertThat(found[half]).isCloseTo(0.5, within(1e-15));
    assertThat(found[half + 1]).isCloseTo(0.25 / 0.75, within(1e-15));
    assertThat(found[2 - half]).isCloseTo(-0.25, within(1e-15));
    assertThat(found[3 - half]).isCloseTo(-0.0625 / 0.75, within(1e-15));
    assertThat(found[4]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 6, 7})
  void modes_fromAState_soundLikeTheSystem(int order) {
    RandomGenerator random = RandomSignals.random(order);
    for (FilterStructure structure :
        new FilterStructure[] {FilterStructure.DF2, FilterStructure.TDF2}) {
      DirectFormFilter filter = RandomFilters.stable(random, structure, order, order, 0.9);
      StateSpace system =
          structure == FilterStructure.DF2
              ? StateSpace.controllerForm(filter.feedForward(), filter.feedback())
              : StateSpace.observerForm(filter.feedForward(), filter.feedback());
      Diagonalisation modes = Diagonalisation.of(system);
      ModalForm form = modes.modalForm(1e8);
      double[] x = RandomSignals.noise(random, 500);
      double[] y = new double[500];
      double[] expected = new double[500];
      double[] state = RandomSignals.noise(random, order);
      double[] modalState = modes.modalState(state);
      form.process(x, 0, y, 0, 500, modalState);
      filter.process(x, 0, expected, 0, 500, state);

      // Rounding of 1e-16, n times the condition number.
      double tolerance = 1e-15 * (order + 1) * modes.conditioning().eigenvectorCondition();
      assertClose("y", y, expected, tolerance);
    }
  }

  @Test
  void otherCoordinates_haveTheSameModes() {
    RandomGenerator random = RandomSignals.random(3);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, 5, 5, 0.9);
    StateSpace system = StateSpace.observerForm(filter.feedForward(), filter.feedback());
    double[][] basis = new double[5][];
    for (int i = 0; i < 5; i++) {
      basis[i] = RandomSignals.noise(random, 5);
      basis[i][i] += 2;
    }
    double[] expected = sorted(Diagonalisation.of(system).modalForm(1e8));
    double[] found = sorted(Diagonalisation.of(system.transformed(basis)).modalForm(1e8));
    assertClose("poles and residues", found, expected, 1e-11); // conditions of up to 1000
  }

  private static double[] sorted(ModalForm form) {
    double[] parameters = form.parameters();
    Arrays.sort(parameters);
    return parameters;
  }

  @Test
  void modes_ofASystem_keepTheContract() {
    RandomGenerator random = RandomSignals.random(4);
    double[] feedback = RandomFilters.feedback(random, 5, 0.9);
    ModalForm form = Diagonalisation.of(poles(feedback)).modalForm(1e8);
    ProcessorContract.verify(
        form, RandomSignals.noise(random, 200), RandomSignals.noise(random, 5), 4);
  }

  /// Orders. The bound is 4 to 2200 times what random noise makes of it: it is for the worst input,
  /// and has all roundings add up.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16})
  void error_isBelowItsBound(int order) {
    RandomGenerator random = RandomSignals.random(100 + order);
    for (int i = 0; i < 4; i++) {
      DirectFormFilter filter =
          RandomFilters.stable(random, FilterStructure.TDF2, order, order, 0.95);
      StateSpace system = StateSpace.observerForm(filter.feedForward(), filter.feedback());
      Diagonalisation modes = Diagonalisation.of(system);
      ModalForm form = modes.modalForm(1e8);
      double[] x = RandomSignals.noise(random, 150);
      double[] y = new double[x.length];
      form.process(x, 0, y, 0, x.length, form.restingState());

      double error = greatestDifference(y, exact(system, x));
      double bound = modes.conditioning().errorBound();
      assertThat(error).isLessThanOrEqualTo(bound);
      assertThat(bound).isLessThanOrEqualTo(1e4 * error);
    }
  }

  /// Poles a tenth apart and more lose two digits, which is predicted.
  @Test
  void separatePoles_agreeWithTheDirectRecursionToTheBound() {
    double[] feedback = {1};
    for (double pole : new double[] {-0.8, -0.3, 0.2, 0.5, 0.9}) {
      feedback = times(feedback, pole);
    }
    StateSpace system = poles(feedback);
    Diagonalisation modes = Diagonalisation.of(system);
    ModalForm form = modes.modalForm(1000);
    double[] x = RandomSignals.noise(RandomSignals.random(9), 2000);
    double[] y = new double[2000];
    double[] expected = new double[2000];
    form.process(x, 0, y, 0, 2000, form.restingState());
    system.process(x, 0, expected, 0, 2000, system.restingState());

    double bound = modes.conditioning().errorBound();
    assertThat(bound).isLessThan(1e-11);
    assertThat(modes.conditioning().lostDigits()).isBetween(1.0, 3.0);
    for (int n = 0; n < 2000; n++) {
      assertThat(y[n]).isCloseTo(expected[n], within(bound));
    }
  }

  /// Multiplies a polynomial by 1 − p z⁻¹.
  private static double[] times(double[] polynomial, double pole) {
    double[] product = Arrays.copyOf(polynomial, polynomial.length + 1);
    for (int k = 1; k < product.length; k++) {
      product[k] -= pole * polynomial[k - 1];
    }
    return product;
  }

  /// Poles, each as often as it stands there.
  @ParameterizedTest
  @ValueSource(
      strings = {"0.5 0.5", "0.9 0.9", "0 0", "0.3 0.3 0.3", "0.7 -0.2 0.7", "0.6 0.6 0.6 0.6"})
  void repeatedPole_isRefused(String poles) {
    double[] feedback = {1};
    for (String pole : poles.split(" ", -1)) {
      feedback = times(feedback, Double.parseDouble(pole));
    }
    Diagonalisation modes = Diagonalisation.of(poles(feedback));

    assertThat(modes.conditioning().hasRepeatedPoles()).isTrue();
    // Rounding splits a pole of multiplicity m by the m-th root of u, so that κ is 1e8 and more.
    assertThat(modes.conditioning().eigenvectorCondition()).isGreaterThan(1e7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> modes.modalForm(Double.MAX_VALUE))
        .withMessageStartingWith("poles must be further apart than their uncertainty of ");
  }

  @Test
  void repeatedPairOfPoles_isRefused() {
    double[] feedback = {1, -0.9, 2 * 0.81 + 0.2025, -2 * 0.45 * 0.81, 0.6561};
    Diagonalisation modes = Diagonalisation.of(poles(feedback)); // (1 − 0.45 z⁻¹ + 0.81 z⁻²)²

    assertThat(modes.conditioning().hasRepeatedPoles()).isTrue();
  }

  @Test
  void closePoles_areRefusedByTheirCondition() {
    double[] feedback = times(times(new double[] {1}, 0.5), 0.5001);
    Diagonalisation modes = Diagonalisation.of(poles(feedback));
    ModalConditioning conditioning = modes.conditioning();

    assertThat(conditioning.hasRepeatedPoles()).isFalse();
    assertThat(conditioning.separation()).isCloseTo(1e-4, within(1e-10));
    // Unit vectors along (1, −p) are (p − q)/(1 + p²) apart, by which 2 is divided.
    assertThat(conditioning.eigenvectorCondition()).isCloseTo(2.5e4, within(10.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> modes.modalForm(1000))
        .withMessage("condition number of the eigenvectors must be <= 1.00e+03: 2.50e+04");
    assertThat(modes.modalForm(1e5).realPoles()).isEqualTo(2);
  }

  @Test
  void unstableSystem_hasModesButNoBound() {
    Diagonalisation modes = Diagonalisation.of(poles(new double[] {1, -2.5}));
    assertThat(modes.conditioning().errorBound()).isInfinite();
    assertThat(modes.modalForm(2).parameters()).containsExactly(2.5, 2.5, 1);
  }

  @Test
  void constant_hasNoModes() {
    Diagonalisation modes = Diagonalisation.of(poles(new double[] {2}));
    assertThat(modes.conditioning().eigenvectorCondition()).isEqualTo(1);
    assertThat(modes.conditioning().hasRepeatedPoles()).isFalse();
    assertThat(modes.modalForm(1).parameters()).containsExactly(0.5);
  }

  @Test
  void badArguments_areNamed() {
    double[][] one = {{1}};
    StateSpace stereo = StateSpace.of(one, new double[][] {{1, 2}}, one, new double[][] {{1, 2}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Diagonalisation.of(stereo))
        .withMessage("channels must be 1 in and 1 out: 2 and 1");
    Diagonalisation modes = Diagonalisation.of(poles(new double[] {1, 0.5}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> modes.modalForm(Double.NaN))
        .withMessage("conditionLimit must be >= 1: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> modes.modalState(new double[2]))
        .withMessage("state must hold 1 values: 2");
  }

  private static double greatestDifference(double[] y, BigDecimal[] exact) {
    double greatest = 0;
    for (int n = 0; n < y.length; n++) {
      double difference = new BigDecimal(y[n]).subtract(exact[n], EXACT).doubleValue();
      greatest = Math.max(greatest, Math.abs(difference));
    }
    return greatest;
  }

  /// An observer form's recursion in decimal numbers.
  private static BigDecimal[] exact(StateSpace system, double[] x) {
    int n = system.states();
    double[][] a = system.a();
    BigDecimal[] state = new BigDecimal[n + 1];
    Arrays.fill(state, BigDecimal.ZERO);
    BigDecimal[] y = new BigDecimal[x.length];
    BigDecimal d = new BigDecimal(system.d()[0][0]);
    for (int t = 0; t < x.length; t++) {
      BigDecimal in = new BigDecimal(x[t]);
      BigDecimal first = state[0];
      y[t] = first.add(d.multiply(in), EXACT);
      for (int i = 0; i < n; i++) {
        // Observer form: a column, and ones above the diagonal.
        state[i] =
            state[i + 1]
                .add(new BigDecimal(a[i][0]).multiply(first), EXACT)
                .add(new BigDecimal(system.b()[i][0]).multiply(in), EXACT);
      }
    }
    return y;
  }
}
