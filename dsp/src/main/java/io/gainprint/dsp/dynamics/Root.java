package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.Lengths;

/// The amplitude y = √x of a power x ≥ 0. It has no parameters.
///
/// ```
/// y′ = 1/(2y)          y″ = −1/(4y³)
/// ```
///
/// Both are without bounds towards 0. Where y is 10⁻³⁰ or less, −600 dBFS, they count as 0, so that
/// silence gives finite derivatives. A negative power is NaN.
public record Root() implements Curve {
  private static final double NOTHING = 1e-30;

  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public Root with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
    return this;
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int n = 0; n < length; n++) {
      y[yOffset + n] = Math.sqrt(x[xOffset + n]);
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    double[] byInput = first[0];
    for (int n = 0; n < length; n++) {
      double root = y[offset + n];
      byInput[n] = root <= NOTHING ? 0 : 0.5 / root;
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    double[] byInput = second[0];
    for (int n = 0; n < length; n++) {
      double root = y[offset + n];
      byInput[n] = root <= NOTHING ? 0 : -0.25 / (root * root * root);
    }
  }
}
