package io.gainprint.fitting.filter;

/// The largest difference between two responses.
///
/// @param db its magnitude, dB; NaN where it is not known
/// @param frequencyHz where it is, Hz
public record ResponseDifference(double db, double frequencyHz) {
  /// Nothing is known.
  public static final ResponseDifference UNKNOWN = new ResponseDifference(Double.NaN, Double.NaN);
}
