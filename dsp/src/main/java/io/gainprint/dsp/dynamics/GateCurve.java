package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// The static gain of a hard gate, from a level in dB; its parameters are (T, A).
///
/// ```
/// f = 1 if X ≥ T, else exp(−κA)
/// ```
///
/// f jumps at the threshold. Derivatives are those of the branch that was taken, so that T and X
/// have none: a fit that must move the threshold needs an [ExpanderCurve], whose gain is
/// continuous.
///
/// @param thresholdDb T, dBFS, finite
/// @param rangeDb A ≥ 0, how far the gain falls, dB, finite
public record GateCurve(double thresholdDb, double rangeDb) implements Curve {
  private static final int COUNT = 2;
  private static final int A = 2;
  private static final int AA = 5;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public GateCurve {
    Requirements.finite("threshold", thresholdDb);
    Requirements.atLeast(0, "range", rangeDb);
  }

  @Override
  public double[] parameters() {
    return new double[] {thresholdDb, rangeDb};
  }

  @Override
  public GateCurve with(double[] parameters) {
    Lengths.require("parameters", parameters, COUNT);
    return new GateCurve(parameters[0], parameters[1]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    double closed = Decibels.toFactor(-rangeDb);
    for (int n = 0; n < length; n++) {
      double level = x[xOffset + n];
      double open = level >= thresholdDb ? 1 : Double.NaN; // a level that is no number is neither
      y[yOffset + n] = level < thresholdDb ? closed : open;
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    byRange(x, y, offset, length, -Decibels.KAPPA, first, A);
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    byRange(x, y, offset, length, Decibels.KAPPA * Decibels.KAPPA, second, AA);
  }

  /// Fills one row with a multiple of the gain where the gate is shut, and the others with 0.
  private void byRange(
      double[] x, double[] y, int offset, int length, double factor, double[][] rows, int row) {
    for (double[] other : rows) {
      Arrays.fill(other, 0, length, 0);
    }
    double[] filled = rows[row];
    for (int n = 0; n < length; n++) {
      filled[n] = x[offset + n] < thresholdDb ? factor * y[offset + n] : 0;
    }
  }
}
