package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;

/// The compressor's gain, computed from a detector signal: static curve, then attack and release
/// smoothing.
///
/// This is the side chain alone, for whoever applies the gain elsewhere (linked channels, meters,
/// another signal); [Compressor] puts it in a signal path. Streaming: blocks of any size give the
/// same gains. Not thread-safe; allocates nothing after construction.
///
/// NaN in the detector counts as silence and never enters the state; an infinite sample asks for a
/// gain of zero, unless the ratio is 1, which leaves every level alone.
public final class GainReduction {
  /// The quietest level there is, −160 dBFS: the floor that keeps the logarithm finite.
  static final double FLOOR = 1e-8;

  private final double threshold; // dB
  private final double slope;
  private final double attack;
  private final double release;
  private final double detectorThreshold; // amplitude at and below which the static gain is 1
  private double gain;

  /// A side chain at rest, that is with a gain of 1.
  ///
  /// @param coefficients settings at the sample rate it will run at; make-up is not part of the
  ///   gain
  public GainReduction(CompressorCoefficients coefficients) {
    threshold = coefficients.thresholdDb();
    slope = coefficients.slope();
    attack = coefficients.attack();
    release = coefficients.release();
    detectorThreshold = detectorThreshold(threshold);
    gain = 1;
  }

  /// Computes the gain for a block.
  ///
  /// @param detector the signal whose magnitude is the level, full scale = 1
  /// @param detectorOffset its first sample
  /// @param gains written: `g[n]`, without make-up; may be `detector` if the offsets are equal
  /// @param gainsOffset first gain written
  /// @param length samples, ≥ 0
  public void process(
      double[] detector, int detectorOffset, double[] gains, int gainsOffset, int length) {
    double g = gain;
    for (int n = 0; n < length; n++) {
      g = next(g, staticGain(Math.abs(detector[detectorOffset + n])));
      gains[gainsOffset + n] = g;
    }
    gain = g;
  }

  /// The amplitude at and below which the static gain is 1.
  static double detectorThreshold(double thresholdDb) {
    return Math.max(FLOOR, Decibels.toFactor(thresholdDb));
  }

  /// f = exp(κ min(0, s (T − X))). At or below the threshold, and for NaN, no logarithm is needed;
  /// nor is it for s = 0, where an infinite level would make it NaN.
  double staticGain(double magnitude) {
    if (!(magnitude > detectorThreshold) || slope == 0) {
      return 1;
    }
    double d = Math.min(0, threshold - Decibels.fromFactor(magnitude)); // > 0 by rounding
    return Math.exp(Decibels.KAPPA * slope * d);
  }

  /// `g[n] = g[n−1] + c (f − g[n−1])`.
  double next(double previous, double f) {
    double c = f < previous ? attack : release;
    return previous + c * (f - previous);
  }

  /// The smoothed gain after the last sample.
  ///
  /// @return g, in `[0, 1]`
  public double gain() {
    return gain;
  }

  /// Continues from a given gain.
  ///
  /// @param gain `g[−1]` for the next block, in `[0, 1]`
  /// @throws IllegalArgumentException if the gain is outside that range
  public void continueFrom(double gain) {
    if (!(gain >= 0 && gain <= 1)) {
      throw new IllegalArgumentException("gain must be in [0, 1]: " + gain);
    }
    this.gain = gain;
  }
}
