package io.gainprint.dsp;

/// Conversion between linear amplitude factors and decibels, 20 log10.
public final class Decibels {
  /// κ = ln(10)/20, the natural logarithm of a gain of one decibel: a gain of `db` decibels is
  /// exp(κ db).
  public static final double KAPPA = StrictMath.log(10) / 20;

  private Decibels() {}

  /// The amplitude factor of a level.
  ///
  /// @param db level in dB; −∞ gives 0
  /// @return exp(κ db)
  public static double toFactor(double db) {
    return Math.exp(KAPPA * db);
  }

  /// The level of an amplitude factor.
  ///
  /// @param factor amplitude factor, ≥ 0; 0 gives −∞, a negative one NaN
  /// @return 20 log10(factor) in dB
  public static double fromFactor(double factor) {
    return 20 * Math.log10(factor);
  }
}
