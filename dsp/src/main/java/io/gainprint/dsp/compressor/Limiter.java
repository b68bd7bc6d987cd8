package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;

/// The gain of a feed-forward peak limiter, from a detector signal.
///
/// ```
/// p[n] = p[n−1] + c (|x[n]| − p[n−1])     c = α_A while the peak rises, else α_R
/// f[n] = min(1, T / p[n])
/// g[n] = g[n−1] + c (f[n] − g[n−1])       c = α_A while the gain falls, else α_R
/// ```
///
/// with T as an amplitude, p[−1] = 0 and g[−1] = 1. Streaming: blocks of any size give the same
/// gains. Not thread-safe; allocates nothing after construction. NaN in the detector counts as
/// silence, infinity as the largest number; a peak that has decayed below −600 dB is 0.
///
/// [io.gainprint.dsp.dynamics.GainComputer#limiter] is the same gain as a stage with derivatives.
///
/// Source: torchcomp (Yu and Fazekas), `limiter_gain`.
public final class Limiter {
  private static final double NOTHING = 1e-30;

  private double threshold;
  private double attack;
  private double release;
  private double peak;
  private double gain = 1;

  /// A limiter at rest.
  ///
  /// @param thresholdDb the level not to be exceeded, dBFS, finite
  /// @param attack one-pole coefficient α_A, in (0, 1]
  /// @param release one-pole coefficient α_R, in (0, 1]
  /// @throws IllegalArgumentException naming what is out of range
  public Limiter(double thresholdDb, double attack, double release) {
    set(thresholdDb, attack, release);
  }

  /// Changes the settings and keeps the state.
  ///
  /// @param thresholdDb as in the constructor; likewise the others
  /// @param attack α_A
  /// @param release α_R
  public void set(double thresholdDb, double attack, double release) {
    Requirements.finite("threshold", thresholdDb);
    Requirements.coefficient("attack coefficient", attack);
    Requirements.coefficient("release coefficient", release);
    threshold = Decibels.toFactor(thresholdDb);
    this.attack = attack;
    this.release = release;
  }

  /// Computes the gain for a block.
  ///
  /// @param detector the signal whose magnitude is the level, full scale = 1
  /// @param detectorOffset its first sample
  /// @param gains written: g; may be `detector` if the offsets are equal
  /// @param gainsOffset first gain written
  /// @param length samples, ≥ 0
  public void process(
      double[] detector, int detectorOffset, double[] gains, int gainsOffset, int length) {
    double p = peak;
    double g = gain;
    for (int n = 0; n < length; n++) {
      double given = Math.min(Math.abs(detector[detectorOffset + n]), Double.MAX_VALUE);
      double x = given >= 0 ? given : 0; // NaN is not
      p += (x > p ? attack : release) * (x - p);
      double f = p > threshold ? threshold / p : 1;
      g += (f < g ? attack : release) * (f - g);
      gains[gainsOffset + n] = g;
    }
    peak = p < NOTHING ? 0 : p;
    gain = g < NOTHING ? 0 : g;
  }

  /// The gain after the last sample.
  ///
  /// @return g, in `[0, 1]`
  public double gain() {
    return gain;
  }

  /// Forgets the past.
  public void reset() {
    peak = 0;
    gain = 1;
  }
}
