package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;

/// The logarithm of a gain that falls with a slope on one side of a threshold, ψ = a q(d, W).
///
/// ```
/// d = σ (X − T)          a = −σκ (1 − 1/R)          a′ = −σκ/R²          a″ = 2σκ/R³
/// ```
///
/// with q of [Knee] and σ = 1 for a compressor, −1 for an expander, whose ratio is below 1. The
/// variables are X, T, R, W:
///
/// ```
/// ψ_X = σ a q_d     ψ_T = −ψ_X     ψ_R = a′ q     ψ_W = a q_W
/// ```
///
/// @param threshold T, dB
/// @param ratio R
/// @param width W, dB
/// @param side σ
record KneeSlope(double threshold, double ratio, double width, int side) {
  private static final int X = 0;
  private static final int T = 1;
  private static final int R = 2;
  private static final int W = 3;

  private static final int XX = 0;
  private static final int XT = 1;
  private static final int TT = 2;
  private static final int XR = 3;
  private static final int TR = 4;
  private static final int RR = 5;
  private static final int XW = 6;
  private static final int TW = 7;
  private static final int RW = 8;
  private static final int WW = 9;

  /// (κs) q above and −(κs) q below, in this order, to the last bit as the plain compressor has it.
  private double factor() {
    return -side * (Decibels.KAPPA * (1 - 1 / ratio));
  }

  private double factorByRatio() {
    return -side * Decibels.KAPPA / (ratio * ratio);
  }

  private double factorByRatioTwice() {
    return 2 * side * Decibels.KAPPA / (ratio * ratio * ratio);
  }

  /// ψ.
  void values(double[] x, int xOffset, double[] psi, int psiOffset, int length) {
    double a = factor();
    double t = threshold;
    double w = width;
    for (int n = 0; n < length; n++) {
      psi[psiOffset + n] = a * Knee.value(side * (x[xOffset + n] - t), w);
    }
  }

  /// ψ_i, 4 rows.
  void first(double[] x, int offset, int length, double[][] first) {
    double a = factor();
    double aR = factorByRatio();
    double t = threshold;
    double w = width;
    for (int n = 0; n < length; n++) {
      double d = side * (x[offset + n] - t);
      double byLevel = side * a * Knee.byExcess(d, w);
      first[X][n] = byLevel;
      first[T][n] = -byLevel;
      first[R][n] = aR * Knee.value(d, w);
      first[W][n] = a * Knee.byWidth(d, w);
    }
  }

  /// ψ_ij, 10 rows.
  void second(double[] x, int offset, int length, double[][] second) {
    double a = factor();
    double aR = factorByRatio();
    double aRR = factorByRatioTwice();
    double t = threshold;
    double w = width;
    for (int n = 0; n < length; n++) {
      double d = side * (x[offset + n] - t);
      double twice = a * Knee.byExcessTwice(d, w);
      double withRatio = side * aR * Knee.byExcess(d, w);
      double withWidth = side * a * Knee.byExcessAndWidth(d, w);
      second[XX][n] = twice;
      second[XT][n] = -twice;
      second[TT][n] = twice;
      second[XR][n] = withRatio;
      second[TR][n] = -withRatio;
      second[RR][n] = aRR * Knee.value(d, w);
      second[XW][n] = withWidth;
      second[TW][n] = -withWidth;
      second[RW][n] = aR * Knee.byWidth(d, w);
      second[WW][n] = a * Knee.byWidthTwice(d, w);
    }
  }
}
