package io.gainprint.dsp.compressor.block;

import io.gainprint.dsp.compressor.CompressorCoefficients;

/// What the gain of one block is computed with: each setting goes along a straight line,
///
/// ```
/// v[n] = v + n step,  n = 0 …
/// ```
///
/// with a step of 0 where nothing moves. One object serves for ever: it is set again before a
/// block, which allocates nothing. Not thread-safe.
public final class BlockSettings {
  /// The lowest threshold, dBFS: a level below it counts as this one.
  public static final double LOWEST_THRESHOLD_DB = -160;

  /// Octaves of amplitude in a decibel, 1 / (20 log10 2).
  private static final double OCTAVES_PER_DB = StrictMath.log(10) / StrictMath.log(2) / 20;

  double threshold; // octaves re full scale
  double thresholdStep;
  double slope;
  double slopeStep;
  double attack;
  double attackStep;
  double release;
  double releaseStep;

  /// No compression.
  public BlockSettings() {
    hold(0, 0, 1, 1);
  }

  /// Settings that stay.
  ///
  /// @param coefficients what to compress with
  public void hold(CompressorCoefficients coefficients) {
    hold(
        coefficients.thresholdDb(),
        coefficients.slope(),
        coefficients.attack(),
        coefficients.release());
  }

  /// Settings that stay.
  ///
  /// @param thresholdDb threshold, dBFS; below −160 counts as −160
  /// @param slope dB of reduction per dB of overshoot, 0 to 1; 1 is a limiter
  /// @param attack one-pole coefficient while the gain falls, in (0, 1]
  /// @param release one-pole coefficient while the gain rises, in (0, 1]
  public void hold(double thresholdDb, double slope, double attack, double release) {
    threshold = octaves(thresholdDb);
    this.slope = slope;
    this.attack = attack;
    this.release = release;
    thresholdStep = 0;
    slopeStep = 0;
    attackStep = 0;
    releaseStep = 0;
  }

  /// Settings that move on from where they are.
  ///
  /// @param frames in how many samples they arrive, ≥ 1
  /// @param thresholdDb threshold to arrive at, dBFS; likewise the others, as in [#hold]
  /// @param slope slope to arrive at
  /// @param attack attack coefficient to arrive at
  /// @param release release coefficient to arrive at
  public void move(int frames, double thresholdDb, double slope, double attack, double release) {
    thresholdStep = (octaves(thresholdDb) - threshold) / frames;
    slopeStep = (slope - this.slope) / frames;
    attackStep = (attack - this.attack) / frames;
    releaseStep = (release - this.release) / frames;
  }

  /// Goes on along the lines, so that the next block begins where this one ends.
  ///
  /// @param frames length of the block that was processed
  public void advance(int frames) {
    threshold += frames * thresholdStep;
    slope += frames * slopeStep;
    attack += frames * attackStep;
    release += frames * releaseStep;
  }

  private static double octaves(double thresholdDb) {
    return OCTAVES_PER_DB * Math.max(LOWEST_THRESHOLD_DB, thresholdDb);
  }
}
