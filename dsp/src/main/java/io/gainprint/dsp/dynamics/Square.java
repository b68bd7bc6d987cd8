package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.processor.Lengths;
import java.util.Arrays;

/// The power y = x² of each sample. It has no parameters.
public record Square() implements Curve {
  @Override
  public double[] parameters() {
    return new double[0];
  }

  @Override
  public Square with(double[] parameters) {
    Lengths.require("parameters", parameters, 0);
    return this;
  }

  @Override
  public void values(double[] x, int xOffset, double[] y, int yOffset, int length) {
    for (int n = 0; n < length; n++) {
      double sample = x[xOffset + n];
      y[yOffset + n] = sample * sample;
    }
  }

  @Override
  public void first(double[] x, double[] y, int offset, int length, double[][] first) {
    double[] byInput = first[0];
    for (int n = 0; n < length; n++) {
      byInput[n] = 2 * x[offset + n];
    }
  }

  @Override
  public void second(double[] x, double[] y, int offset, int length, double[][] second) {
    Arrays.fill(second[0], 0, length, 2);
  }
}
