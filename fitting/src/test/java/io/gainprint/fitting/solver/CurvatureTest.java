package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.Bfgs;
import io.gainprint.fitting.solver.curvature.ConjugateGradients;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.curvature.Lazy;
import io.gainprint.fitting.solver.curvature.SaddleFree;
import io.gainprint.fitting.solver.curvature.Subspace;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import io.gainprint.fitting.solver.problem.Jet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What curvature models that are made of others owe to them.
class CurvatureTest {
  private static Minimum search(
      CurvatureModel curvature, Globalisation globalisation, ClassicProblem problem, int most) {
    StoppingRule rule = StoppingRule.gradient(1e-6).or(StoppingRule.iterations(most));
    return new Minimizer(new NewtonMethod(curvature, globalisation), rule, false)
        .minimise(problem.objective(), problem.start(), _ -> {});
  }

  static Stream<Arguments> lazyBases() {
    return Stream.of(new ExactHessian(), new GaussNewton(), new Hybrid(), new Bfgs())
        .flatMap(base -> NamedMethod.globalisations().stream().map(g -> Arguments.of(base, g)));
  }

  @ParameterizedTest
  @MethodSource("lazyBases")
  void lazy_ofOneStep_isItsBase(CurvatureModel base, Globalisation globalisation) {
    Minimum expected = search(base, globalisation, ClassicProblem.WOOD, 200);

    Minimum actual = search(new Lazy(base, 1), globalisation, ClassicProblem.WOOD, 200);

    assertThat(actual.iterations()).isEqualTo(expected.iterations()); // to the last bit
    assertThat(actual.work()).isEqualTo(expected.work());
  }

  @Test
  void lazy_ofThreeSteps_makesEveryThirdMatrix() {
    Minimum minimum =
        search(
            new Lazy(new ExactHessian(), 3), TrustRegion.DEFAULT, ClassicProblem.ROSENBROCK, 200);

    assertThat(minimum.work().curvatures()).isEqualTo(minimum.steps() / 3 + 1);
    assertThat(minimum.work().curvatures() + minimum.work().gradients())
        .isEqualTo(minimum.iterations().size());
  }

