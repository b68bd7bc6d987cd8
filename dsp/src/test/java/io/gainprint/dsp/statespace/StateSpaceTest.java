package io.gainprint.dsp.statespace;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterGolden;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.filter.RandomFilters;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateSpaceTest {
  static List<FilterGolden> secondForms() {
    return FilterGolden.all("direct-forms.json").stream()
        .filter(c -> !c.isTimeVarying() && c.has("zi"))
        .toList();
  }

  /// Random poles to order 6 make outputs of up to 13 000, whose rounding grows with the
  /// coefficients of the expanded polynomial.
  private static double tolerance(FilterGolden c) {
    return c.order() < 6 ? 1e-10 : 1e-8;
  }

  private static StateSpace system(FilterStructure structure, double[] b, double[] a) {
    return structure == FilterStructure.DF2
        ? StateSpace.controllerForm(b, a)
        : StateSpace.observerForm(b, a);
  }

  @ParameterizedTest
  @MethodSource("secondForms")
  void directForms_equalIndependentAutomaticDifferentiation(FilterGolden c) {
    double[] a = DoubleStream.concat(DoubleStream.of(1), DoubleStream.of(c.array("a"))).toArray();
    StateSpace system = system(c.structure(), c.array("b"), a);
    double[] x = c.array("x");
    double[] y = new double[x.length];
    double[] state = c.array("zi");
    Linearisation at = system.linearise(x, y, state);
    double[] back = c.array("cotangentZf");
    Perturbation gradient = Perturbation.zero(system, x.length);
    at.adjoint(c.array("cotangentY"), gradient.input(), gradient.parameters(), back);

    assertClose("y", y, c.array("y"), tolerance(c));
    assertClose("zf", state, c.array("zf"), tolerance(c));
    assertClose("x̄", gradient.input(), c.array("gradX"), tolerance(c));
    assertClose("z̄", back, c.array("gradZi"), tolerance(c));
    double[] expected = Arrays.copyOf(c.array("gradB"), 2 * c.order() + 1);
    System.arraycopy(c.array("gradA"), 0, expected, c.order() + 1, c.order());
    double[] found = byCoefficients(c.structure(), c.array("b"), a, gradient.parameters());
    assertClose("b̄, ā", found, expected, tolerance(c));
  }

  /// The chain rule through −a_k and b_k − a_k b_0, which in both forms are what moves.
  private static double[] byCoefficients(
      FilterStructure structure, double[] b, double[] a, double[] gradient) {
    int n = a.length - 1;
    double[] found = new double[2 * n + 1];
    found[0] = gradient[n * n + 2 * n];
    for (int k = 1; k <= n; k++) {
      boolean isController = structure == FilterStructure.DF2;
      double poles = gradient[isController ? k - 1 : (k - 1) * n];
      double zeros = gradient[n * n + (isController ? n : 0) + k - 1];
      found[0] -= a[k] * zeros;
      found[k] = zeros;
      found[n + k] = -poles - b[0] * zeros;
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "0,2", "2,2", "5,3", "3,5", "8,8"})
  void directForms_fromAState_equalTheFilter(int zeros, int poles) {
    for (FilterStructure structure : List.of(FilterStructure.DF2, FilterStructure.TDF2)) {
      RandomGenerator random = RandomSignals.random(zeros + 31L * poles);
      DirectFormFilter filter = RandomFilters.stable(random, structure, zeros, poles, 0.8);
      StateSpace system = system(structure, filter.feedForward(), filter.feedback());
      double[] x = RandomSignals.noise(random, 1000);
      double[] expected = new double[x.length];
      double[] expectedState = RandomSignals.noise(random, filter.restingState().length);
      double[] y = new double[x.length];
      double[] state = expectedState.clone();
      filter.process(x, 0, expected, 0, x.length, expectedState);
      system.process(x, 0, y, 0, x.length, state);
      // Sums in another order, amplified by the coefficients' magnitudes.
      assertClose("y", y, expected, 1e-12);
      assertClose("state", state, expectedState, 1e-12);
    }
  }

  /// States, inputs and outputs.
  @ParameterizedTest
  @CsvSource({"0,1,1", "1,1,1", "2,1,1", "5,1,1", "3,2,2", "4,1,3", "4,3,1", "0,2,3", "7,2,3"})
  void system_keepsTheContract(int states, int inputs, int outputs) {
    for (int frames : new int[] {2, 5, 300}) {
      RandomGenerator random = RandomSignals.random(states + 31L * inputs + 7L * frames);
      StateSpace system = random(random, states, inputs, outputs);
      double[] state = RandomSignals.noise(random, states);
      double[] x = RandomSignals.noise(random, frames * inputs);
      ProcessorContract.verify(system, x, state, frames);
    }
  }

  @Test
  void transposed_runBackwards_isTheAdjoint() {
    RandomGenerator random = RandomSignals.random(5);
    StateSpace system = random(random, 4, 2, 3);
    int frames = 50;
    double[] x = RandomSignals.noise(random, frames * 2);
    double[] w = RandomSignals.noise(random, frames * 3);
    double[] end = RandomSignals.noise(random, 4);
    Perturbation back = new Perturbation(new double[x.length], new double[42], end.clone());
    system
        .linearise(x, new double[w.length], system.restingState())
        .adjoint(w, back.input(), back.parameters(), back.state());

    double[] y = new double[x.length];
    double[] state = end.clone();
    StateSpace transposed = system.transposed();
    transposed.process(backwards(w, 3), 0, y, 0, frames, state);
    assertClose("x̄", backwards(y, 2), back.input(), 1e-14); // sums in another order
    assertClose("z̄", state, back.state(), 1e-14);
    assertThat(transposed.transposed().parameters()).isEqualTo(system.parameters());
  }

  private static double[] backwards(double[] signal, int channels) {
    double[] backwards = new double[signal.length];
    for (int n = 0; n < signal.length; n++) {
      int frame = n / channels;
      int last = signal.length / channels - 1;
      backwards[(last - frame) * channels + n % channels] = signal[n];
    }
    return backwards;
  }

  @Test
  void otherCoordinates_soundTheSame() {
    RandomGenerator random = RandomSignals.random(6);
    StateSpace system = random(random, 5, 2, 2);
    double[][] basis = new double[5][];
    for (int i = 0; i < 5; i++) {
      basis[i] = RandomSignals.noise(random, 5);
      basis[i][i] += 2;
    }
    StateSpace moved = system.transformed(basis);
    double[] movedState = RandomSignals.noise(random, 5);
    double[] state = times(basis, movedState);
    double[] x = RandomSignals.noise(random, 400);
    double[] expected = new double[400];
    double[] y = new double[400];
    system.process(x, 0, expected, 0, 200, state);
    moved.process(x, 0, y, 0, 200, movedState);

    assertClose("y", y, expected, 1e-12); // a basis whose condition is below 10
    assertClose("state", times(basis, movedState), state, 1e-12);
    assertThat(moved.parameters()).isNotEqualTo(system.parameters());
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  @Test
  void process_inPlace_equalsToAnotherArray() {
    RandomGenerator random = RandomSignals.random(8);
    StateSpace system = random(random, 3, 2, 2);
    double[] x = RandomSignals.noise(random, 100);
    double[] expected = new double[100];
    system.process(x, 0, expected, 0, 50, system.restingState());
    system.process(x, 0, x, 0, 50, system.restingState());
    assertThat(x).isEqualTo(expected);
  }

  @Test
  void matrices_areCopies() {
    double[][] a = {{0.5, 1}, {0, 0.25}};
    StateSpace system =
        StateSpace.of(a, new double[][] {{1}, {2}}, new double[][] {{3, 4}}, new double[][] {{5}});
    a[0][0] = 9;
    system.c()[0][0] = 9;

    assertThat(system.parameters()).containsExactly(0.5, 1, 0, 0.25, 1, 2, 3, 4, 5);
    assertThat(system.a()).isDeepEqualTo(new double[][] {{0.5, 1}, {0, 0.25}});
    assertThat(system.b()).isDeepEqualTo(new double[][] {{1}, {2}});
    assertThat(system.c()).isDeepEqualTo(new double[][] {{3, 4}});
    assertThat(system.d()).isDeepEqualTo(new double[][] {{5}});
  }

  @Test
  void unstableSystem_overflowsWithoutHanging() {
    StateSpace system = StateSpace.observerForm(new double[] {1}, new double[] {1, -2.5});
    double[] y = new double[3000];
    double[] x = new double[3000];
    x[0] = 1;
    system.process(x, 0, y, 0, 3000, system.restingState());
    assertThat(y[774]).isFinite();
    assertThat(y[775]).isInfinite(); // the first power of 2.5 above 1.8e308
  }

  @Test
  void badArguments_areNamed() {
    double[][] one = {{1}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateSpace.of(new double[][] {{1, 2}}, one, one, one))
        .withMessage("A[0] must hold 1 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateSpace.of(one, new double[][] {{1}, {2}}, one, one))
        .withMessage("B must have 1 rows: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateSpace.of(one, one, new double[][] {{Double.NaN}}, one))
        .withMessage("C[0][0] must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateSpace.of(one, one, one, new double[0][]))
        .withMessage("D must be at least 1 × 1: 0 × 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateSpace.observerForm(new double[] {1}, new double[] {0, 1}))
        .withMessage("feedback[0] must not be 0: 0.0");
    StateSpace system = StateSpace.of(one, one, one, one);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.process(new double[1], 0, new double[1], 0, 1, new double[2]))
        .withMessage("state must hold 1 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.linearise(new double[0], new double[0], new double[1]))
        .withMessage("input must hold one frame or more of 1 samples: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.with(new double[3]))
        .withMessage("parameters must hold 4 values: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.with(new double[] {1, Double.POSITIVE_INFINITY, 0, 0}))
        .withMessage("parameters[1] must be a finite number: Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> system.transformed(new double[][] {{0}}))
        .withMessageStartingWith("basis must not be singular");
  }

  /// Rows of A whose magnitudes sum to less than 0.9 keep all eigenvalues within that radius.
  private static StateSpace random(RandomGenerator random, int n, int p, int q) {
    StateSpace zero =
        StateSpace.of(new double[n][n], new double[n][p], new double[q][n], new double[q][p]);
    double[] parameters = RandomSignals.noise(random, zero.parameters().length);
    for (int i = 0; i < n * n; i++) {
      parameters[i] *= 0.9 / n;
    }
    return zero.with(parameters);
  }
}
