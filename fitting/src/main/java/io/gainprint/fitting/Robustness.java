package io.gainprint.fitting;

import io.gainprint.fitting.inference.NormTrimming;
import java.util.Optional;

/// What keeps a dropout or a wrong take from ruining a fit.
///
/// @param trimming drops windows whose own wish to move the parameters is far out of line; empty to
///   keep all
/// @param huberDeviations errors beyond so many standard deviations count with their magnitude
///   instead of their square, > 0; +∞ to weigh all the same. See
///   [io.gainprint.fitting.inference.HuberWeights]
public record Robustness(Optional<NormTrimming> trimming, double huberDeviations) {
  /// Least squares over everything.
  public static final Robustness NONE = new Robustness(Optional.empty(), Double.POSITIVE_INFINITY);

  /// Windows that are outliers are dropped, and errors beyond four standard deviations weighed
  /// down: clicks and short dropouts, hardly any sample of a unit that is only not quite the model.
  public static final Robustness FULL = new Robustness(Optional.of(NormTrimming.DEFAULT), 4);

  /// Checks the deviations.
  ///
  /// @throws IllegalArgumentException naming their limit and value
  public Robustness {
    if (!(huberDeviations > 0)) {
      throw new IllegalArgumentException("deviations must be more than 0: " + huberDeviations);
    }
  }

  /// Whether anything is done at all.
  ///
  /// @return false for plain least squares
  public boolean isActive() {
    return trimming.isPresent() || huberDeviations < Double.POSITIVE_INFINITY;
  }
}
