package io.gainprint.recordings.unit;

/// Sines, and what is found of them in a sound.
final class Tone {
  private Tone() {}

  /// A sine of one amplitude that begins at phase 0.
  static double[] of(double frequencyHz, double amplitude, double sampleRateHz, int length) {
    double[] tone = new double[length];
    double step = 2 * Math.PI * frequencyHz / sampleRateHz;
    for (int n = 0; n < length; n++) {
      tone[n] = amplitude * StrictMath.sin(step * n);
    }
    return tone;
  }

  /// The amplitude of one frequency in part of a sound, which must hold whole periods of it, or
  /// many: one bin of a Fourier transform.
  static double amplitude(
      double[] sound, int offset, int length, double frequencyHz, double sampleRateHz) {
    double step = 2 * Math.PI * frequencyHz / sampleRateHz;
    double re = 0;
    double im = 0;
    for (int n = 0; n < length; n++) {
      re += sound[offset + n] * StrictMath.cos(step * n);
      im += sound[offset + n] * StrictMath.sin(step * n);
    }
    return 2 * Math.hypot(re, im) / length;
  }
}
