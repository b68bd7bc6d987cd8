package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.GradientNormalised;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import io.gainprint.fitting.solver.problem.Jet;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Properties of the six globalisations.
class GlobalisationTest {
  private static final String ALL = "io.gainprint.fitting.solver.NamedMethod#globalisations";

  /// (x² + 1)² + (y² + 2)² + (x + y − 3)²: convex, with no small curvature.
  private static final ClassicProblem CONVEX =
      new ClassicProblem(
          "Quartic",
          Vector.of(2, -1.5),
          v ->
              new Jet[] {
                v[0].times(v[0]).plus(1), v[1].times(v[1]).plus(2), v[0].plus(v[1]).plus(-3)
              });

  static Stream<Arguments> onEveryProblem() {
    return NamedMethod.globalisations().stream()
        .flatMap(g -> ClassicProblem.all().stream().map(p -> Arguments.of(g, p)));
  }

  @ParameterizedTest
  @MethodSource("onEveryProblem")
  void minimise_everyStep_doesNotRaiseTheLoss(Globalisation globalisation, ClassicProblem problem) {
    StoppingRule rule = StoppingRule.gradient(1e-6).or(StoppingRule.iterations(100));

    Minimum minimum =
        new Minimizer(new NewtonMethod(new ExactHessian(), globalisation), rule)
            .minimise(problem.objective(), problem.start(), _ -> {});

    for (int k = 1; k < minimum.iterations().size(); k++) {
      double before = minimum.iterations().get(k - 1).loss();
      // The allowance for rounding.
      assertThat(minimum.iterations().get(k).loss())
          .isLessThanOrEqualTo(before + 10 * 0x1p-52 * before);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void propose_onRandomModels_promisesADecrease(Globalisation globalisation) {
    Random random = new Random(86);
    for (int k = 0; k < 300; k++) {
      QuadraticModel model = model(random, 1 + random.nextInt(4), k % 2 == 0);
      StepControl control = globalisation.begin(model);
      control.at(model, 1, Vector.zero(model.dimension()));

      Trial trial = Objects.requireNonNull(control.propose());

      assertThat(trial.predictedDecrease()).isNotNegative();
      assertThat(trial.fraction()).isGreaterThan(0).isLessThanOrEqualTo(1);
      assertThat(trial.isConditional()).isTrue();
    }
  }

  /// What is proposed after a refusal promises less, or is no longer.
  @ParameterizedTest
  @MethodSource(ALL)
  void accept_lossThatIsNotFinite_shortensTheStep(Globalisation globalisation) {
    Random random = new Random(87);
    for (int k = 0; k < 100; k++) {
      QuadraticModel model = model(random, 3, k % 2 == 0);
      StepControl control = globalisation.begin(model);
      control.at(model, 1, Vector.zero(3));
      Trial first = Objects.requireNonNull(control.propose());

      assertThat(control.accept(first, Double.POSITIVE_INFINITY, () -> Vector.zero(3))).isFalse();
      Trial second = Objects.requireNonNull(control.propose());

      assertThat(second.step().norm()).isLessThan(first.step().norm());
    }
  }

  /// An acceptance that is given back must leave no trace but the refusal's.
  @ParameterizedTest
  @MethodSource(ALL)
  void accept_stepGivenBack_isAsIfRefused(Globalisation globalisation) {
    Random random = new Random(88);
    for (int k = 0; k < 100; k++) {
      QuadraticModel model = model(random, 3, k % 2 == 0);
      StepControl refused = globalisation.begin(model);
      refused.at(model, 1, Vector.zero(3));
      refused.accept(
          Objects.requireNonNull(refused.propose()),
          Double.POSITIVE_INFINITY,
          () -> Vector.zero(3));
      StepControl givenBack = globalisation.begin(model);
      givenBack.at(model, 1, Vector.zero(3));
      Trial trial = Objects.requireNonNull(givenBack.propose());

      assertThat(givenBack.accept(trial, 1 - 2 * trial.predictedDecrease(), () -> Vector.zero(3)))
          .isTrue();
      givenBack.accept(trial, Double.POSITIVE_INFINITY, () -> Vector.zero(3));

      assertThat(Objects.requireNonNull(givenBack.propose()).step())
          .isEqualTo(Objects.requireNonNull(refused.propose()).step());
    }
  }

  /// What adapts itself halves with every good step; thousands of them must not take it where
  /// doubling leads nowhere.
  @ParameterizedTest
  @MethodSource(ALL)
  void accept_afterThousandsOfGoodSteps_canStillShortenThem(Globalisation globalisation) {
    QuadraticModel model = QuadraticModel.of(SymmetricMatrix.identity(2, 1), Vector.of(3, 4));
    StepControl control = globalisation.begin(model);
    for (int k = 0; k < 3000; k++) {
      control.at(model, 1e6, Vector.zero(2));
      Trial good = Objects.requireNonNull(control.propose());
      assertThat(control.accept(good, 1e6 - good.predictedDecrease(), () -> Vector.zero(2)))
          .isTrue();
    }
    control.at(model, 1e6, Vector.zero(2));
    double length = Objects.requireNonNull(control.propose()).step().norm();
    double shorter = length;
    for (int k = 0; k < 200 && shorter > length / 4; k++) {
      Trial trial = Objects.requireNonNull(control.propose());
      shorter = trial.step().norm();
      control.accept(trial, Double.POSITIVE_INFINITY, () -> Vector.zero(2));
    }

    // Newton's step; the most that γ may grow leaves a shift of 1e-9 of the curvature.
    assertThat(length).isCloseTo(5, within(1e-8));
    assertThat(shorter).isLessThanOrEqualTo(length / 4);
  }

  @Test
  void levenbergMarquardt_withoutDamping_isNewtonsStep() {
    Random random = new Random(89);
    for (int k = 0; k < 100; k++) {
      QuadraticModel model = model(random, 3, true);
      StepControl control = new LevenbergMarquardt(1e-18).begin(model);
      control.at(model, 1, Vector.zero(3));

      Vector step = Objects.requireNonNull(control.propose()).step();

      Vector newton =
          model.matrix().inverse().orElseThrow().times(model.lift(model.gradient())).times(-1);
      // Conditions below 1e3 take three of sixteen digits.
      assertThat(step.plus(-1, newton).norm()).isLessThan(1e-11 * newton.norm());
    }
  }

  @Test
  void gradientNormalised_positiveDefiniteModel_stepsNoFurtherThanGamma() {
    Random random = new Random(90);
    for (int k = 0; k < 100; k++) {
      QuadraticModel model = model(random, 3, true);
      StepControl control = new GradientNormalised().begin(model);
      control.at(model, 1, Vector.zero(3));
      double gamma = model.gradient().norm() / (1e-3 * model.largestDiagonal());
      for (int halvings = 0; halvings < 30; halvings++) {
        Trial trial = Objects.requireNonNull(control.propose());
        assertThat(trial.step().norm()).isLessThanOrEqualTo(gamma * (1 + 1e-14)); // few roundings
        control.accept(trial, Double.POSITIVE_INFINITY, () -> Vector.zero(3));
        gamma /= 2;
      }
    }
  }

  @Test
  void trustRegion_firstStep_isNoLongerThanTheRadius() {
    Random random = new Random(91);
    for (int k = 0; k < 100; k++) {
      QuadraticModel model = model(random, 3, k % 2 == 0);
      StepControl control = new TrustRegion(0.01).begin(model);
      control.at(model, 1, Vector.zero(3));

      assertThat(Objects.requireNonNull(control.propose()).step().norm())
          .isLessThanOrEqualTo(0.01 * (1 + 1e-10)); // the solver's accuracy, and some
    }
  }

  static Stream<Globalisation> rays() {
    return Stream.of(Armijo.DEFAULT, new AffineInvariantDamping());
  }

  /// L(Az) from A⁻¹θ₀ takes the steps A⁻¹θ_k. A's elements are powers of two, so that only the
  /// eigenvectors round differently; its condition is 18.
  @ParameterizedTest
  @MethodSource("rays")
  void minimise_inOtherVariables_takesTheSameSteps(Globalisation ray) {
    Objective objective = CONVEX.objective();
    double[][] a = {{2, 0}, {1, 0.125}};
    Objective mapped =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            return objective.value(times(a, z));
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            Derivatives d = objective.derivatives(times(a, z), Order.HESSIAN);
            double[] gradient = new double[2];
            double[] hessian = new double[3];
            for (int i = 0; i < 2; i++) {
              for (int k = 0; k < 2; k++) {
                gradient[i] += a[k][i] * d.gradient(k);
                for (int j = 0; j <= i; j++) {
                  for (int l = 0; l < 2; l++) {
                    hessian[Derivatives.packed(i, j)] += a[k][i] * d.hessian(k, l) * a[l][j];
                  }
                }
              }
            }
            return Derivatives.of(d.value(), gradient, hessian, hessian);
          }
        };
    Minimizer minimizer =
        new Minimizer(new NewtonMethod(new ExactHessian(), ray), StoppingRule.iterations(8));
    Minimum expected = minimizer.minimise(objective, CONVEX.start(), _ -> {});

    Minimum actual = minimizer.minimise(mapped, Vector.of(1, -20), _ -> {});

    assertThat(times(a, Vector.of(1, -20))).isEqualTo(CONVEX.start());
    for (int k = 0; k <= 8; k++) {
      Vector there = times(a, actual.iterations().get(k).point());
      // Roundings of 2e-16 times conditions of 18² and 30.
      assertThat(there.plus(-1, expected.iterations().get(k).point()).maxNorm()).isLessThan(1e-11);
    }
  }

