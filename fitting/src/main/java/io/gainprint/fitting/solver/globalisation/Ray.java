package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.QuadraticModel;

/// The straight path along Newton's step with positive eigenvalues.
final class Ray {
  private Ray() {}

  /// e = −w̃⁻¹ c.
  static Vector newton(QuadraticModel model) {
    Vector w = model.positiveEigenvalues();
    Vector c = model.gradient();
    return Vector.of(c.dimension(), k -> -c.at(k) / w.at(k));
  }
}
