package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// A fixed gain, y = exp(κM) x; its parameter is M.
///
/// @param gainDb M, dB, finite
public record MakeUp(double gainDb) implements Curve {
  private static final int XX = 0;
  private static final int XM = 1;
  private static final int MM = 2;

  /// Checks the gain.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public MakeUp {
    Requirements.finite("make-up gain", gainDb);
  }

  @Override
  public double[] parameters() {
    return new double[] {gainDb};
  }

  @Override
  public MakeUp with(double[] parameters) {
    Lengths.require("parameters", parameters, 1);
    return new MakeUp(parameters[0]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    double factor = Decibels.toFactor(gainDb);
    for (int n = 0; n < length; n++) {
      y[yOffset + n] = factor * x[xOffset + n];
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    Arrays.fill(first[0], 0, length, Decibels.toFactor(gainDb));
    double[] byGain = first[1];
    for (int n = 0; n < length; n++) {
      byGain[n] = Decibels.KAPPA * y[offset + n];
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    Arrays.fill(second[XX], 0, length, 0);
    Arrays.fill(second[XM], 0, length, Decibels.KAPPA * Decibels.toFactor(gainDb));
    double[] byGain = second[MM];
    for (int n = 0; n < length; n++) {
      byGain[n] = Decibels.KAPPA * Decibels.KAPPA * y[offset + n];
    }
  }
}
