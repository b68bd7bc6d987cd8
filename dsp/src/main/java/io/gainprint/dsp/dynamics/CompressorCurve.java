package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.Lengths;

/// The static gain of a compressor with a soft knee, from a level in dB; its parameters are (T, R,
/// W).
///
/// ```
/// f = exp(−κ (1 − 1/R) q(X − T, W))
/// ```
///
/// where q is 0 below the knee, the excess over the threshold above it, and a parabola between:
///
/// ```
/// q(d, W) = 0                    2d ≤ −W
///         = (d + W/2)² / (2W)    −W < 2d < W
///         = d                    2d ≥ W
/// ```
///
/// All first derivatives of f are continuous if W > 0. Second ones jump at the edges of the knee,
/// where they are those outside of it. For W = 0 the knee is hard: a level at the threshold counts
/// as below it, and the derivatives by W are 0.
///
/// Source: Giannoulis, Massberg, Reiss: Digital dynamic range compressor design (J. Audio Eng. Soc.
/// 60, 2012), equation 4.
///
/// @param thresholdDb T, dBFS, finite
/// @param ratio R ≥ 1, finite
/// @param kneeDb W ≥ 0, width of the knee, dB, finite
public record CompressorCurve(double thresholdDb, double ratio, double kneeDb) implements Curve {
  private static final int COUNT = 3;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public CompressorCurve {
    Requirements.finite("threshold", thresholdDb);
    Requirements.ratioAbove("ratio", ratio);
    Requirements.atLeast(0, "knee", kneeDb);
  }

  @Override
  public double[] parameters() {
    return new double[] {thresholdDb, ratio, kneeDb};
  }

  @Override
  public CompressorCurve with(double[] parameters) {
    Lengths.require("parameters", parameters, COUNT);
    return new CompressorCurve(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    slope().values(x, xOffset, y, yOffset, length);
    for (int n = yOffset; n < yOffset + length; n++) {
      y[n] = Math.exp(y[n]);
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    slope().first(x, offset, length, first);
    Exponential.first(y, offset, length, first);
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    double[][] first = new double[1 + COUNT][length];
    slope().first(x, offset, length, first);
    slope().second(x, offset, length, second);
    Exponential.second(y, offset, length, first, second);
  }

  private KneeSlope slope() {
    return new KneeSlope(thresholdDb, ratio, kneeDb, 1);
  }
}
