package io.gainprint.dsp.measure;

/// The scale of BS.1770.
final class Loudness {
  /// Makes a sine of 997 Hz at 0 dBFS in one front channel −3.01 LUFS: what K-weighting adds there.
  private static final double OFFSET = -0.691;

  private Loudness() {}

  /// The loudness of a K-weighted power, LUFS; −∞ for silence.
  static double of(double power) {
    return OFFSET + 10 * Math.log10(power);
  }
}
