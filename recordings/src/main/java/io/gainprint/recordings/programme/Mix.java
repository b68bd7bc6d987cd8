package io.gainprint.recordings.programme;

/// The sound so far, to which instruments add theirs.
///
/// What falls beyond the end is dropped, so that notes may ring on.
final class Mix {
  private final int sampleRateHz;
  private final double[] samples;

  Mix(int sampleRateHz, int length) {
    this.sampleRateHz = sampleRateHz;
    samples = new double[length];
  }

  int sampleRateHz() {
    return sampleRateHz;
  }

  /// The sample nearest to a time.
  int sampleAt(double seconds) {
    return (int) StrictMath.rint(seconds * sampleRateHz);
  }

  /// Adds one sample; nothing happens beyond the end.
  void add(int at, double sample) {
    if (at < samples.length) {
      samples[at] += sample;
    }
  }

  /// Takes a one-pole high-pass to the whole, and then, for what the filter's start leaves, the
  /// mean.
  void removeDc(double cutoffHz) {
    double a = 1 - StrictMath.exp(-2 * StrictMath.PI * cutoffHz / sampleRateHz);
    double low = 0;
    double sum = 0;
    for (int n = 0; n < samples.length; n++) {
      low += a * (samples[n] - low);
      samples[n] -= low;
      sum += samples[n];
    }
    double mean = sum / samples.length;
    for (int n = 0; n < samples.length; n++) {
      samples[n] -= mean;
    }
  }

  /// The mix as floats, scaled to a peak; silence stays silence.
  float[] normalised(double peak) {
    double largest = 0;
    for (double sample : samples) {
      largest = Math.max(largest, Math.abs(sample));
    }
    double gain = largest > 0 ? peak / largest : 0;
    float[] floats = new float[samples.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) (gain * samples[n]);
    }
    return floats;
  }
}