  private static Vector times(double[][] a, Vector z) {
    return Vector.of(2, i -> a[i][0] * z.at(0) + a[i][1] * z.at(1));
  }

  /// x + xy + x⁴ + y⁴ at (0, 0): B = [[0, 1], [1, 0]] has a diagonal of 0 to take a scale from.
  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_noDiagonalToScaleBy_startsWithinAFewTrials(Globalisation globalisation) {
    Objective skew =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            double x = z.at(0);
            double y = z.at(1);
            return x + x * y + x * x * x * x + y * y * y * y;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double x = z.at(0);
            double y = z.at(1);
            double[] gradient = {1 + y + 4 * x * x * x, x + 4 * y * y * y};
            double[] hessian = {12 * x * x, 1, 12 * y * y};
            return Derivatives.of(value(z), gradient, hessian, hessian);
          }
        };

    assertStarts(globalisation, skew);
  }

  /// x + y + x⁴ + y⁴ at (0, 0): B = 0, and there is no Newton step at all.
  @ParameterizedTest
  @MethodSource(ALL)
  void minimise_noCurvatureAtAll_startsWithinAFewTrials(Globalisation globalisation) {
    Objective flat =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            double x = z.at(0);
            double y = z.at(1);
            return x + y + x * x * x * x + y * y * y * y;
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double x = z.at(0);
            double y = z.at(1);
            double[] gradient = {1 + 4 * x * x * x, 1 + 4 * y * y * y};
            double[] hessian = {12 * x * x, 0, 12 * y * y};
            return Derivatives.of(value(z), gradient, hessian, hessian);
          }
        };

    assertStarts(globalisation, flat);
  }

  private static void assertStarts(Globalisation globalisation, Objective objective) {
    StoppingRule rule = StoppingRule.gradient(1e-6).or(StoppingRule.iterations(200));

    Minimum minimum =
        new Minimizer(new NewtonMethod(new ExactHessian(), globalisation), rule)
            .minimise(objective, Vector.zero(2), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.loss()).isNegative();
    assertThat(minimum.work().total()).isLessThan(200);
    assertThat(minimum.iterations()).allMatch(k -> Double.isFinite(k.stepFraction()));
  }

  @Test
  void settingsOutOfRange_areRefused() {
    assertThatThrownBy(() -> new Armijo(1, 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sufficient decrease must be between 0 and 1: 1.0");
    assertThatThrownBy(() -> new Armijo(Double.NaN, 40))
        .hasMessage("sufficient decrease must be between 0 and 1: NaN");
    assertThatThrownBy(() -> new Armijo(0.1, -1)).hasMessage("halvings must not be negative: -1");
    assertThatThrownBy(() -> new TrustRegion(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first radius must be above 0, to 1e10: 0.0");
    assertThatThrownBy(() -> new TrustRegion(1e11))
        .hasMessage("first radius must be above 0, to 1e10: 1.0E11");
    assertThatThrownBy(() -> new LevenbergMarquardt(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first damping must be above 0: -1.0");
    assertThatThrownBy(() -> new CubicRegularisation(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first weight must be above 0: Infinity");
  }

  /// Conditions below 1e3 where positive definite; else the sign of each eigenvalue is random.
  private static QuadraticModel model(Random random, int n, boolean isPositive) {
    SymmetricMatrix b = SymmetricMatrix.identity(n, isPositive ? 0.1 : 0);
    for (int k = 0; k < n; k++) {
      double sign = isPositive || random.nextBoolean() ? 1 : -1;
      b = b.plusOuter(sign, Vector.of(n, _ -> random.nextGaussian()));
    }
    return QuadraticModel.of(b, Vector.of(n, _ -> random.nextGaussian()));
  }
}
