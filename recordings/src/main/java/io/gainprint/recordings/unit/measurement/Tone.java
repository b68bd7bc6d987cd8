package io.gainprint.recordings.unit.measurement;

/// Sines, and what is found of them in a sound.
final class Tone {
  private Tone() {}

  /// Adds a sine to part of a sound; its phase is 0 at the beginning of the sound.
  static void add(
      double[] sound,
      int offset,
      int length,
      double frequencyHz,
      double amplitude,
      double sampleRateHz) {
    double step = 2 * Math.PI * frequencyHz / sampleRateHz;
    for (int n = offset; n < offset + length; n++) {
      sound[n] += amplitude * StrictMath.sin(step * n);
    }
  }

  /// The amplitude of one frequency in part of a sound, which holds whole periods of it: one bin of
  /// a Fourier transform.
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

  /// The amplitude of one frequency in the window around every sample; 0 where the window does not
  /// fit.
  ///
  /// @param window samples, even; whole periods
  static double[] amplitudes(double[] sound, int window, double frequencyHz, double sampleRateHz) {
    double step = 2 * Math.PI * frequencyHz / sampleRateHz;
    double[] cos = new double[window];
    double[] sin = new double[window];
    for (int k = 0; k < window; k++) {
      cos[k] = 2 * StrictMath.cos(step * k) / window;
      sin[k] = 2 * StrictMath.sin(step * k) / window;
    }
    double[] amplitudes = new double[sound.length];
    for (int n = window / 2; n + window / 2 < sound.length; n++) {
      double re = 0;
      double im = 0;
      for (int k = 0; k < window; k++) {
        double sample = sound[n - window / 2 + k];
        re += sample * cos[k];
        im += sample * sin[k];
      }
      amplitudes[n] = Math.sqrt(re * re + im * im);
    }
    return amplitudes;
  }
}
