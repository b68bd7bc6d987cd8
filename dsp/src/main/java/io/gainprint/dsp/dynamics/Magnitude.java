package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// The rectifier y = |x|: the level of each sample by itself.
///
/// It has no parameters. The derivative is the sign of x, and 0 at 0.
public record Magnitude() implements Curve {
  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public Magnitude with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
    return this;
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int n = 0; n < length; n++) {
      y[yOffset + n] = Math.abs(x[xOffset + n]);
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    double[] byInput = first[0];
    for (int n = 0; n < length; n++) {
      byInput[n] = Math.signum(x[offset + n]);
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    Arrays.fill(second[0], 0, length, 0);
  }
}
