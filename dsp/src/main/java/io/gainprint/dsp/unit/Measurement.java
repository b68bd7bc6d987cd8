package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;

/// What one position of a unit's controls stands for, and how sure that is.
///
/// @param controls the position
/// @param parameters the compressor that sounds like it
/// @param scatter how far the parameters may be off
public record Measurement(Controls controls, CompressorParameters parameters, Scatter scatter) {

  /// One standard deviation of each parameter; NaN for one that is not known.
  ///
  /// @param thresholdDb of the threshold, dB
  /// @param ratio of the ratio
  /// @param attackMs of the attack time, ms
  /// @param releaseMs of the release time, ms
  /// @param makeUpDb of the make-up gain, dB
  public record Scatter(
      double thresholdDb, double ratio, double attackMs, double releaseMs, double makeUpDb) {

    /// Nothing is known.
    public static final Scatter UNKNOWN =
        new Scatter(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
