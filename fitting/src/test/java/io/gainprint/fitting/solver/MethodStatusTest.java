package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every method to every end, and past derivatives that are not finite.
class MethodStatusTest {
  private static final String ALL = "io.gainprint.fitting.solver.NamedMethod#all";
  private static final Vector START = Vector.of(3, 3);

  /// Slow ones converge linearly at a rate of 0.05 a step at least.
  private static final StoppingRule PATIENT =
      StoppingRule.gradient(1e-6).or(StoppingRule.iterations(5000));

  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_convexBowl_converges(NamedMethod named) {
    Minimum minimum = new Minimizer(named.method(), PATIENT).minimise(new Bowl(), START, _ -> {});

    assertComplete(minimum, SolverStatus.CONVERGED);
    // ‖g‖∞ ≤ 1e-6 and a curvature of 1 at the minimum, twice that nearby for safety.
    assertThat(minimum.point().at(0)).isCloseTo(1, within(2e-6));
    assertThat(minimum.point().at(1)).isCloseTo(1, within(2e-6));
    assertThat(minimum.iterations().getLast().gradientNorm()).isLessThanOrEqualTo(1e-6);
  }

  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.NamedMethod#byGradientsAlone")
  void minimise_objectiveWithGradientsAlone_converges(NamedMethod named) {
    Objective gradients =
        new Bowl() {
          @Override
          public Order highestOrder() {
            return Order.GRADIENT;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            if (order != Order.GRADIENT) {
              throw new UnsupportedOperationException(order.toString());
            }
            Derivatives d = super.derivatives(z, order);
            return Derivatives.of(d.value(), Vector.gradient(d).toArray(), null, null);
          }
        };

    Minimum minimum = new Minimizer(named.method(), PATIENT).minimise(gradients, START, _ -> {});

    assertComplete(minimum, SolverStatus.CONVERGED);
    assertThat(minimum.point().at(0)).isCloseTo(1, within(2e-6)); // as above
    assertThat(minimum.work().curvatures()).isZero();
    assertThat(minimum.work().gradients()).isGreaterThanOrEqualTo(minimum.iterations().size());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_oneIterationAllowed_stopsAtTheLimit(NamedMethod named) {
    StoppingRule one = StoppingRule.gradient(0).or(StoppingRule.iterations(1));

    Minimum minimum = new Minimizer(named.method(), one).minimise(new Bowl(), START, _ -> {});

    assertComplete(minimum, SolverStatus.ITERATION_LIMIT);
    assertThat(minimum.steps()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_lossThatNeverFalls_makesNoProgress(NamedMethod named) {
    Objective liar =
        new Bowl() {
          @Override
          public double value(Vector z) {
            return z.equals(START) ? super.value(z) : 1e3;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return z.equals(START) ? super.derivatives(z, order) : notFinite();
          }
        };

    Minimum minimum = new Minimizer(named.method(), PATIENT).minimise(liar, START, _ -> {});

    assertComplete(minimum, SolverStatus.NO_PROGRESS);
    assertThat(minimum.point()).isEqualTo(START);
    assertThat(minimum.steps()).isZero();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_startThatIsNotFinite_saysSo(NamedMethod named) {
    Objective broken =
        new Bowl() {
          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return notFinite();
          }
        };

    Minimum minimum = new Minimizer(named.method(), PATIENT).minimise(broken, START, _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.NON_FINITE);
    assertThat(minimum.point()).isEqualTo(START);
    assertThat(minimum.iterations()).hasSize(1);
    assertThat(minimum.work().total()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_cancelledInTheMiddle_keepsTheBestPoint(NamedMethod named) {
    Objective cancelled =
        new Bowl() {
          private int points;

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            points++;
            if (points > 3) {
              throw new CancellationException();
            }
            return super.derivatives(z, order);
          }
        };

    Minimum minimum = new Minimizer(named.method(), PATIENT).minimise(cancelled, START, _ -> {});

    assertComplete(minimum, SolverStatus.CANCELLED);
  }

  /// Wherever it steps the loss is lower, and there are no derivatives: each step is believed once
  /// and must be taken back for good.
  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_derivativesNowhereButAtTheStart_ends(NamedMethod named) {
    Objective cliff =
        new Bowl() {
          @Override
          public double value(Vector z) {
            return z.equals(START) ? super.value(z) : -1e3;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return z.equals(START) ? super.derivatives(z, order) : notFinite();
          }
        };

    Minimum minimum =
        new Minimizer(named.method(), PATIENT).minimise(withBudget(cliff, 2000), START, _ -> {});

    assertComplete(minimum, SolverStatus.NO_PROGRESS);
    assertThat(minimum.point()).isEqualTo(START);
  }

  /// Behind the wall at 0 the loss is lowest and there are no derivatives. Newton's step from 3
  /// leads there.
  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.NamedMethod#conditional")
  void minimise_noDerivativesBehindAWall_backsOffAndConverges(NamedMethod named) {
    Objective walled =
        new Bowl() {
          @Override
          public double value(Vector z) {
            return has(z, x -> x <= 0) ? -1e3 : super.value(z);
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return has(z, x -> x <= 0) ? notFinite() : super.derivatives(z, order);
          }
        };

    Minimum minimum =
        new Minimizer(named.method(), PATIENT).minimise(withBudget(walled, 20_000), START, _ -> {});

    assertComplete(minimum, SolverStatus.CONVERGED);
    assertThat(minimum.point().at(0)).isCloseTo(1, within(2e-6)); // as for the bowl
  }

  private static boolean has(Vector z, DoublePredicate property) {
    return property.test(z.at(0)) || property.test(z.at(1));
  }

  private static void assertComplete(Minimum minimum, SolverStatus status) {
    assertThat(minimum.status()).isEqualTo(status);
    Iteration lowest =
        Collections.min(minimum.iterations(), Comparator.comparingDouble(Iteration::loss));
    assertThat(minimum.point()).isEqualTo(lowest.point());
    assertThat(minimum.loss()).isEqualTo(lowest.loss()).isFinite();
    assertThat(minimum.derivatives().isFinite()).isTrue();
    assertThat(minimum.work().total()).isPositive();
    assertThat(minimum.iterations().getFirst().point()).isEqualTo(START);
    List<Iteration> steps = minimum.iterations();
    assertThat(IntStream.range(0, steps.size())).allMatch(k -> steps.get(k).number() == k);
    assertThat(steps.stream()).allMatch(step -> Double.isFinite(step.gradientNorm()));
    assertThat(steps.stream().skip(1)).allMatch(step -> step.stepNorm() > 0);
    assertThat(steps.stream().skip(1))
        .allMatch(step -> step.stepFraction() > 0 && step.stepFraction() <= 1);
  }

  private static Derivatives notFinite() {
    double[] nothing = {Double.NaN, 0};
    double[] zeros = {0, 0, 0};
    return Derivatives.of(Double.NaN, nothing, zeros, zeros);
  }

  /// A search that does not end fails instead of hanging.
  private static Objective withBudget(Objective objective, int most) {
    return new Objective() {
      private int spent;

      private void spend() {
        spent++;
        if (spent > most) {
          throw new AssertionError("more than " + most + " evaluations");
        }
      }

      @Override
      public int dimension() {
        return objective.dimension();
      }

      @Override
      public double value(Vector z) {
        spend();
        return objective.value(z);
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        spend();
        return objective.derivatives(z, order);
      }
    };
  }

  /// Σ x − ln x: convex for x > 0, least at 1. Its curvature 1/x² at 3 is too small for Newton's
  /// step, which leads to −3. As a Gauss-Newton matrix it has its Hessian.
  private static class Bowl implements Objective {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double value(Vector z) {
      return term(z.at(0)) + term(z.at(1));
    }

    private static double term(double x) {
      return x > 0 ? x - Math.log(x) : Double.NaN;
    }

    @Override
    public Derivatives derivatives(Vector z, Order order) {
      double x = z.at(0);
      double y = z.at(1);
      double[] curvature = {1 / (x * x), 0, 1 / (y * y)};
      return Derivatives.of(value(z), new double[] {1 - 1 / x, 1 - 1 / y}, curvature, curvature);
    }
  }
}
