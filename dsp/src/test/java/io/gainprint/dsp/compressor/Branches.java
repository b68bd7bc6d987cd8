package io.gainprint.dsp.compressor;

import java.util.BitSet;

/// Which side of its two kinks the model is on at every sample.
///
/// Inside one set of branches the output is an analytic function of everything, and a difference of
/// two evaluations tells its derivative. Where a sample changes branch between them it does not:
/// the gain's derivative jumps there, and the Hessian of a loss leaves the jump out. So derivatives
/// are compared with differences only where the branches are the same at all points.
public final class Branches {
  private Branches() {}

  /// Bit 2n tells whether sample n is above the threshold, bit 2n + 1 whether it attacks.
  public static BitSet of(CompressorCoefficients coefficients, double initialGain, double[] x) {
    GainReduction gainReduction = new GainReduction(coefficients);
    double threshold = GainReduction.detectorThreshold(coefficients.thresholdDb());
    double gain = initialGain;
    BitSet branches = new BitSet(2 * x.length);
    for (int n = 0; n < x.length; n++) {
      double magnitude = Math.abs(x[n]);
      double f = gainReduction.staticGain(magnitude);
      branches.set(2 * n, magnitude > threshold);
      branches.set(2 * n + 1, f < gain);
      gain = gainReduction.next(gain, f);
    }
    return branches;
  }
}
