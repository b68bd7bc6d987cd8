package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.ConjugateGradients;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Newton's method within bounds. Expected points and counts are those of an independent
/// implementation (NumPy), as for the golden steps.
class ProjectedNewtonTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final StoppingRule BY_GRADIENT =
      StoppingRule.gradient(1e-6).or(StoppingRule.iterations(200));

  private static Minimum search(Objective objective, Vector start, Box box) {
    return new Minimizer(new ProjectedNewton(new ExactHessian(), box), BY_GRADIENT, false)
        .minimise(objective, start, _ -> {});
  }

  @Test
  void minimise_rosenbrockLeftOfAHalf_endsAtTheBound() {
    Box box = Box.of(Vector.of(-INFINITE, -INFINITE), Vector.of(0.5, INFINITE));

    Minimum minimum =
        search(ClassicProblem.ROSENBROCK.objective(), ClassicProblem.ROSENBROCK.start(), box);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.point().at(0)).isEqualTo(0.5); // exactly: it is projected
    // ∂²L/∂y² = 200 and |∂L/∂y| ≤ 1e-6.
    assertThat(minimum.point().at(1)).isCloseTo(0.25, within(1e-8));
    assertThat(minimum.loss()).isCloseTo(0.25, within(1e-12)); // second order in that
    // One more or less where rounding decides whether a gradient is just below the tolerance.
    assertThat(minimum.steps()).isCloseTo(13, within(1));
    assertThat(minimum.work().losses()).isCloseTo(21, within(1));
  }

  @Test
  void minimise_woodLeftOfZero_endsAtTheBound() {
    Box box = Box.of(Vector.of(4, _ -> -INFINITE), Vector.of(0, INFINITE, INFINITE, INFINITE));

    Minimum minimum = search(ClassicProblem.WOOD.objective(), ClassicProblem.WOOD.start(), box);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    // A gradient of 1e-6 at a smallest curvature above 1 leaves less than 1e-6 of the point.
    double[] expected = {0, 0.00533885686, 1.39972887647, 1.960827460573};
    for (int i = 0; i < 4; i++) {
      assertThat(minimum.point().at(i)).isCloseTo(expected[i], within(1e-6));
    }
    assertThat(minimum.loss()).isCloseTo(1.556700800438, within(1e-11)); // digits quoted
  }

  @Test
  void minimise_bealeWithMinimumInside_isNewtonsMethodAtTheEnd() {
    Box box = Box.of(Vector.of(0.6, 0.5), Vector.of(10, 100));

    Minimum minimum = search(ClassicProblem.BEALE.objective(), ClassicProblem.BEALE.start(), box);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.steps()).isCloseTo(2, within(1));
    assertThat(minimum.point().at(0)).isCloseTo(3, within(1e-5)); // curvature 0.3 to 50, g 1e-6
    assertThat(minimum.point().at(1)).isCloseTo(0.5, within(1e-5));
  }

  @Test
  void minimise_infiniteBounds_takesTheStepsOfArmijo() {
    Box everywhere = Box.of(Vector.of(2, _ -> -INFINITE), Vector.of(2, _ -> INFINITE));
    ClassicProblem problem = ClassicProblem.ROSENBROCK;

    Minimum boxed = search(problem.objective(), problem.start(), everywhere);

    // The golden count of the exact Hessian with Armijo's rule.
    assertThat(boxed.steps()).isCloseTo(21, within(1));
    assertThat(boxed.work().losses()).isCloseTo(28, within(1));
  }

  /// (0.1 − 0.7) + 0.7 is below 0.1: a step to a bound must not end a rounding beyond it.
  @Test
  void minimise_everyPointAskedFor_liesWithinTheBox() {
    Box box = Box.of(Vector.of(0.1, 0.1), Vector.of(INFINITE, INFINITE));
    List<Vector> asked = new ArrayList<>();

    Minimum minimum = search(listening(bowl(-1, -1), asked), Vector.of(0.7, 0.9), box);

    assertThat(asked).hasSizeGreaterThan(2).allMatch(z -> z.equals(box.clip(z)));
    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.point()).isEqualTo(Vector.of(0.1, 0.1));
  }

  /// The loss is lower outside: a start there must not be reported as the best point.
  @Test
  void minimise_startOutside_beginsAtTheNearestPointWithin() {
    Box box = Box.of(Vector.of(1, 1), Vector.of(4, 4));
    List<Vector> asked = new ArrayList<>();

    Minimum minimum = search(listening(bowl(0, 0), asked), Vector.of(-0.1, 2), box);

    assertThat(asked).allMatch(z -> z.equals(box.clip(z)));
    assertThat(minimum.iterations().getFirst().point()).isEqualTo(Vector.of(1, 2));
    assertThat(minimum.point()).isEqualTo(Vector.of(1, 1));
  }

  @Test
  void minimise_everyVariableHeld_convergesInTheCorner() {
    Box box = Box.of(Vector.of(1, 1), Vector.of(4, 4));

    Minimum minimum =
        new Minimizer(new ProjectedNewton(new ExactHessian(), box), BY_GRADIENT)
            .minimise(bowl(0, 0), Vector.of(1, 1), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.steps()).isZero();
  }

  @Test
  void minimise_boxOfOnePoint_convergesThere() {
    Box box = Box.of(Vector.of(1, 2), Vector.of(1, 2));

    Minimum minimum = search(bowl(0, 0), Vector.of(1, 2), box);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.point()).isEqualTo(Vector.of(1, 2));
  }

  /// Its matrix is in the basis of its subspace, whose rows are not the variables.
  @Test
  void minimise_curvatureWithinASubspace_isRefused() {
    Box box = Box.of(Vector.of(1, 1), Vector.of(4, 4));
    Minimizer minimizer =
        new Minimizer(new ProjectedNewton(ConjugateGradients.DEFAULT, box), BY_GRADIENT);

    assertThatThrownBy(() -> minimizer.minimise(bowl(0, 0), Vector.of(2, 3), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a box needs curvature over all variables, not within a subspace");
  }

  /// (x − a)² + (y − b)².
  private static Objective bowl(double a, double b) {
    return new Objective() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public double value(Vector z) {
        return (z.at(0) - a) * (z.at(0) - a) + (z.at(1) - b) * (z.at(1) - b);
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        double[] curvature = {2, 0, 2};
        double[] gradient = {2 * (z.at(0) - a), 2 * (z.at(1) - b)};
        return Derivatives.of(value(z), gradient, curvature, curvature);
      }
    };
  }

  private static Objective listening(Objective objective, List<Vector> asked) {
    return new Objective() {
      @Override
      public int dimension() {
        return objective.dimension();
      }

      @Override
      public double value(Vector z) {
        asked.add(z);
        return objective.value(z);
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        asked.add(z);
        return objective.derivatives(z, order);
      }
    };
  }
}
