package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// The static gain of a downward expander with a soft knee and a range, from a level in dB; its
/// parameters are (T, R, W, A).
///
/// ```
/// f = exp(κ max(−A, (1 − 1/R) q(T − X, W)))
/// ```
///
/// with q of [CompressorCurve]. A ratio of 1/3 takes a level 1 dB below the threshold to 3 dB below
/// it; a small one makes a gate that opens within a few decibels. [GateCurve] is one that opens at
/// once.
///
/// Where the range limits the gain, also where it just meets it, the only derivatives that are not
/// 0 are those by A. At the edges of the knee derivatives are those outside of it.
///
/// @param thresholdDb T, dBFS, finite
/// @param ratio R in (0, 1], input dB per output dB
/// @param kneeDb W ≥ 0, width of the knee, dB, finite
/// @param rangeDb A ≥ 0, the most that the gain falls, dB, finite
public record ExpanderCurve(double thresholdDb, double ratio, double kneeDb, double rangeDb)
    implements Curve {
  private static final int COUNT = 4;
  private static final int A = 4;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public ExpanderCurve {
    Requirements.finite("threshold", thresholdDb);
    Requirements.ratioBelow("ratio", ratio);
    Requirements.atLeast(0, "knee", kneeDb);
    Requirements.atLeast(0, "range", rangeDb);
  }

  @Override
  public double[] parameters() {
    return new double[] {thresholdDb, ratio, kneeDb, rangeDb};
  }

  @Override
  public ExpanderCurve with(double[] parameters) {
    Lengths.require("parameters", parameters, COUNT);
    return new ExpanderCurve(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    slope().values(x, xOffset, y, yOffset, length);
    double least = -Decibels.KAPPA * rangeDb;
    for (int n = yOffset; n < yOffset + length; n++) {
      y[n] = Math.exp(Math.max(least, y[n]));
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    logarithmFirst(x, offset, length, first);
    Exponential.first(y, offset, length, first);
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    double[][] first = new double[1 + COUNT][length];
    logarithmFirst(x, offset, length, first);
    slope().second(x, offset, length, second);
    double[] byRange = first[A];
    for (double[] row : second) {
      for (int n = 0; n < length; n++) {
        row[n] = byRange[n] == 0 ? row[n] : 0;
      }
    }
    for (int ij = A * (A + 1) / 2; ij < second.length; ij++) {
      Arrays.fill(second[ij], 0, length, 0);
    }
    Exponential.second(y, offset, length, first, second);
  }

  /// Those of [KneeSlope], and −κ by A alone where the range limits.
  private void logarithmFirst(double[] x, int offset, int length, double[][] first) {
    double[] byRange = first[A];
    slope().values(x, offset, byRange, 0, length);
    slope().first(x, offset, length, first);
    double least = -Decibels.KAPPA * rangeDb;
    for (int n = 0; n < length; n++) {
      boolean isLimited = byRange[n] < 0 && byRange[n] <= least;
      byRange[n] = isLimited ? -Decibels.KAPPA : 0;
      if (isLimited) {
        for (int i = 0; i < A; i++) {
          first[i][n] = 0;
        }
      }
    }
  }

  private KneeSlope slope() {
    return new KneeSlope(thresholdDb, ratio, kneeDb, -1);
  }
}
