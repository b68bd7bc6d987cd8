package io.gainprint.fitting.inference;

/// Huber's weights: residuals count with their square up to a cutoff and with their magnitude
/// beyond.
///
/// ```
/// w(r) = min(1, k / |r|)          k = 1.345 σ̂          σ̂ = 1.4826 median |r|
/// ```
///
/// A least-squares fit with these weights, repeated, minimises Huber's loss. σ̂ is about zero, not
/// about the median of r: residuals of sound have no mean.
///
/// 1.345 keeps 95 % of the efficiency of least squares where residuals are independent and normal.
/// Those of a fitted unit are neither. That they are *coloured* does no harm here: σ̂ needs their
/// distribution only, which a long recording has whatever its spectrum, but it says nothing of
/// efficiency then. That they are loud where the sound is loud does harm: pauses make the median
/// small, and at 1.345 σ̂ half of the loud passages may lie beyond the cutoff, which turns the fit
/// into one of absolute values. Take σ̂ over sounding samples, or a larger k, and look at what
/// share of samples is weighted down.
///
/// Source: Huber 1964, doi 10.1214/aoms/1177703732.
///
/// @param cutoff k, in the unit of the residuals, > 0; +∞ for weights of 1
public record HuberWeights(double cutoff) {
  /// k / σ̂.
  public static final double EFFICIENT = 1.345;

  /// Checks the cutoff.
  ///
  /// @throws IllegalArgumentException if it is not positive
  public HuberWeights {
    if (!(cutoff > 0)) {
      throw new IllegalArgumentException("cutoff must be positive: " + cutoff);
    }
  }

  /// Weights by the scale of residuals.
  ///
  /// @param residuals the residuals, none of them NaN
  /// @param deviations k / σ̂, > 0, such as [#EFFICIENT]
  /// @return the weights; all 1 where more than half of the residuals are 0, as these have no scale
  /// @throws IllegalArgumentException if there are no residuals, one is NaN, or the factor is not
  ///   positive
  public static HuberWeights of(double[] residuals, double deviations) {
    if (!(deviations > 0)) {
      throw new IllegalArgumentException("deviations must be positive: " + deviations);
    }
    double[] magnitudes = new double[residuals.length];
    for (int n = 0; n < magnitudes.length; n++) {
      magnitudes[n] = Math.abs(residuals[n]);
      if (Double.isNaN(magnitudes[n])) {
        throw new IllegalArgumentException("residual must be a number: sample " + n);
      }
    }
    double scale = Medians.NORMAL * Medians.of(magnitudes);
    if (Double.isNaN(scale)) {
      throw new IllegalArgumentException("residuals must be at least one");
    }
    double cutoff = deviations * scale;
    return new HuberWeights(cutoff > 0 ? cutoff : Double.POSITIVE_INFINITY);
  }

  /// Weights by the scale of residuals.
  ///
  /// @param residuals the residuals, none of them NaN
  /// @param deviations k / σ̂, > 0, such as [#EFFICIENT]
  /// @return the weights; all 1 where more than half of the residuals are 0, as these have no scale
  /// @throws IllegalArgumentException if there are no residuals, one is NaN, or the factor is not
  ///   positive
  public static HuberWeights of(float[] residuals, double deviations) {
    double[] wide = new double[residuals.length];
    for (int n = 0; n < wide.length; n++) {
      wide[n] = residuals[n];
    }
    return of(wide, deviations);
  }

  /// The weight of one residual.
  ///
  /// @param residual r
  /// @return w(r), 0 to 1; NaN of NaN
  public double weight(double residual) {
    double magnitude = Math.abs(residual);
    return magnitude <= cutoff ? 1 : cutoff / magnitude;
  }

  /// The weights of many residuals.
  ///
  /// @param residuals the residuals
  /// @param weights takes a weight for each; may be the same array
  /// @throws IllegalArgumentException if the lengths differ
  public void fill(double[] residuals, double[] weights) {
    requireSameLength(residuals.length, weights.length);
    double k = cutoff;
    for (int n = 0; n < residuals.length; n++) {
      double magnitude = Math.abs(residuals[n]);
      weights[n] = magnitude <= k ? 1 : k / magnitude;
    }
  }

  /// The weights of many residuals.
  ///
  /// @param residuals the residuals
  /// @param weights takes a weight for each; may be the same array
  /// @throws IllegalArgumentException if the lengths differ
  public void fill(float[] residuals, float[] weights) {
    requireSameLength(residuals.length, weights.length);
    double k = cutoff;
    for (int n = 0; n < residuals.length; n++) {
      double magnitude = Math.abs(residuals[n]);
      weights[n] = magnitude <= k ? 1 : (float) (k / magnitude);
    }
  }

  private static void requireSameLength(int residuals, int weights) {
    if (residuals != weights) {
      throw new IllegalArgumentException(
          "weights must be as many as residuals, " + residuals + ": " + weights);
    }
  }
}
