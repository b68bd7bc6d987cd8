package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RiseTime;

/// The numbers the compressor's recursion uses at one sample rate: θ = (T, R, α_A, α_R, M).
///
/// @param thresholdDb threshold T, dBFS, finite
/// @param ratio ratio R ≥ 1, finite
/// @param attack one-pole coefficient α_A while the gain falls, in (0, 1]
/// @param release one-pole coefficient α_R while the gain rises, in (0, 1]
/// @param makeUpDb make-up gain M, dB, finite
public record CompressorCoefficients(
    double thresholdDb, double ratio, double attack, double release, double makeUpDb) {

  /// The number of parameters.
  public static final int COUNT = 5;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public CompressorCoefficients {
    Requirements.finite("threshold", thresholdDb);
    Requirements.atLeast(1, "ratio", ratio);
    Requirements.coefficient("attack coefficient", attack);
    Requirements.coefficient("release coefficient", release);
    Requirements.finite("make-up gain", makeUpDb);
  }

  /// The slope of the static curve above the threshold.
  ///
  /// @return s = 1 − 1/R, dB of reduction per dB of overshoot, in `[0, 1)`
  public double slope() {
    return 1 - 1 / ratio;
  }

  /// The make-up gain as a factor.
  ///
  /// @return exp(κM)
  public double makeUpFactor() {
    return Decibels.toFactor(makeUpDb);
  }

  /// Derivatives with respect to these coefficients, from those where the slope s stands for the
  /// ratio: ds/dR = 1/R², d²s/dR² = −2/R³.
  ///
  /// @param inSlope derivatives at this point with respect to (T, s, α_A, α_R, M)
  /// @return derivatives with respect to (T, R, α_A, α_R, M)
  public Derivatives fromSlope(Derivatives inSlope) {
    return inSlope.inVariables(
        new double[] {1, 1 / (ratio * ratio), 1, 1, 1},
        new double[] {0, -2 / (ratio * ratio * ratio), 0, 0, 0});
  }

  /// These coefficients as times.
  ///
  /// @param sampleRateHz the sample rate they are meant for, Hz, > 0
  /// @return settings valid at any rate
  public CompressorParameters parameters(double sampleRateHz) {
    return new CompressorParameters(
        thresholdDb,
        ratio,
        RiseTime.toMs(attack, sampleRateHz),
        RiseTime.toMs(release, sampleRateHz),
        makeUpDb);
  }
}
