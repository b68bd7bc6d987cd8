package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.SaddleFree;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.GradientNormalised;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import io.gainprint.fitting.solver.problem.Jet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// (x² − 1)² + y² has its minima at (±1, 0) and a saddle at (0, 0), to which every step from (0, 1)
/// leads that follows the gradient alone: ∂/∂x is 0 along x = 0.
class SaddleTest {
  private static final ClassicProblem SADDLE =
      new ClassicProblem(
          "Saddle", Vector.of(0, 1), v -> new Jet[] {v[0].times(v[0]).plus(-1), v[1]});
  private static final StoppingRule BY_GRADIENT =
      StoppingRule.gradient(1e-6).or(StoppingRule.iterations(5000));

  /// ‖g‖∞ ≤ 1e-6 where the smallest curvature is 2.
  private static final double NEAR = 1e-6;

  private static Minimum search(Method method, boolean leavesSaddles) {
    return new Minimizer(method, BY_GRADIENT, leavesSaddles)
        .minimise(SADDLE.objective(), SADDLE.start(), _ -> {});
  }

  static Stream<Method> attracted() {
    List<Globalisation> byGradient =
        List.of(
            Armijo.DEFAULT,
            LevenbergMarquardt.DEFAULT,
            new GradientNormalised(),
            new AffineInvariantDamping());
    return Stream.concat(
        byGradient.stream().map(g -> new NewtonMethod(new ExactHessian(), g)),
        NamedMethod.globalisations().stream()
            .map(g -> new NewtonMethod(new SaddleFree(new ExactHessian()), g)));
  }

  @ParameterizedTest
  @MethodSource("attracted")
  void minimise_leftAlone_stopsAtTheSaddle(Method method) {
    Minimum minimum = search(method, false);

    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(minimum.point().at(0)).isZero(); // nothing moves it sideways
    assertThat(minimum.point().at(1)).isCloseTo(0, within(NEAR));
  }

  @Test
  void minimise_trustRegionWithExactHessian_escapesThroughTheHardCase() {
    assertEscape(search(new NewtonMethod(new ExactHessian(), TrustRegion.DEFAULT), false), 4, 4);
  }

  @Test
  void minimise_cubicRegularisationWithExactHessian_escapesThroughTheHardCase() {
    assertEscape(
        search(new NewtonMethod(new ExactHessian(), CubicRegularisation.DEFAULT), false), 5, 15);
  }

  private static void assertEscape(Minimum minimum, int steps, int losses) {
    assertMinimum(minimum);
    // One more or less where rounding decides whether a gradient is just below the tolerance.
    assertThat(minimum.steps()).isCloseTo(steps, within(1));
    assertThat(minimum.work().losses()).isCloseTo(losses, within(1));
  }

  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.NamedMethod#all")
  void minimise_leavingSaddles_endsAtAMinimum(NamedMethod named) {
    assertMinimum(search(named.method(), true));
  }

  private static void assertMinimum(Minimum minimum) {
    assertThat(minimum.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(Math.abs(minimum.point().at(0))).isCloseTo(1, within(NEAR));
    assertThat(minimum.point().at(1)).isCloseTo(0, within(NEAR));
  }

  /// Whichever way the eigenvector points, one of these two is undefined where it is tried first.
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void minimise_lossDefinedOnOneSideOfTheSaddleOnly_leavesThatWay(int side) {
    Objective saddle = SADDLE.objective();
    Objective half =
        new Objective() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(Vector z) {
            return side * z.at(0) < 0 ? Double.NaN : saddle.value(z);
          }

          @Override
          public Derivatives derivatives(Vector z, Order order) {
            return saddle.derivatives(z, order);
          }
        };

    Minimum minimum =
        new Minimizer(new NewtonMethod(new ExactHessian(), Armijo.DEFAULT), BY_GRADIENT)
            .minimise(half, SADDLE.start(), _ -> {});

    assertThat(minimum.point().at(0)).isCloseTo(side, within(NEAR));
  }
}
