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

  /// What a window must want to change, as a share of the output's energy, to be an outlier: −90
  /// dB. Where the model leaves nothing but rounding, windows differ by how they begin, and no one
  /// hears it.
  private static final double INAUDIBLE = 1e-9;

  /// The windows that are outliers. A step p changes the error-to-signal ratio by ½ ‖p‖².
  static final NormTrimming OUTLIERS =
      new NormTrimming(
          new NormTrimming.Outliers(0.2, 6, Math.sqrt(2 * INAUDIBLE)),
          NormTrimming.DEFAULT.leastParts(),
          NormTrimming.DEFAULT.maxRounds());

  /// Windows that are outliers are dropped, and errors beyond four standard deviations weighed
  /// down: clicks and short dropouts, and of normal errors 6 in 100 000. Of a unit that is not
  /// quite the model a tenth of the samples or more, as its errors are largest where it is loud:
  /// the fit then leans to what the quiet samples say, and its error is a little larger.
  public static final Robustness FULL = new Robustness(Optional.of(OUTLIERS), 4);

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
