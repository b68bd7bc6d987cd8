package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;

/// The compressor's parameters as a vector, in the order of [CompressorCoefficients].
public final class Theta {
  private Theta() {}

  public static double[] of(CompressorCoefficients c) {
    return new double[] {c.thresholdDb(), c.ratio(), c.attack(), c.release(), c.makeUpDb()};
  }

  /// Without the initial gain, which is no parameter.
  static double[] of(CompressorDifferential d) {
    return new double[] {d.thresholdDb(), d.ratio(), d.attack(), d.release(), d.makeUpDb()};
  }

  static CompressorCoefficients coefficients(double[] theta) {
    return new CompressorCoefficients(theta[0], theta[1], theta[2], theta[3], theta[4]);
  }

  static CompressorDifferential differential(double[] theta, double initialGain) {
    return new CompressorDifferential(
        theta[0], theta[1], theta[2], theta[3], theta[4], initialGain);
  }

  /// A change of one parameter alone.
  static CompressorDifferential direction(int parameter, double by) {
    double[] theta = new double[CompressorCoefficients.COUNT];
    theta[parameter] = by;
    return differential(theta, 0);
  }

  /// How far each parameter must go for the output to change by its own order: a factor e for
  /// levels, their own size for the others.
  public static double[] scales(CompressorCoefficients c) {
    double neper = 1 / Decibels.KAPPA;
    return new double[] {neper, c.ratio(), c.attack(), c.release(), neper};
  }

  /// These coefficients, with one parameter moved by so many of its [scales][#scales].
  public static CompressorCoefficients moved(CompressorCoefficients c, int parameter, double by) {
    double[] theta = of(c);
    theta[parameter] += by * scales(c)[parameter];
    return coefficients(theta);
  }
}
