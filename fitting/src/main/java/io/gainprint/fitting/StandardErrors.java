package io.gainprint.fitting;

/// How far each fitted parameter would scatter if the fit were repeated on other sound of the same
/// kind, one standard deviation.
///
/// @param thresholdDb of the threshold, dB
/// @param ratio of the ratio
/// @param attackMs of the attack time, ms
/// @param releaseMs of the release time, ms
/// @param makeUpDb of the make-up gain, dB
public record StandardErrors(
    double thresholdDb, double ratio, double attackMs, double releaseMs, double makeUpDb) {

  /// Nothing is known.
  public static final StandardErrors UNKNOWN =
      new StandardErrors(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
