package io.gainprint.recordings.alignment;

import org.jtransforms.fft.DoubleFFT_1D;

/// The largest value of J(τ) = Σ Re( Z(f) e^(i 2π f τ) ), between samples.
///
/// @param lateBySamples τ
/// @param agreement J there over Σ |Z|, −1 to 1
record PhasePeak(double lateBySamples, double agreement) {
  /// Newton's method, started within half a sample of the top, gets there in fewer.
  private static final int MOST_STEPS = 8;

  /// Of a sample; far below what any recording tells.
  private static final double CLOSE = 1e-6;

  /// @param z in the packed order of [DoubleFFT_1D#realForward], 0 at both real bins
  /// @param range largest magnitude of τ, samples
  static PhasePeak of(DoubleFFT_1D fft, double[] z, int range) {
    double[] correlation = z.clone();
    fft.realInverse(correlation, true);
    int best = 0;
    for (int lag = -range; lag <= range; lag++) {
      if (correlation[Math.floorMod(lag, z.length)] > correlation[Math.floorMod(best, z.length)]) {
        best = lag;
      }
    }
    double magnitude = 0;
    for (int f = 1; f < z.length / 2; f++) {
      magnitude += Math.hypot(z[2 * f], z[2 * f + 1]);
    }
    if (magnitude == 0) {
      return new PhasePeak(0, 0);
    }
    double tau = best;
    double[] j = new double[3];
    for (int step = 0; step < MOST_STEPS; step++) {
      evaluate(z, tau, j);
      double move = j[2] < 0 ? -j[1] / j[2] : 0;
      double next = Math.clamp(tau + move, best - 1.0, best + 1.0);
      boolean close = Math.abs(next - tau) < CLOSE;
      tau = next;
      if (close) {
        break;
      }
    }
    return new PhasePeak(tau, j[0] / magnitude);
  }

  /// The excerpt's weight in a fit: what agrees over what does not, 0 if it does not agree.
  double weight() {
    double kept = Math.clamp(agreement, 0, 0.99);
    return kept * kept / (1 - kept * kept);
  }

  /// J, J′ and J″ at τ.
  private static void evaluate(double[] z, double tau, double[] j) {
    double unit = 2 * Math.PI / z.length;
    double stepRe = Math.cos(unit * tau);
    double stepIm = Math.sin(unit * tau);
    double turnRe = 1;
    double turnIm = 0;
    double value = 0;
    double first = 0;
    double second = 0;
    for (int f = 1; f < z.length / 2; f++) {
      double re = turnRe * stepRe - turnIm * stepIm;
      turnIm = turnRe * stepIm + turnIm * stepRe;
      turnRe = re;
      double omega = unit * f;
      double c = z[2 * f] * turnRe - z[2 * f + 1] * turnIm;
      double s = z[2 * f] * turnIm + z[2 * f + 1] * turnRe;
      value += c;
      first -= omega * s;
      second -= omega * omega * c;
    }
    j[0] = value;
    j[1] = first;
    j[2] = second;
  }
}
