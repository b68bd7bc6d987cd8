package io.gainprint.dsp.compressor;

import io.gainprint.dsp.RiseTime;

/// The settings of a feed-forward compressor, valid at any sample rate.
///
/// @param thresholdDb level above which gain is reduced, dBFS, finite
/// @param ratio input dB per output dB above the threshold, ≥ 1 and finite; 1 leaves the level
///   alone
/// @param attackMs 10–90 % time of the gain's fall, ms, ≥ 0 and finite (see [RiseTime])
/// @param releaseMs 10–90 % time of the gain's rise, ms, ≥ 0 and finite
/// @param makeUpDb gain applied after compression, dB, finite
public record CompressorParameters(
    double thresholdDb, double ratio, double attackMs, double releaseMs, double makeUpDb) {

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public CompressorParameters {
    Requirements.finite("threshold", thresholdDb);
    Requirements.atLeast(1, "ratio", ratio);
    Requirements.atLeast(0, "attack time", attackMs);
    Requirements.atLeast(0, "release time", releaseMs);
    Requirements.finite("make-up gain", makeUpDb);
  }

  /// These settings as coefficients at a sample rate.
  ///
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return the coefficients
  public CompressorCoefficients at(double sampleRateHz) {
    return new CompressorCoefficients(
        thresholdDb,
        ratio,
        RiseTime.toCoefficient(attackMs, sampleRateHz),
        RiseTime.toCoefficient(releaseMs, sampleRateHz),
        makeUpDb);
  }
}