  /// A base that learns and is told to forget must not be asked for a matrix that is kept.
  @Test
  void lazy_baseThatForgets_isAskedAgain() {
    Curvature lazy = new Lazy(new Bfgs(), 3).begin(ClassicProblem.ROSENBROCK.objective());
    Derivatives d = Derivatives.of(1, new double[] {3, 4}, null, null);
    Vector z = Vector.of(0, 0);
    lazy.at(z, d);
    lazy.moved(Vector.of(1, 0), Vector.of(7, 0));
    assertThat(lazy.at(z, d).matrix().at(0, 0)).isCloseTo(5, within(1e-14)); // ‖g‖, as at first
    assertThat(lazy.refresh()).isTrue();
    assertThat(lazy.at(z, d).matrix().at(0, 0)).isCloseTo(7, within(1e-14)); // learnt
    assertThat(lazy.refresh()).isTrue();

    assertThat(lazy.at(z, d).matrix().at(0, 0)).isCloseTo(5, within(1e-14)); // forgotten
    assertThat(lazy.refresh()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.NamedMethod#globalisations")
  void saddleFree_positiveDefiniteBase_isItsBase(Globalisation globalisation) {
    ClassicProblem convex =
        new ClassicProblem(
            "Quartic",
            Vector.of(2, -1.5, 1),
            v ->
                new Jet[] {
                  v[0].times(v[0]).plus(1), v[1].times(v[1]).plus(2), v[2].plus(v[0]).plus(-3)
                });
    Minimum expected = search(new ExactHessian(), globalisation, convex, 200);
    assertThat(expected.iterations())
        .allMatch(k ->
            SymmetricMatrix.hessian(convex.objective().derivatives(k.point(), Order.HESSIAN))
                    .spectrum()
                    .smallest()
                > 0);

    Minimum actual = search(new SaddleFree(new ExactHessian()), globalisation, convex, 200);

    assertThat(actual.iterations()).isEqualTo(expected.iterations()); // to the last bit
  }

  static Stream<Arguments> onWoodAndRosenbrock() {
    return NamedMethod.globalisations().stream()
        .flatMap(g ->
            Stream.of(
                Arguments.of(g, ClassicProblem.WOOD), Arguments.of(g, ClassicProblem.ROSENBROCK)));
  }

  @ParameterizedTest
  @MethodSource("onWoodAndRosenbrock")
  void subspace_ofSingletons_isItsBase(Globalisation globalisation, ClassicProblem problem) {
    List<List<Integer>> singletons =
        IntStream.range(0, problem.start().dimension()).mapToObj(List::of).toList();
    Minimum expected = search(new ExactHessian(), globalisation, problem, 200);

    Minimum actual =
        search(
            new Subspace(new ExactHessian(), Subspace.partition(singletons)),
            globalisation,
            problem,
            200);

    // The columns are ± unit vectors: all that differs is rounding, which decides whether a
    // gradient is just below the tolerance.
    assertThat(actual.steps()).isCloseTo(expected.steps(), within(1));
    assertThat(actual.work().losses()).isCloseTo(expected.work().losses(), within(1));
    for (int k = 0; k <= 5; k++) {
      assertClose(actual.iterations().get(k).point(), expected.iterations().get(k).point(), 1e-10);
    }
  }

  /// s = −g gᵀg / gᵀHg where that is within the radius.
  @Test
  void subspace_ofOneGroup_isCauchysStep() {
    Subspace.Rule whole = Subspace.partition(List.of(List.of(0, 1)));
    ClassicProblem problem = ClassicProblem.ROSENBROCK;

    Minimum minimum =
        search(new Subspace(new ExactHessian(), whole), TrustRegion.DEFAULT, problem, 5000);

    Derivatives d = problem.objective().derivatives(problem.start(), Order.HESSIAN);
    Vector g = Vector.gradient(d);
    Vector cauchy = g.times(-g.dot(g) / g.dot(SymmetricMatrix.hessian(d).times(g)));
    assertClose(
        minimum.iterations().get(1).point(),
        problem.start().plus(1, cauchy),
        1e-13); // few roundings
    assertThat(minimum.steps()).isEqualTo(5000);
    // Two digits are quoted of where steepest descent has crawled to.
    assertThat(minimum.loss()).isCloseTo(4.6e-6, within(5e-8));
  }

  /// A count of an independent implementation (NumPy), which stands where the start moves by 1e-13;
  /// one more or less where rounding decides whether a gradient is just below the tolerance.
  @ParameterizedTest
  @CsvSource({"Wood, 390", "PowellSing, 58"})
  void subspace_ofTheGreediestPair_needsTheGoldenNumberOfSteps(String name, int steps) {
    Subspace.Rule pairs = Subspace.greedyBlock(List.of(List.of(0, 1), List.of(2, 3)));
    ClassicProblem problem =
        ClassicProblem.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();

    Minimum minimum =
        search(new Subspace(new ExactHessian(), pairs), Armijo.DEFAULT, problem, 1000);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.steps()).isCloseTo(steps, within(1));
  }

  /// Two directions for four variables zigzag. An independent implementation took 1666 steps, but
  /// the count means little: it is 1054 to 2846 where the start moves by 1e-13.
  @Test
  void subspace_ofTwoGroups_crawlsToTheMinimum() {
    Subspace.Rule pairs = Subspace.partition(List.of(List.of(0, 2), List.of(1, 3)));

    Minimum minimum =
        search(
            new Subspace(new ExactHessian(), pairs),
            LevenbergMarquardt.DEFAULT,
            ClassicProblem.WOOD,
            10_000);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.steps()).isBetween(300, 9000);
    // ‖g‖∞ ≤ 1e-6 where the smallest curvature is 0.7 leaves 1e-12 of the loss.
    assertThat(minimum.loss()).isCloseTo(0, within(1e-11));
  }

  @Test
  void greedyBlock_picksTheBlockWhoseModelFallsMost() {
    SymmetricMatrix b = SymmetricMatrix.of(3, (i, j) -> i == j ? i + 1 : 0);
    Subspace.Rule rule = Subspace.greedyBlock(List.of(List.of(0), List.of(2, 1)));

    // ½ g²/b: 2 against ¼ + 1/6, then 0.
    assertThat(rule.basis(b, Vector.of(2, 1, 1))).containsExactly(Vector.of(1, 0, 0));
    assertThat(rule.basis(b, Vector.of(0, 1, 0)))
        .containsExactly(Vector.of(0, 0, 1), Vector.of(0, 1, 0));
  }

  @Test
  void partition_groupsWithoutGradient_areLeftOut() {
    Subspace.Rule rule = Subspace.partition(List.of(List.of(0, 1), List.of(2)));
    SymmetricMatrix b = SymmetricMatrix.identity(3, 1);

    assertThat(rule.basis(b, Vector.of(3, -4, 0)))
        .containsExactly(Vector.of(3.0 * (1.0 / 5), -4.0 * (1.0 / 5), 0));
    assertThat(rule.basis(b, Vector.zero(3))).hasSize(1); // a model needs a direction
  }

  /// Those whose first scale is no diagonal of B, which depends on the basis.
  static Stream<Arguments> withoutScaleOnWoodAndRosenbrock() {
    return Stream.of(Armijo.DEFAULT, TrustRegion.DEFAULT, new AffineInvariantDamping())
        .flatMap(g ->
            Stream.of(
                Arguments.of(g, ClassicProblem.WOOD), Arguments.of(g, ClassicProblem.ROSENBROCK)));
  }

