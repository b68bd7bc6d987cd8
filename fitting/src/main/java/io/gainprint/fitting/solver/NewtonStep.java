package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;

/// The step of [NewtonRaphson], s = −Q W̃⁻¹ Qᵀ g.
///
/// @param direction s
/// @param predictedDecrease ½ gᵀ Q W̃⁻¹ Qᵀ g ≥ 0
/// @param isConvex whether the Hessian has no negative eigenvalue, beyond rounding
record NewtonStep(Vector direction, double predictedDecrease, boolean isConvex) {
  /// δ: an eigenvalue below this share of the largest is rounding, or a direction so flat that its
  /// curvature says nothing. Not larger: next to the bound of a parameter curvature is small and
  /// true.
  private static final double FLOOR = 1e-12;

  static NewtonStep of(Derivatives d) {
    Spectrum hessian = SymmetricMatrix.hessian(d).spectrum();
    double floor = FLOOR * hessian.largestMagnitude();
    Spectrum used =
        hessian.smallest() > floor ? hessian : SymmetricMatrix.gaussNewton(d).spectrum();
    return along(used, Vector.gradient(d), hessian.smallest() >= -floor);
  }

  private static NewtonStep along(Spectrum spectrum, Vector gradient, boolean isConvex) {
    double floor = Math.max(Double.MIN_NORMAL, FLOOR * spectrum.largestMagnitude());
    Vector c = spectrum.coefficients(gradient);
    Vector step =
        Vector.of(
            c.dimension(), k -> -c.at(k) / Math.max(Math.abs(spectrum.values().at(k)), floor));
    return new NewtonStep(spectrum.lift(step), -0.5 * c.dot(step), isConvex);
  }
}
