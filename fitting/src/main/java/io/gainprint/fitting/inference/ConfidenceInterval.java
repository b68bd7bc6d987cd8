package io.gainprint.fitting.inference;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.TDistribution;

/// A range that holds the true value of a parameter in 95 of 100 fits, if the model is right.
///
/// @param low its lower end
/// @param high its upper end, ≥ low
public record ConfidenceInterval(double low, double high) {
  /// What a two-sided interval of 95 % leaves below its upper end.
  private static final double UPPER = 0.975;

  /// Checks the order.
  ///
  /// @throws IllegalArgumentException if an end is NaN or they are in the wrong order
  public ConfidenceInterval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval must not end before it starts: " + low + ", " + high);
    }
  }

  /// The interval ψ(θ ± t √C) with the 97.5 % quantile of Student's t.
  ///
  /// It is symmetric in the coordinates of the fit and need not be in physical units; it cannot
  /// leave the range of ψ.
  ///
  /// @param estimate θ, in the coordinates of the fit
  /// @param standardError √C, in the same coordinates, ≥ 0
  /// @param degreesOfFreedom those of t, ≥ 1
  /// @param toPhysical ψ, rising or falling
  /// @return the interval in physical units
  /// @throws IllegalArgumentException if an argument is out of its range, or an end point is NaN
  public static ConfidenceInterval of(
      double estimate,
      double standardError,
      long degreesOfFreedom,
      DoubleUnaryOperator toPhysical) {
    if (!(standardError >= 0)) {
      throw new IllegalArgumentException("standard error must be at least 0: " + standardError);
    }
    if (degreesOfFreedom < 1) {
      throw new IllegalArgumentException(
          "degrees of freedom must be at least 1: " + degreesOfFreedom);
    }
    double half =
        standardError
            * TDistribution.of((double) degreesOfFreedom).inverseCumulativeProbability(UPPER);
    double left = toPhysical.applyAsDouble(estimate - half);
    double right = toPhysical.applyAsDouble(estimate + half);
    return new ConfidenceInterval(Math.min(left, right), Math.max(left, right));
  }

  /// Whether a value lies within.
  ///
  /// @param value the value
  /// @return true if so, ends included
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
