package io.gainprint.host.engine;

/// A linear crossfade of 20 ms between two signals that are much alike, for which a straight line
/// keeps the level.
final class Fade {
  private static final double SECONDS = 0.02;

  private double step = 1;
  private double share; // of the second signal
  private double target;

  void activate(double sampleRateHz) {
    step = 1 / Math.max(1, SECONDS * sampleRateHz);
  }

  /// Goes to the first signal (0) or the second (1).
  void to(double target) {
    this.target = target;
  }

  /// Is there at once.
  void jumpTo(double target) {
    this.target = target;
    share = target;
  }

  boolean isMoving() {
    return share != target;
  }

  /// Whether nothing of the second signal is heard.
  boolean isAtFirst() {
    return share == 0 && target == 0;
  }

  /// Mixes `second` into `first`, and goes on.
  void mix(double[][] first, double[][] second, int channels, int frames) {
    double begin = share;
    double direction = Math.signum(target - begin) * step;
    for (int channel = 0; channel < channels; channel++) {
      double[] a = first[channel];
      double[] b = second[channel];
      for (int n = 0; n < frames; n++) {
        double s = Math.clamp(begin + (n + 1) * direction, 0.0, 1.0);
        a[n] += s * (b[n] - a[n]);
      }
    }
    share = Math.clamp(begin + frames * direction, 0.0, 1.0);
    if (Math.abs(share - target) < step / 2) {
      share = target;
    }
  }
}
