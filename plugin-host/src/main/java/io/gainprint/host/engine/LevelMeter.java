package io.gainprint.host.engine;

/// Peak and RMS of a signal on its way, for a needle.
///
/// The peak is held for 1.5 s and then falls by 20 dB a second; the RMS is that of the loudest
/// channel, over 300 ms. Written by one thread.
final class LevelMeter {
  private static final double HOLD_SECONDS = 1.5;
  private static final double FALL_DB_PER_SECOND = 20;
  private static final double RMS_SECONDS = 0.3;

  private final double sampleRateHz;
  private final double[] power;
  private double peak;
  private double heldSeconds;

  LevelMeter(double sampleRateHz, int channels) {
    this.sampleRateHz = sampleRateHz;
    power = new double[channels];
  }

  /// Adds a block.
  ///
  /// @return whether all of it is finite; if not, it is not counted
  boolean add(double[][] planar, int frames) {
    double keeps = Math.exp(-frames / (RMS_SECONDS * sampleRateHz));
    double most = 0;
    for (int channel = 0; channel < power.length; channel++) {
      double energy = energy(planar[channel], frames);
      if (!(energy < Double.POSITIVE_INFINITY)) {
        return false;
      }
      power[channel] = keeps * power[channel] + (1 - keeps) * energy / frames;
      most = Math.max(most, magnitude(planar[channel], frames));
    }
    hold(most, frames / sampleRateHz);
    return true;
  }

  private void hold(double most, double seconds) {
    if (most >= peak) {
      peak = most;
      heldSeconds = 0;
    } else {
      heldSeconds += seconds;
      if (heldSeconds > HOLD_SECONDS) {
        peak = Math.max(most, peak * Math.pow(10, -FALL_DB_PER_SECOND / 20 * seconds));
      }
    }
  }

  /// Σ x², in four sums, since one alone would wait for its last addition. Not finite if a sample
  /// is not.
  private static double energy(double[] x, int frames) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int n = 0;
    for (; n + 3 < frames; n += 4) {
      s0 += x[n] * x[n];
      s1 += x[n + 1] * x[n + 1];
      s2 += x[n + 2] * x[n + 2];
      s3 += x[n + 3] * x[n + 3];
    }
    for (; n < frames; n++) {
      s0 += x[n] * x[n];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static double magnitude(double[] x, int frames) {
    double most = 0;
    for (int n = 0; n < frames; n++) {
      double magnitude = Math.abs(x[n]);
      if (magnitude > most) {
        most = magnitude;
      }
    }
    return most;
  }

  /// The held peak, full scale = 1.
  double peak() {
    return peak;
  }

  /// The RMS, full scale = 1.
  double rms() {
    double most = 0;
    for (double p : power) {
      most = Math.max(most, p);
    }
    return Math.sqrt(most);
  }
}
