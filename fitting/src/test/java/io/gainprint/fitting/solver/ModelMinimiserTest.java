package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The exact minimisers of a model within a radius and under a cubic penalty, by the conditions
/// that a global minimum must meet and nothing else does (Moré and Sorensen 1983; Nesterov and
/// Polyak 2006): (w + λ) e = −c with all w + λ ≥ 0 and λ ≥ 0, and either ‖e‖ = Δ or λ = 0, or λ =
/// σ‖e‖.
class ModelMinimiserTest {
  private static final int MODELS = 5000;

  /// A model of one to eight variables. Eigenvalues span sixteen decades, of either sign, some 0
  /// and some equal; the gradient's part in the lowest eigenspace may be small to nothing, which
  /// are the near-hard cases and the hard one.
  private static QuadraticModel random(Random random) {
    int n = 1 + random.nextInt(8);
    int kind = random.nextInt(4);
    double decades = random.nextBoolean() ? 16 : 2;
    double[] w = new double[n];
    double[] c = new double[n];
    for (int k = 0; k < n; k++) {
      double size = Math.pow(10, decades * (random.nextDouble() - 0.5));
      boolean isNegative = kind > 0 && random.nextBoolean();
      w[k] = kind == 1 && random.nextInt(3) == 0 ? 0 : isNegative ? -size : size;
      c[k] = random.nextGaussian() * Math.pow(10, 8 * (random.nextDouble() - 0.5));
    }
    if (kind == 2 && n > 1) {
      w[1] = w[0];
    }
    if (kind >= 2) {
      double least = Vector.of(w).dimension() > 0 ? smallest(w) : 0;
      double share = random.nextInt(3) == 0 ? 0 : Math.pow(10, -18 * random.nextDouble());
      for (int k = 0; k < n; k++) {
        c[k] *= w[k] == least ? share : 1;
      }
    }
    return QuadraticModel.of(SymmetricMatrix.of(n, (i, j) -> i == j ? w[i] : 0), Vector.of(c));
  }

  private static double smallest(double[] w) {
    double least = w[0];
    for (double value : w) {
      least = Math.min(least, value);
    }
    return least;
  }

  /// ν, the distance of λ from max(0, −w_min), that fits (gap + ν) e = −c best: not λ itself, which
  /// has no digits left for the difference.
  private static double distance(Vector gaps, Vector c, Vector e) {
    double sum = 0;
    for (int k = 0; k < e.dimension(); k++) {
      sum -= e.at(k) * (gaps.at(k) * e.at(k) + c.at(k));
    }
    return sum == 0 ? 0 : sum / e.dot(e); // no step where there is no gradient
  }

  private static Vector gaps(QuadraticModel model) {
    double base = Math.max(0, -model.smallestEigenvalue());
    return Vector.of(model.dimension(), k -> model.eigenvalues().at(k) + base);
  }

  /// ‖(gap + ν) e + c‖ as a share of ‖c‖; what the hard case may neglect of the gaps, 1e-14 of the
  /// largest, does not count.
  private static double residual(Vector gaps, double nu, Vector c, Vector e) {
    double left =
        Vector.of(e.dimension(), k -> (gaps.at(k) + nu) * e.at(k) + c.at(k)).norm()
            - 1e-14 * gaps.maxNorm() * e.norm();
    return left <= 0 ? 0 : left / c.norm();
  }

  @Test
  void trustRegion_onRandomModels_meetsTheConditionsOfAGlobalMinimum() {
    Random random = new Random(83);
    int interior = 0;
    int hard = 0;
    for (int trial = 0; trial < MODELS; trial++) {
      QuadraticModel model = random(random);
      double radius = Math.pow(10, 8 * (random.nextDouble() - 0.5));
      String name = "model " + trial;

      Vector e = TrustRegion.minimiser(model, radius);

      Vector c = model.gradient();
      Vector gaps = gaps(model);
      assertThat(e.norm()).as(name).isLessThanOrEqualTo(radius * (1 + 1e-10));
      assertThat(model.predictedDecrease(e) >= 0).as(name).isTrue(); // −0 may be
      double nu = distance(gaps, c, e);
      if (e.norm() < radius * (1 - 1e-10)) {
        interior++;
        assertThat(model.smallestEigenvalue()).as(name).isNotNegative();
        nu = 0;
      }
      hard += nu <= 1e-14 * gaps.maxNorm() && e.norm() >= radius * (1 - 1e-10) ? 1 : 0;
      assertThat(nu).as(name).isGreaterThanOrEqualTo(-1e-14 * gaps.maxNorm());
      assertThat(residual(gaps, nu, c, e)).as(name).isLessThanOrEqualTo(1e-8);
    }
    assertThat(interior).isGreaterThan(MODELS / 50); // each kind is among them
    assertThat(hard).isGreaterThan(MODELS / 50);
  }

