package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;

/// The static gain of a compressor and a downward expander, both with a hard knee, from a level in
/// dB; its parameters are (T, R) of the compressor, then (T, R) of the expander.
///
/// ```
/// f = exp(κ min(0, s_c (T_c − X), s_e (T_e − X)))          s = 1 − 1/R
/// ```
///
/// s_c is positive and s_e negative. Derivatives are those of the least of the three. If two are
/// least, 0 goes before the compressor and the compressor before the expander.
///
/// Source: torchcomp (Yu and Fazekas), `compexp_gain`.
///
/// @param compressorThresholdDb T_c, dBFS, finite
/// @param compressorRatio R_c ≥ 1, finite
/// @param expanderThresholdDb T_e, dBFS, finite
/// @param expanderRatio R_e in (0, 1]
public record CompressorExpanderCurve(
    double compressorThresholdDb,
    double compressorRatio,
    double expanderThresholdDb,
    double expanderRatio)
    implements Curve {
  private static final int COUNT = 4;
  private static final int X = 0;
  private static final int COMPRESSOR = 1; // its threshold; its ratio follows
  private static final int EXPANDER = 3;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the parameter, its limit and its value
  public CompressorExpanderCurve {
    Requirements.finite("compressor threshold", compressorThresholdDb);
    Requirements.ratioAbove("compressor ratio", compressorRatio);
    Requirements.finite("expander threshold", expanderThresholdDb);
    Requirements.ratioBelow("expander ratio", expanderRatio);
  }

  @Override
  public double[] parameters() {
    return new double[] {
      compressorThresholdDb, compressorRatio, expanderThresholdDb, expanderRatio
    };
  }

  @Override
  public CompressorExpanderCurve with(double[] parameters) {
    Lengths.require("parameters", parameters, COUNT);
    return new CompressorExpanderCurve(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int n = 0; n < length; n++) {
      double level = x[xOffset + n];
      double least = Math.min(compressed(level), expanded(level));
      y[yOffset + n] = Math.exp(Decibels.KAPPA * Math.min(0, least));
    }
  }

  private double compressed(double level) {
    return (1 - 1 / compressorRatio) * (compressorThresholdDb - level);
  }

  private double expanded(double level) {
    return (1 - 1 / expanderRatio) * (expanderThresholdDb - level);
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
    logarithmSecond(x, offset, length, second);
    Exponential.second(y, offset, length, first, second);
  }

  /// The variable that the threshold in charge is, or 0 where the gain is 1.
  private int inCharge(double level) {
    double compressed = compressed(level);
    double expanded = expanded(level);
    if (expanded < 0 && expanded < compressed) {
      return EXPANDER;
    }
    return compressed < 0 ? COMPRESSOR : 0;
  }

  /// With ψ = κ s (T − X): ψ_X = −κs, ψ_T = κs, ψ_R = κ (T − X)/R².
  private void logarithmFirst(double[] x, int offset, int length, double[][] first) {
    double[] theta = parameters();
    for (int n = 0; n < length; n++) {
      for (double[] row : first) {
        row[n] = 0;
      }
      double level = x[offset + n];
      int t = inCharge(level);
      if (t > 0) {
        double ratio = theta[t];
        double byThreshold = Decibels.KAPPA * (1 - 1 / ratio);
        first[X][n] = -byThreshold;
        first[t][n] = byThreshold;
        first[t + 1][n] = Decibels.KAPPA * (theta[t - 1] - level) / (ratio * ratio);
      }
    }
  }

  /// ψ_XR = −κ/R², ψ_TR = κ/R², ψ_RR = −2κ (T − X)/R³.
  private void logarithmSecond(double[] x, int offset, int length, double[][] second) {
    double[] theta = parameters();
    for (int n = 0; n < length; n++) {
      for (double[] row : second) {
        row[n] = 0;
      }
      double level = x[offset + n];
      int t = inCharge(level);
      if (t > 0) {
        double ratio = theta[t];
        int rowOfRatio = (t + 1) * (t + 2) / 2;
        second[rowOfRatio][n] = -Decibels.KAPPA / (ratio * ratio);
        second[rowOfRatio + t][n] = Decibels.KAPPA / (ratio * ratio);
        second[rowOfRatio + t + 1][n] =
            -2 * Decibels.KAPPA * (theta[t - 1] - level) / (ratio * ratio * ratio);
      }
    }
  }
}