  @ParameterizedTest
  @MethodSource("withoutScaleOnWoodAndRosenbrock")
  void conjugateGradients_asManyProductsAsVariables_isNewtonsMethod(
      Globalisation globalisation, ClassicProblem problem) {
    Minimum expected = search(new ExactHessian(), globalisation, problem, 6);

    Minimum actual = search(new ConjugateGradients(4, 0), globalisation, problem, 6);

    for (int k = 0; k < expected.iterations().size(); k++) {
      // Lanczos' basis is orthonormal to a few roundings, times a condition of up to 3e3 here, and
      // six steps that amplify it.
      assertClose(actual.iterations().get(k).point(), expected.iterations().get(k).point(), 1e-9);
    }
    assertThat(actual.work().curvatures()).isZero();
  }

  @Test
  void conjugateGradients_everyPoint_takesNoMoreProductsThanAllowed() {
    Minimum minimum = search(new ConjugateGradients(2, 0), Armijo.DEFAULT, ClassicProblem.WOOD, 10);

    assertThat(minimum.work().products()).isEqualTo(2 * minimum.iterations().size());
    assertThat(minimum.work().gradients()).isEqualTo(minimum.iterations().size());
  }

  @Test
  void conjugateGradients_looseTolerance_stopsEarly() {
    SymmetricMatrix h = SymmetricMatrix.of(6, (i, j) -> i == j ? 1 + 0.01 * i : 0);
    Objective nearlyRound = quadratic(h);
    Curvature curvature = new ConjugateGradients(6, 0.1).begin(nearlyRound);
    Vector z = Vector.of(6, _ -> 1);

    QuadraticModel model = curvature.at(z, nearlyRound.derivatives(z, Order.GRADIENT));

    assertThat(model.dimension()).isEqualTo(1); // a residual of 2 % after one product
  }

  @Test
  void conjugateGradients_residualWithinTolerance_holdsForTheStep() {
    Random random = new Random(82);
    for (int trial = 0; trial < 50; trial++) {
      SymmetricMatrix h = SymmetricMatrix.identity(8, 0);
      for (int k = 0; k < 8; k++) {
        h = h.plusOuter(Math.pow(10, 2 * random.nextDouble()), gaussian(random, 8));
      }
      Objective objective = quadratic(h);
      Vector z = gaussian(random, 8);
      Derivatives d = objective.derivatives(z, Order.GRADIENT);
      Vector g = Vector.gradient(d);

      QuadraticModel model = new ConjugateGradients(8, 0.05).begin(objective).at(z, d);

      Vector w = model.eigenvalues();
      Vector s = model.lift(Vector.of(w.dimension(), k -> -model.gradient().at(k) / w.at(k)));
      // The test is on the recurrence of the residual, which differs by rounding.
      assertThat(h.times(s).plus(1, g).norm()).isLessThanOrEqualTo(0.05 * g.norm() * (1 + 1e-6));
    }
  }

  @Test
  void conjugateGradients_negativeCurvature_isSeenInTheModel() {
    SymmetricMatrix h = SymmetricMatrix.of(3, (i, j) -> i == j ? i - 1.5 : 0);
    Objective objective = quadratic(h);
    Vector z = Vector.of(1, 1, 1);

    QuadraticModel model =
        new ConjugateGradients(3, 0)
            .begin(objective)
            .at(z, objective.derivatives(z, Order.GRADIENT));

    assertClose(model.eigenvalues(), Vector.of(-1.5, -0.5, 0.5), 1e-14); // few roundings
  }

  @Test
  void conjugateGradients_gradientOfZero_asksForNoProduct() {
    CountingObjective objective = new CountingObjective(quadratic(SymmetricMatrix.identity(2, 1)));
    Vector z = Vector.zero(2);

    QuadraticModel model =
        ConjugateGradients.DEFAULT.begin(objective).at(z, objective.derivatives(z, Order.GRADIENT));

    assertThat(model.gradient().norm()).isZero();
    assertThat(objective.work().products()).isZero();
  }

  /// Products are asked for at a point that is already taken: what is not finite must not throw.
  @Test
  void conjugateGradients_productThatIsNotFinite_endsTheBasis() {
    Objective broken =
        new Objective() {
          private final Objective whole = ClassicProblem.ROSENBROCK.objective();
          private int products;

          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            return whole.value(z);
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return whole.derivatives(z, order);
          }

          @Override
          public Vector hessianTimes(Vector z, Vector direction) {
            products++;
            return products % 2 == 0 ? Vector.of(Double.NaN, 0) : whole.hessianTimes(z, direction);
          }
        };
    Minimizer minimizer =
        new Minimizer(
            new NewtonMethod(new ConjugateGradients(2, 0), Armijo.DEFAULT),
            StoppingRule.iterations(20),
            false);

