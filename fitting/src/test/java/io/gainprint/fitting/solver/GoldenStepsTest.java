package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.AbsoluteDiagonal;
import io.gainprint.fitting.solver.curvature.Bfgs;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.curvature.Lazy;
import io.gainprint.fitting.solver.curvature.SaddleFree;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.GradientNormalised;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every combination of curvature and globalisation on every classical problem against an
/// independent implementation of the same rules (NumPy): 378 searches that stop by the gradient
/// alone, at 1e-6, or after 200 steps.
class GoldenStepsTest {
  private static final StoppingRule BY_GRADIENT = StoppingRule.gradient(1e-6);

  /// One line of the table.
  record Golden(
      CurvatureModel curvature,
      Globalisation globalisation,
      ClassicProblem problem,
      int steps,
      int losses,
      int builds,
      boolean isSolved,
      double loss,
      List<Double> first,
      List<Double> last,
      int spread) {

    static Golden of(String line) {
      String[] f = line.split(",", -1);
      ClassicProblem problem =
          ClassicProblem.all().stream()
              .filter(p -> p.name().equals(f[2]))
              .findFirst()
              .orElseThrow();
      int n = problem.start().dimension();
      return new Golden(
          curvature(f[0]),
          globalisation(f[1]),
          problem,
          Integer.parseInt(f[3]),
          Integer.parseInt(f[4]),
          Integer.parseInt(f[5]),
          f[6].equals("gtol"),
          Double.parseDouble(f[7]),
          IntStream.range(8, 8 + n).mapToObj(i -> Double.valueOf(f[i])).toList(),
          IntStream.range(12, 12 + n).mapToObj(i -> Double.valueOf(f[i])).toList(),
          Integer.parseInt(f[16]));
    }

    private static CurvatureModel curvature(String name) {
      return switch (name) {
        case "ExactHessian" -> new ExactHessian();
        case "GaussNewton" -> new GaussNewton();
        case "Hybrid" -> new Hybrid();
        case "SaddleFree" -> new SaddleFree(new ExactHessian());
        case "AbsDiagonal" -> new AbsoluteDiagonal();
        case "Lazy3" -> new Lazy(new ExactHessian(), 3);
        case "Bfgs" -> new Bfgs();
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static Globalisation globalisation(String name) {
      return switch (name) {
        case "Armijo" -> Armijo.DEFAULT;
        case "TrustRegion" -> TrustRegion.DEFAULT;
        case "LM" -> LevenbergMarquardt.DEFAULT;
        case "ARC" -> CubicRegularisation.DEFAULT;
        case "GNS" -> new GradientNormalised();
        case "AICN" -> new AffineInvariantDamping();
        default -> throw new IllegalArgumentException(name);
      };
    }

    /// BFGS's matrix comes to a condition of 1e24 on the way: rounding leads it, and decides
    /// whether the search arrives within 400 steps, though moving the start by 1e-12 does not show
    /// it.
    boolean hasDegenerateMatrix() {
      return curvature instanceof Bfgs
          && globalisation instanceof GradientNormalised
          && problem.name().equals(ClassicProblem.BROWN_BADLY_SCALED.name());
    }

    @Override
    public String toString() {
      return curvature + " " + globalisation + " " + problem;
    }
  }

  static List<Golden> table() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    GoldenStepsTest.class.getResourceAsStream("solver-steps.csv")),
                StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(Golden::of).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void minimise_takesTheGoldenSteps(Golden golden) {
    boolean isSensitive = golden.spread() > 0 || golden.hasDegenerateMatrix();

    Minimum minimum =
        new Minimizer(
                new NewtonMethod(golden.curvature(), golden.globalisation()),
                BY_GRADIENT.or(StoppingRule.iterations(isSensitive ? 400 : 200)),
                false)
            .minimise(golden.problem().objective(), golden.problem().start(), _ -> {});

    // Both solve the same system in double precision; the worst is conditioned like 1e6.
    assertClose(minimum.iterations().get(1).point(), golden.first());
    if (golden.isSolved() && !golden.hasDegenerateMatrix()) {
      // Flat minima are reached to the square root of the gradient tolerance.
      assertThat(minimum.loss())
          .isCloseTo(golden.loss(), within(1e-6 * Math.max(1, golden.loss())));
    }
    if (!isSensitive) {
      assertThat(minimum.status())
          .isEqualTo(golden.isSolved() ? SolverStatus.CONVERGED : SolverStatus.ITERATION_LIMIT);
    }
    if (!isSensitive && golden.isSolved()) {
      // One more or less where rounding decides whether a gradient is just below the tolerance.
      assertThat(minimum.steps()).isCloseTo(golden.steps(), within(1));
      assertThat(minimum.work().losses()).isCloseTo(golden.losses(), within(1));
      // The last point is looked at, and no step is made from it.
      assertThat(minimum.work().curvatures() - 1).isCloseTo(golden.builds(), within(1));
    }
  }

  private static void assertClose(Vector actual, List<Double> expected) {
    for (int i = 0; i < expected.size(); i++) {
      double value = expected.get(i);
      assertThat(actual.at(i)).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    }
  }
}
