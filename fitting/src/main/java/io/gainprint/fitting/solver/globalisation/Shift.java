package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.QuadraticModel;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The curved path of shifted Newton steps, e(λ) = −(w + λ)⁻¹ c, and the point on it that has a
/// required length.
///
/// The unknown is not λ but its distance ν to the pole of the smallest eigenvalue, λ = base + ν
/// with base = max(0, −w_min): where λ is all but the pole, λ itself has no digits left for the
/// difference, and the step would be of a wrong length.
///
/// Source: Moré and Sorensen 1983, doi 10.1137/0904038, for the equation in 1/‖e‖ and the hard
/// case.
final class Shift {
  /// Relative accuracy of ν.
  private static final double ACCURACY = 1e-13;

  private static final int MAX_STEPS = 200;

  /// The gradient has no part in the lowest eigenspace if that part is below this share of it.
  private static final double HARD = 1e-14;

  private final Vector c;
  private final Vector gaps; // w + base ≥ 0
  private final double base;

  Shift(QuadraticModel model) {
    double smallest = model.smallestEigenvalue();
    c = model.gradient();
    base = Math.max(0, -smallest);
    gaps = Vector.of(c.dimension(), k -> Math.max(0, model.eigenvalues().at(k) + base));
  }

  /// −w_min where that is positive, else 0: less of a shift leaves the model unbounded below.
  double base() {
    return base;
  }

  /// e = −(w + λ)⁻¹ c; where both are 0, 0.
  static Vector step(QuadraticModel model, double lambda) {
    Vector c = model.gradient();
    return Vector.of(
        c.dimension(), k -> c.at(k) == 0 ? 0 : -c.at(k) / (model.eigenvalues().at(k) + lambda));
  }

  /// e at a distance ν from the pole.
  private Vector at(double nu) {
    return Vector.of(c.dimension(), k -> c.at(k) == 0 ? 0 : -c.at(k) / (gaps.at(k) + nu));
  }

  /// The step with ‖e‖ = radius(λ), λ = base + ν, where the radius does not fall with the shift.
  ///
  /// @param radius required length as a function of the shift λ
  /// @param inverseSlope radius′ / radius², the slope of −1/radius, as a function of λ
  /// @param upper a ν at which ‖e‖ ≤ radius
  Vector ofLength(DoubleUnaryOperator radius, DoubleUnaryOperator inverseSlope, double upper) {
    Vector hard = hardCase(radius.applyAsDouble(base));
    if (hard != null) {
      return hard;
    }
    return c.norm() == 0 ? c : at(solve(radius, inverseSlope, upper));
  }

  /// Where the gradient has no part in the lowest eigenspace and the rest of the step is short
  /// enough at the pole itself: the step is made up to its length along the lowest eigenvector.
  private @Nullable Vector hardCase(double radius) {
    int n = c.dimension();
    double lowest = 0;
    double smallestGap = Double.POSITIVE_INFINITY;
    int direction = 0;
    for (int k = 0; k < n; k++) {
      if (gaps.at(k) < smallestGap) {
        smallestGap = gaps.at(k);
        direction = k;
      }
    }
    double resolution = HARD * gaps.maxNorm();
    if (smallestGap > resolution) {
      return null;
    }
    for (int k = 0; k < n; k++) {
      lowest = Math.hypot(lowest, gaps.at(k) <= resolution ? c.at(k) : 0);
    }
    if (lowest > HARD * c.norm()) {
      return null;
    }
    Vector rest = Vector.of(n, k -> gaps.at(k) <= resolution ? 0 : -c.at(k) / gaps.at(k));
    double missing = radius * radius - rest.dot(rest);
    if (missing < 0) {
      return null;
    }
    int along = direction;
    return Vector.of(n, k -> rest.at(k) + (k == along ? Math.sqrt(missing) : 0));
  }

  /// The root ν of 1/‖e(ν)‖ − 1/radius(base + ν), which rises, by Newton's method kept within a
  /// bracket by bisection.
  private double solve(DoubleUnaryOperator radius, DoubleUnaryOperator inverseSlope, double upper) {
    double low = 0;
    double high = upper;
    double nu = upper;
    for (int i = 0; i < MAX_STEPS; i++) {
      Vector e = at(nu);
      double norm = e.norm();
      double error = 1 / norm - 1 / radius.applyAsDouble(base + nu);
      if (error < 0) {
        low = nu;
      } else {
        high = nu;
      }
      double bend = 0; // Σ c² / (gap + ν)³
      for (int k = 0; k < c.dimension(); k++) {
        if (c.at(k) != 0) {
          bend += e.at(k) * e.at(k) / (gaps.at(k) + nu);
        }
      }
      double slope = bend / (norm * norm * norm) + inverseSlope.applyAsDouble(base + nu);
      double next = nu - error / slope;
      if (Math.abs(next - nu) <= ACCURACY * nu) {
        return next;
      }
      if (!(next > low && next < high)) {
        next = low > 0 ? Math.sqrt(low * high) : high / 1024; // geometric: ν spans many decades
      }
      nu = next;
    }
    return nu;
  }
}
