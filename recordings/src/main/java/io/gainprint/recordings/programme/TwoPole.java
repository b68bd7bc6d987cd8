package io.gainprint.recordings.programme;

/// A two-pole filter that can be retuned while it runs: the trapezoidal state-variable filter (A.
/// Simper, "Solving the continuous SVF equations using trapezoidal integration", Cytomic, 2013).
final class TwoPole {
  private final double sampleRateHz;
  private double g;
  private double k;
  private double a1;
  private double s1;
  private double s2;

  private double band;
  private double low;

  TwoPole(double sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
  }

  /// Sets centre or cutoff frequency and quality factor; frequencies above 0.45 of the rate are
  /// held there.
  TwoPole tune(double frequencyHz, double q) {
    g = StrictMath.tan(StrictMath.PI * Math.min(frequencyHz / sampleRateHz, 0.45));
    k = 1 / q;
    a1 = 1 / (1 + g * (g + k));
    return this;
  }

  private void step(double x) {
    double v3 = x - s2;
    band = a1 * (s1 + g * v3);
    low = s2 + g * band;
    s1 = 2 * band - s1;
    s2 = 2 * low - s2;
  }

  /// The next low-pass sample, 1 at DC.
  double low(double x) {
    step(x);
    return low;
  }

  /// The next band-pass sample, 1 at the centre.
  double band(double x) {
    step(x);
    return k * band;
  }

  /// The next high-pass sample, 1 far above the cutoff.
  double high(double x) {
    step(x);
    return x - k * band - low;
  }
}