    Minimum minimum = minimizer.minimise(broken, ClassicProblem.ROSENBROCK.start(), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.ITERATION_LIMIT);
    assertThat(minimum.loss()).isLessThan(24.2);
  }

  /// The matrix is made afresh at a point that was taken for its gradient alone.
  @Test
  void lazy_freshMatrixThatIsNotFinite_endsTheSearch() {
    Objective broken =
        new Objective() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(Vector z) {
            double x = z.at(0);
            return x >= 0.5 ? x * x : 2; // no step leads below a half
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            double h = z.at(0) == 1 ? 4 : Double.NaN;
            double[] gradient = {2 * z.at(0)};
            return order == Order.HESSIAN
                ? Derivatives.of(value(z), gradient, new double[] {h}, new double[] {h})
                : Derivatives.of(value(z), gradient, null, null);
          }
        };
    Minimizer minimizer =
        new Minimizer(
            new NewtonMethod(new Lazy(new ExactHessian(), 100), new Armijo(0.5, 3)),
            StoppingRule.iterations(50),
            false);

    assertThatCode(() -> minimizer.minimise(broken, Vector.of(1), _ -> {}))
        .doesNotThrowAnyException();
    Minimum minimum = minimizer.minimise(broken, Vector.of(1), _ -> {});
    assertThat(minimum.status()).isEqualTo(SolverStatus.NO_PROGRESS);
    assertThat(minimum.point().at(0)).isBetween(0.5, 0.9);
    assertThat(minimum.derivatives().isFinite()).isTrue();
  }

  /// A model that climbs until it is made afresh: the search has shortened its steps to nothing by
  /// then, and must begin with long ones.
  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.NamedMethod#globalisations")
  void minimise_freshMatrixAfterStepsWereUsedUp_goesOn(Globalisation globalisation) {
    CurvatureModel uphillAtFirst =
        _ ->
            new Curvature() {
              private boolean isFresh;

              @Override
              public Order order() {
                return Order.GRADIENT;
              }

              @Override
              public QuadraticModel at(Vector z, Derivatives d) {
                return QuadraticModel.of(
                    SymmetricMatrix.identity(2, 1), Vector.gradient(d).times(isFresh ? 1 : -1));
              }

              @Override
              public boolean refresh() {
                boolean wasFresh = isFresh;
                isFresh = true;
                return !wasFresh;
              }
            };
    Objective bowl = quadratic(SymmetricMatrix.identity(2, 1));
    Objective walled = // so that not the smallest step uphill passes for rounding
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            return z.at(0) > 1 || z.at(1) > 2 ? Double.NaN : bowl.value(z);
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return bowl.derivatives(z, order);
          }
        };
    StoppingRule rule = StoppingRule.gradient(1e-6).or(StoppingRule.iterations(200));

    Minimum minimum =
        new Minimizer(new NewtonMethod(uphillAtFirst, globalisation), rule)
            .minimise(walled, Vector.of(1, 2), _ -> {});

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
  }

  @Test
  void settingsOutOfRange_areRefused() {
    assertThatThrownBy(() -> new Lazy(new ExactHessian(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps must be at least 1: 0");
    assertThatThrownBy(() -> new ConjugateGradients(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("products must be at least 1: 0");
    assertThatThrownBy(() -> new ConjugateGradients(1, 1))
        .hasMessage("tolerance must be in [0, 1): 1.0");
    assertThatThrownBy(() -> new ConjugateGradients(1, Double.NaN))
        .hasMessage("tolerance must be in [0, 1): NaN");
  }

  private static Vector gaussian(Random random, int n) {
    return Vector.of(n, _ -> random.nextGaussian());
  }

  /// ½ zᵀHz.
  private static Objective quadratic(SymmetricMatrix h) {
    return new Objective() {
      @Override
      public int dimension() {
        return h.dimension();
      }

      @Override
      public double value(Vector z) {
        return 0.5 * z.dot(h.times(z));
      }

      @Override
      public Derivatives derivatives(Vector z, Order order) {
        int n = h.dimension();
        double[] packed = new double[n * (n + 1) / 2];
        for (int i = 0; i < n; i++) {
          for (int j = 0; j <= i; j++) {
            packed[Derivatives.packed(i, j)] = h.at(i, j);
          }
        }
        return Derivatives.of(value(z), h.times(z).toArray(), packed, packed);
      }
    };
  }

  private static void assertClose(Vector actual, Vector expected, double tolerance) {
    assertThat(actual.plus(-1, expected).maxNorm())
        .isLessThanOrEqualTo(tolerance * Math.max(1, expected.maxNorm()));
  }
}
