package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimizerTest {
  /// The golden steps stop on the gradient alone.
  private static final Minimizer BY_GRADIENT = newton(new Tolerances(200, 1e-6, 0, 0));

  private static final Minimizer DEFAULT = newton(Tolerances.DEFAULT);

  private static Minimizer newton(StoppingRule stopping) {
    return new Minimizer(new NewtonMethod(new Hybrid(), Armijo.DEFAULT), stopping);
  }

  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.problem.ClassicProblem#all")
  void minimise_everyStep_lowersTheLossAndTheBestPointIsKept(ClassicProblem problem) {
    Minimum minimum = BY_GRADIENT.minimise(problem.objective(), problem.start(), _ -> {});

    List<Iteration> steps = minimum.iterations();
    for (int k = 1; k < steps.size(); k++) {
      double before = steps.get(k - 1).loss();
      assertThat(steps.get(k).loss()).isLessThanOrEqualTo(before + 10 * 0x1p-52 * before);
    }
    Iteration lowest = Collections.min(steps, Comparator.comparingDouble(Iteration::loss));
    assertThat(minimum.loss()).isEqualTo(lowest.loss());
    assertThat(minimum.point()).isEqualTo(lowest.point());
  }

  @Test
  void minimise_tellsListenerOfEveryIteration() {
    List<Iteration> heard = new ArrayList<>();

    Minimum minimum =
        BY_GRADIENT.minimise(
            ClassicProblem.ROSENBROCK.objective(), ClassicProblem.ROSENBROCK.start(), heard::add);

    assertThat(heard).isEqualTo(minimum.iterations());
    assertThat(heard).extracting(Iteration::number).startsWith(0, 1, 2);
    assertThat(heard.getFirst().point()).isEqualTo(ClassicProblem.ROSENBROCK.start());
  }

  @Test
  void minimise_withinIterationLimit_saysSo() {
    Minimizer impatient = newton(new Tolerances(3, 1e-6, 0, 0));

    Minimum minimum =
        impatient.minimise(
            ClassicProblem.ROSENBROCK.objective(), ClassicProblem.ROSENBROCK.start(), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.ITERATION_LIMIT);
    assertThat(minimum.iterations()).hasSize(4);
  }

  @Test
  void minimise_predictedDecreaseBelowTolerance_converges() {
    Minimizer satisfied = newton(new Tolerances(100, 0, 0, 0.5));
    Objective shifted = parabola(1, 100); // 100 of loss cannot be had, 1 can

    Minimum minimum = satisfied.minimise(shifted, Vector.of(1), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.iterations()).hasSize(1);
  }

  @Test
  void minimise_stepBelowTolerance_converges() {
    Minimizer coarse = newton(new Tolerances(100, 0, 0.1, 0));

    Minimum minimum = coarse.minimise(parabola(1, 0), Vector.of(1e-3), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.iterations()).hasSize(1);
  }

  @Test
  void minimise_lossThatNeverFalls_makesNoProgress() {
    Objective liar =
        new ScalarObjective() {
          @Override
          public double value(Vector z) {
            return 2; // though the derivatives promise less than 1
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return scalar(1, 1, 1);
          }
        };

    Minimum minimum = DEFAULT.minimise(liar, Vector.of(5), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.NO_PROGRESS);
    assertThat(minimum.point()).isEqualTo(Vector.of(5));
  }

  @Test
  void minimise_atAKink_makesNoProgressInsteadOfConverging() {
    // 1 + 1e-3 |x| + x²/2 at its minimum, with the derivative of the right side.
    Objective kinked =
        new ScalarObjective() {
          @Override
          public double value(Vector z) {
            double x = z.at(0);
            return 1 + 1e-3 * Math.abs(x) + x * x / 2;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return scalar(value(z), z.at(0) + (z.at(0) < 0 ? -1e-3 : 1e-3), 1);
          }
        };

    Minimum minimum =
        newton(new Tolerances(100, 1e-12, 1e-8, 0)).minimise(kinked, Vector.of(0), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.NO_PROGRESS);
    assertThat(minimum.loss()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void minimise_startThatIsNotFinite_saysSo(double value) {
    Objective broken =
        new ScalarObjective() {
          @Override
          public double value(Vector z) {
            return value;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return scalar(value, 1, 1);
          }
        };

    assertThat(DEFAULT.minimise(broken, Vector.of(0), _ -> {}).status())
        .isEqualTo(SolverStatus.NON_FINITE);
  }

  @Test
  void minimise_lossUndefinedBeyondAWall_backsOffFromIt() {
    // −ln(1 − x²) … has no value at |x| ≥ 1; the full step from 0.9 towards 0 is fine, from −x² it
    // is not.
    Objective walled =
        new ScalarObjective() {
          @Override
          public double value(Vector z) {
            double x = z.at(0);
            return x > 0 ? x - Math.log(x) : Double.NaN;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double x = z.at(0);
            return scalar(value(z), 1 - 1 / x, 1 / (x * x));
          }
        };

    // Newton's step from 3 leads to 3 − (1 − 1/3)·9 = −3.
    Minimum minimum = DEFAULT.minimise(walled, Vector.of(3), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    // The decrease left, ½ (x − 1)², is below 1e-9 of a loss of 1.
    assertThat(minimum.point().at(0)).isCloseTo(1, within(5e-5));
  }

  @Test
  void minimise_atNegativeCurvature_goesDownhill() {
    // x⁴ − x²: at 0.1 Newton's own step leads up to the maximum at 0.
    Objective doubleWell =
        new ScalarObjective() {
          @Override
          public double value(Vector z) {
            double x = z.at(0);
            return x * x * x * x - x * x;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double x = z.at(0);
            return scalar(value(z), 4 * x * x * x - 2 * x, 12 * x * x - 2);
          }
        };

    Minimum minimum = BY_GRADIENT.minimise(doubleWell, Vector.of(0.1), _ -> {});

    assertThat(minimum.point().at(0)).isCloseTo(Math.sqrt(0.5), within(1e-6)); // gradient tolerance
  }

  @Test
  void minimise_singularHessian_staysFinite() {
    // (x + y)⁴: the Hessian has rank 1 everywhere and rank 0 at the minimum.
    Objective valley =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            return Math.pow(z.at(0) + z.at(1), 4);
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double s = z.at(0) + z.at(1);
            double g = 4 * s * s * s;
            double h = 12 * s * s;
            return Derivatives.of(
                value(z), new double[] {g, g}, new double[] {h, h, h}, new double[] {h, h, h});
          }
        };

    Minimum minimum = BY_GRADIENT.minimise(valley, Vector.of(1, 1), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.point().at(0)).isEqualTo(minimum.point().at(1)); // nothing moves it sideways
  }

  /// Rosenbrock's steps are known from a search that is left alone.
  @Test
  void minimise_cancelledInTheMiddle_keepsTheBestPointSeen() {
    ClassicProblem problem = ClassicProblem.ROSENBROCK;
    List<Iteration> alone =
        BY_GRADIENT.minimise(problem.objective(), problem.start(), _ -> {}).iterations();
    Cancellation cancellation = new Cancellation();

    Minimum minimum =
        BY_GRADIENT.minimise(
            cancellable(problem.objective(), cancellation),
            problem.start(),
            iteration -> {
              if (iteration.number() == 4) {
                cancellation.request();
              }
            });

    assertThat(minimum.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(minimum.iterations()).isEqualTo(alone.subList(0, 5));
    assertThat(minimum.point()).isEqualTo(alone.get(4).point());
    assertThat(minimum.loss()).isEqualTo(alone.get(4).loss());
    assertThat(minimum.work().losses()).isPositive();
  }

  @Test
  void minimise_cancelledBeforeTheFirstDerivatives_throws() {
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    List<Iteration> heard = new ArrayList<>();

    assertThatThrownBy(() ->
            DEFAULT.minimise(cancellable(parabola(1, 0), cancellation), Vector.of(1), heard::add))
        .isInstanceOf(CancellationException.class);
    assertThat(heard).isEmpty();
  }

  private static Objective cancellable(Objective objective, Cancellation cancellation) {
    return new Objective() {
      @Override
      public int dimension() {
        return objective.dimension();
      }

      @Override
      public double value(Vector z) {
        cancellation.throwIfRequested();
        return objective.value(z);
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        cancellation.throwIfRequested();
        return objective.derivatives(z, order);
      }
    };
  }

  @Test
  void tolerances_negativeSetting_isRefusedByName() {
    assertThatThrownBy(() -> new Tolerances(-1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maximum of iterations must not be negative: -1.0");
    assertThatThrownBy(() -> new Tolerances(1, 0, 0, Double.NaN))
        .hasMessage("decrease tolerance must not be negative: NaN");
  }

  private static Objective parabola(double scale, double floor) {
    return new ScalarObjective() {
      @Override
      public double value(Vector z) {
        return floor + scale * z.at(0) * z.at(0);
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        return scalar(value(z), 2 * scale * z.at(0), 2 * scale);
      }
    };
  }

  private abstract static class ScalarObjective implements Objective {
    @Override
    public int dimension() {
      return 1;
    }

    static Derivatives scalar(double value, double first, double second) {
      return Derivatives.of(
          value, new double[] {first}, new double[] {second}, new double[] {second});
    }
  }
}
