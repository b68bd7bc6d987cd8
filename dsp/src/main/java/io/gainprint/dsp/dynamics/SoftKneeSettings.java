package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.processor.Lengths;

/// Settings of a [SoftKneeCompressor]: θ = (α, T, R, W, α_A, α_R, M).
///
/// @param averaging α of the mean square, in (0, 1]; 1 takes each sample by itself
/// @param thresholdDb T, dBFS, finite
/// @param ratio R ≥ 1, finite
/// @param kneeDb W ≥ 0, width of the knee, dB, finite
/// @param attack α_A while the gain falls, in (0, 1]
/// @param release α_R while the gain rises, in (0, 1]
/// @param makeUpDb M, dB, finite
public record SoftKneeSettings(
    double averaging,
    double thresholdDb,
    double ratio,
    double kneeDb,
    double attack,
    double release,
    double makeUpDb) {
  /// The number of parameters.
  public static final int COUNT = 7;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public SoftKneeSettings {
    Requirements.coefficient("averaging coefficient", averaging);
    Requirements.finite("threshold", thresholdDb);
    Requirements.ratioAbove("ratio", ratio);
    Requirements.atLeast(0, "knee", kneeDb);
    Requirements.coefficient("attack coefficient", attack);
    Requirements.coefficient("release coefficient", release);
    Requirements.finite("make-up gain", makeUpDb);
  }

  /// The settings with which it is the plain compressor: no knee, and no averaging.
  ///
  /// @param plain settings of that
  /// @return the settings
  public static SoftKneeSettings of(CompressorCoefficients plain) {
    return new SoftKneeSettings(
        1,
        plain.thresholdDb(),
        plain.ratio(),
        0,
        plain.attack(),
        plain.release(),
        plain.makeUpDb());
  }

  /// Settings from a vector.
  ///
  /// @param theta θ, 7 values
  /// @return the settings
  /// @throws IllegalArgumentException if their number is another, or one is out of range
  public static SoftKneeSettings of(double[] theta) {
    Lengths.require("parameters", theta, COUNT);
    return new SoftKneeSettings(
        theta[0], theta[1], theta[2], theta[3], theta[4], theta[5], theta[6]);
  }
}