  @Test
  void cubicRegularisation_onRandomModels_meetsTheConditionsOfAGlobalMinimum() {
    Random random = new Random(84);
    int hard = 0;
    for (int trial = 0; trial < MODELS; trial++) {
      QuadraticModel model = random(random);
      double weight = Math.pow(10, 8 * (random.nextDouble() - 0.5));
      String name = "model " + trial;

      Vector e = CubicRegularisation.minimiser(model, weight);

      Vector c = model.gradient();
      Vector gaps = gaps(model);
      double base = Math.max(0, -model.smallestEigenvalue());
      double lambda = weight * e.norm();
      double nu = distance(gaps, c, e);
      double cube = Math.pow(e.norm(), 3);
      assertThat(model.predictedDecrease(e) - weight * cube / 3 >= 0).as(name).isTrue();
      hard += nu <= 1e-14 * gaps.maxNorm() ? 1 : 0;
      // λ = base + ν to what the solver resolves of ν, and to a few roundings of λ.
      assertThat(lambda)
          .as(name)
          .isCloseTo(base + nu, within(1e-9 * Math.abs(nu) + 1e-13 * (lambda + gaps.maxNorm())));
      assertThat(nu).as(name).isGreaterThanOrEqualTo(-1e-14 * gaps.maxNorm());
      assertThat(residual(gaps, nu, c, e)).as(name).isLessThanOrEqualTo(1e-8);
    }
    assertThat(hard).isGreaterThan(MODELS / 50);
  }

  /// Positive definite and no bound felt: −B⁻¹ g.
  @Test
  void minimiser_boundsThatAreNotFelt_isNewtonsStep() {
    Random random = new Random(85);
    for (int trial = 0; trial < 100; trial++) {
      int n = 1 + random.nextInt(5);
      SymmetricMatrix b = SymmetricMatrix.identity(n, 0.1);
      for (int k = 0; k < n; k++) {
        b = b.plusOuter(1, Vector.of(n, _ -> random.nextGaussian()));
      }
      Vector g = Vector.of(n, _ -> random.nextGaussian());
      Vector newton = b.inverse().orElseThrow().times(g).times(-1);
      QuadraticModel model = QuadraticModel.of(b, g);

      // Conditions below 1e3 take three of sixteen digits; a weight of 1e-14 takes σ‖e‖/w_min.
      assertClose(model.lift(TrustRegion.minimiser(model, 1e9)), newton, 1e-11);
      assertClose(model.lift(CubicRegularisation.minimiser(model, 1e-14)), newton, 1e-10);
    }
  }

  @Test
  void minimiser_noGradientAtAMaximum_goesToTheBoundary() {
    QuadraticModel maximum = QuadraticModel.of(SymmetricMatrix.identity(3, -2), Vector.zero(3));

    assertThat(TrustRegion.minimiser(maximum, 0.5).norm()).isCloseTo(0.5, within(1e-15));
    // λ = 2 = σ‖e‖.
    assertThat(CubicRegularisation.minimiser(maximum, 4).norm()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void minimiser_noGradientAtAMinimum_stays() {
    QuadraticModel minimum = QuadraticModel.of(SymmetricMatrix.identity(3, 2), Vector.zero(3));

    assertThat(TrustRegion.minimiser(minimum, 0.5).norm()).isZero();
    assertThat(CubicRegularisation.minimiser(minimum, 4).norm()).isZero();
  }

  private static void assertClose(Vector actual, Vector expected, double tolerance) {
    assertThat(actual.plus(-1, expected).norm()).isLessThanOrEqualTo(tolerance * expected.norm());
  }
}
