package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;

/// The gain that keeps an amplitude p ≥ 0 at a ceiling, f = min(1, exp(κT)/p); its parameter is T.
///
/// Above the ceiling,
///
/// ```
/// f_p = −f/p     f_T = κf     f_pp = 2f/p²     f_pT = −κf/p     f_TT = κ²f
/// ```
///
/// At and below it f is 1 and its derivatives are 0.
///
/// @param thresholdDb T, dBFS, finite
public record LimiterCurve(double thresholdDb) implements Curve {
  private static final int PP = 0;
  private static final int PT = 1;
  private static final int TT = 2;

  /// Checks the threshold.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public LimiterCurve {
    Requirements.finite("threshold", thresholdDb);
  }

  @Override
  public double[] parameters() {
    return new double[] {thresholdDb};
  }

  @Override
  public LimiterCurve with(double[] parameters) {
    Lengths.require("parameters", parameters, 1);
    return new LimiterCurve(parameters[0]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    double ceiling = Decibels.toFactor(thresholdDb);
    for (int n = 0; n < length; n++) {
      double p = x[xOffset + n];
      y[yOffset + n] = p <= ceiling ? 1 : ceiling / p;
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    double ceiling = Decibels.toFactor(thresholdDb);
    double[] byLevel = first[0];
    double[] byThreshold = first[1];
    for (int n = 0; n < length; n++) {
      double p = x[offset + n];
      double f = p <= ceiling ? 0 : y[offset + n];
      byLevel[n] = f == 0 ? 0 : -f / p;
      byThreshold[n] = Decibels.KAPPA * f;
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    double ceiling = Decibels.toFactor(thresholdDb);
    double kappa = Decibels.KAPPA;
    for (int n = 0; n < length; n++) {
      double p = x[offset + n];
      double f = p <= ceiling ? 0 : y[offset + n];
      second[PP][n] = f == 0 ? 0 : 2 * f / (p * p);
      second[PT][n] = f == 0 ? 0 : -kappa * f / p;
      second[TT][n] = kappa * kappa * f;
    }
  }
}
