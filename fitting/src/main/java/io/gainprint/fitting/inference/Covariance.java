package io.gainprint.fitting.inference;

import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// How fitted parameters scatter about the truth, and how well that is known.
///
/// @param matrix C, in the coordinates the fit was made in
/// @param degreesOfFreedom those of Student's t for intervals, ≥ 1
public record Covariance(SymmetricMatrix matrix, long degreesOfFreedom) {
  /// Checks the degrees of freedom.
  ///
  /// @throws IllegalArgumentException if there is none
  public Covariance {
    Objects.requireNonNull(matrix, "matrix");
    if (degreesOfFreedom < 1) {
      throw new IllegalArgumentException(
          "degrees of freedom must be at least 1: " + degreesOfFreedom);
    }
  }

  /// The textbook's covariance, 2σ² B⁻¹ with σ² = L / (N − p): right where residuals are white
  /// noise of one level, and several times too small for the residuals of a fitted unit, which are
  /// the model's own error. To be labelled so.
  ///
  /// @param curvature B, which is G by the textbook; H takes the bend of the model into account
  /// @param sumOfSquares L at the minimum, ≥ 0, in the scale of the curvature
  /// @param samples N, the number of residuals
  /// @return with N − p degrees of freedom; empty if N ≤ p or B is not positive definite
  /// @throws IllegalArgumentException if the sum is negative or NaN
  public static Optional<Covariance> whiteNoise(
      SymmetricMatrix curvature, double sumOfSquares, long samples) {
    if (!(sumOfSquares >= 0)) {
      throw new IllegalArgumentException("sum of squares must be at least 0: " + sumOfSquares);
    }
    long freedom = samples - curvature.dimension();
    if (freedom < 1) {
      return Optional.empty();
    }
    double variance = sumOfSquares / freedom;
    return curvature.inverse().map(inverse -> new Covariance(inverse.times(2 * variance), freedom));
  }

  /// The standard errors.
  ///
  /// @return √C_ii of every parameter
  public Vector standardErrors() {
    return Vector.of(matrix.dimension(), this::standardError);
  }

  private double standardError(int i) {
    return Math.sqrt(matrix.at(i, i));
  }

  /// The covariance in other variables, each a smooth function of one of these, to first order.
  ///
  /// @param slopes the derivative of each, at the estimate
  /// @return D C D with the slopes on the diagonal of D
  /// @throws IllegalArgumentException if there is not one slope per parameter
  public Covariance inVariables(Vector slopes) {
    if (slopes.dimension() != matrix.dimension()) {
      throw new IllegalArgumentException(
          "slopes must be " + matrix.dimension() + ": " + slopes.dimension());
    }
    return new Covariance(
        SymmetricMatrix.of(
            matrix.dimension(), (i, j) -> slopes.at(i) * matrix.at(i, j) * slopes.at(j)),
        degreesOfFreedom);
  }

  /// The 95 % confidence interval of one parameter.
  ///
  /// @param i the parameter
  /// @param estimate its fitted value, in the coordinates of the matrix
  /// @param toPhysical monotone map from these coordinates to the unit of the result
  /// @return the interval in that unit
  /// @throws IllegalArgumentException if estimate, variance or the mapped end points are NaN
  public ConfidenceInterval interval(int i, double estimate, DoubleUnaryOperator toPhysical) {
    return ConfidenceInterval.of(estimate, standardError(i), degreesOfFreedom, toPhysical);
  }
}
