package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.Lengths;

/// The level of an amplitude in decibels, X = 20 log10 max(|x|, 10⁻⁸). It has no parameters.
///
/// ```
/// X′ = 1/(κx)          X″ = −1/(κx²)
/// ```
///
/// At and below the floor of −160 dBFS the level does not move, and its derivatives are 0.
public record Level() implements Curve {
  /// The least amplitude that has a level of its own, −160 dBFS.
  public static final double FLOOR = 1e-8;

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public Level with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
    return this;
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int n = 0; n < length; n++) {
      y[yOffset + n] = Decibels.fromFactor(Math.max(Math.abs(x[xOffset + n]), FLOOR));
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    double[] byInput = first[0];
    for (int n = 0; n < length; n++) {
      double amplitude = x[offset + n];
      byInput[n] = Math.abs(amplitude) <= FLOOR ? 0 : 1 / (Decibels.KAPPA * amplitude);
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    double[] byInput = second[0];
    for (int n = 0; n < length; n++) {
      double amplitude = x[offset + n];
      byInput[n] = Math.abs(amplitude) <= FLOOR ? 0 : -1 / (Decibels.KAPPA * amplitude * amplitude);
    }
  }
}
