package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;

/// The point θ, and the signals of the compressor's gain at it that derivatives are made of.
///
/// It holds a stretch of rows, of which `g` has one more than the others: row n is `g[n−1]`.
final class GainTape {
  private final int lanes;

  /// κ min(0, T − X): overshoot, nepers, < 0 above the threshold and 0 below.
  final double[] kd;

  /// Static gain.
  final double[] f;

  /// Smoothed gain, of the sample before.
  final double[] g;

  /// Dry sound with make-up, m x.
  final double[] sound;

  // The point; κT, s, α_A, α_R and m.
  double threshold;
  double slope;
  double attack;
  double release;
  double makeUp;

  /// A tape for so many rows.
  GainTape(int lanes, int rows) {
    this.lanes = lanes;
    kd = new double[rows * lanes];
    f = new double[rows * lanes];
    g = new double[(rows + 1) * lanes];
    sound = new double[rows * lanes];
  }

  /// Begins at rest, `g[−1] = 1`.
  void begin(CompressorCoefficients theta) {
    threshold = Decibels.KAPPA * theta.thresholdDb();
    slope = theta.slope();
    attack = theta.attack();
    release = theta.release();
    makeUp = theta.makeUpFactor();
    Arrays.fill(g, 0, lanes, 1);
  }
}
