package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.problem.ClassicProblem;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the other tests believe of the problems: losses from the literature, derivatives by hand.
class ClassicProblemTest {
  @ParameterizedTest
  @CsvSource({
    "Rosenbrock, 24.2",
    "PowellSing, 215",
    "Beale, 14.203125",
    "Himmelblau, 170",
    "FreudRoth, 400.5",
    "Wood, 19192",
    "JennrichS, 4171.306",
    "Kowalik, 0.00531317227",
    "BrownBS, 999998000003"
  })
  void value_atTheStart_isTheOneInTheLiterature(String name, double loss) {
    ClassicProblem problem =
        ClassicProblem.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();

    // Seven digits are quoted of Jennrich and Sampson's, nine or all of the others.
    assertThat(problem.objective().value(problem.start())).isCloseTo(loss, within(1e-7 * loss));
  }

  @Test
  void derivatives_atTheStart_areThoseByHand() {
    assertDerivatives(
        ClassicProblem.ROSENBROCK,
        new double[] {-215.6, -88},
        new double[] {1330, 480, 200},
        new double[] {1154, 480, 200});
    assertDerivatives(
        ClassicProblem.BEALE,
        new double[] {0, 27.75},
        new double[] {0, 27.75, 68.5},
        new double[] {0, 0, 28});
    assertDerivatives(
        ClassicProblem.HIMMELBLAU,
        new double[] {-14, -22},
        new double[] {-42, 0, -26},
        new double[] {2, 0, 2});
  }

  private static void assertDerivatives(
      ClassicProblem problem, double[] gradient, double[] hessian, double[] gaussNewton) {
    Derivatives d = problem.objective().derivatives(problem.start(), Order.HESSIAN);
    for (int i = 0; i < 2; i++) {
      assertThat(d.gradient(i)).isCloseTo(gradient[i], within(1e-11)); // a few roundings of 1e3
      for (int j = 0; j <= i; j++) {
        int ij = Derivatives.packed(i, j);
        assertThat(d.hessian(i, j)).isCloseTo(hessian[ij], within(1e-11));
        assertThat(d.gaussNewton(i, j)).isCloseTo(gaussNewton[ij], within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.gainprint.fitting.solver.problem.ClassicProblem#all")
  void derivatives_nearTheStart_agreeWithCentralDifferences(ClassicProblem problem) {
    Random random = new Random(81);
    Objective objective = problem.objective();
    Vector v = Vector.of(problem.start().dimension(), _ -> random.nextGaussian());
    Vector z = problem.start().plus(0.01, v);
    // The cube root of the unit roundoff balances truncation h² and rounding ε/h.
    double h = 6e-6;

    Derivatives here = objective.derivatives(z, Order.HESSIAN);
    Vector up = z.plus(h, v);
    Vector down = z.plus(-h, v);
    double slope = (objective.value(up) - objective.value(down)) / (2 * h);
    Vector bend =
        Vector.gradient(objective.derivatives(up, Order.GRADIENT))
            .plus(-1, Vector.gradient(objective.derivatives(down, Order.GRADIENT)))
            .times(1 / (2 * h));

    // Both errors are about h² = 4e-11 of the third derivatives, and ε/h = 4e-11 of the loss.
    double exactSlope = Vector.gradient(here).dot(v);
    assertThat(slope).isCloseTo(exactSlope, within(1e-7 * (Math.abs(exactSlope) + here.value())));
    Vector exactBend = SymmetricMatrix.hessian(here).times(v);
    assertThat(bend.plus(-1, exactBend).maxNorm())
        .isLessThan(1e-6 * (exactBend.maxNorm() + Vector.gradient(here).maxNorm()));
  }
}
