package io.gainprint.recordings.alignment;

/// Where the samples of the dry recording lie in the wet one: p(n) = n + τ + δ n.
///
/// @param lateBySamples τ, how late the wet recording is at sample 0 of the dry one; negative if
///   early, finite
/// @param driftPpm 10⁶ δ, how much slow the wet recording runs: so many of its samples more than a
///   million go by in a million of the dry one; > −10⁶ and finite
public record TimeBase(double lateBySamples, double driftPpm) {
  /// Both recordings on one clock, and begun together.
  public static final TimeBase COMMON = new TimeBase(0, 0);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public TimeBase {
    if (!Double.isFinite(lateBySamples)) {
      throw new IllegalArgumentException("lateBySamples must be finite: " + lateBySamples);
    }
    if (!(driftPpm > -1e6 && driftPpm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("driftPpm must be above -1000000: " + driftPpm);
    }
  }

  /// δ, samples per sample.
  ///
  /// @return the drift as a fraction
  public double drift() {
    return 1e-6 * driftPpm;
  }

  /// How late the wet recording is at a sample of the dry one.
  ///
  /// @param drySample n, may lie between samples
  /// @return τ + δ n, samples
  public double lateBy(double drySample) {
    return lateBySamples + drift() * drySample;
  }

  /// The sample of the dry recording that is found at a position of the wet one.
  ///
  /// @param wetPosition p, samples
  /// @return n with p(n) = p
  public double drySample(double wetPosition) {
    return (wetPosition - lateBySamples) / (1 + drift());
  }

  /// Whether the wet recording's samples are those of the dry one, but for a shift by a whole
  /// number of them.
  ///
  /// @return true if nothing lies between samples
  public boolean isWhole() {
    return driftPpm == 0 && lateBySamples == Math.rint(lateBySamples);
  }
}
