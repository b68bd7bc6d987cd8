package io.gainprint.dsp.measure;

import io.gainprint.dsp.Decibels;
import java.util.Arrays;

/// The largest magnitude of a sound between its samples, as a converter would make it.
///
/// The sound is interpolated at L points per sample, L the least, of 2 or more, that reaches 176.4
/// kHz: 4 at 44.1 and 48 kHz, 2 at 88.2 kHz and above, 23 at 8 kHz. The filter is a sinc in a
/// Kaiser window of 48 samples:
///
/// ```
/// y(n + p/L) = Σ_{j=−23}^{24} h(p/L − j) x[n+j]          p = 0 … L − 1
/// h(t) = sinc(t) I₀(β sqrt(1 − (t/24)²)) / I₀(β)          β = 5.653, for 60 dB
/// ```
///
/// It is this filter instead of the 12 samples that BS.1770 tabulates, because those are made for 4
/// times 48 kHz. It leaves samples as they are (p = 0), and is flat within 0.02 dB up to 0.46 of
/// the sample rate (20.3 kHz at 44.1 kHz); above, it lets a sine seem less. What falls between the
/// points of a sine of f Hz is at most −20 log10 cos(π f / (L fs)): 0.05 dB at 6 kHz and 0.47 dB at
/// 20 kHz, at 48 kHz.
///
/// Before the first sample there is silence. The last 24 samples count as they are, and what is
/// between them as soon as what follows is known; feed zeros where it is silence. Streaming, for an
/// audio thread: blocks of any size give the same value, and [#add] allocates nothing. NaN makes
/// the peak NaN until [#reset]. Of one channel; not thread-safe.
///
/// Source: ITU-R BS.1770-5, annex 2; for the window J. F. Kaiser, "Nonrecursive digital filter
/// design using the I₀-sinh window function", 1974.
public final class TruePeak {
  private static final double LEAST_RATE_HZ = 176_400;
  private static final int HALF = 24;
  private static final int TAPS = 2 * HALF;
  private static final double BETA = 0.1102 * (60 - 8.7); // Kaiser's formula for 60 dB

  /// So many samples are interpolated together, which is many enough to hide what that costs.
  private static final int CHUNK = 512;

  /// Of phases 1 to L − 1, each of 48; 0 leaves samples as they are.
  private final double[][] phases;

  /// What no interpolated value can exceed, over the largest of the samples it is made of.
  private final double norm;

  private final double[] samples = new double[TAPS - 1 + CHUNK]; // those before, and the chunk
  private final double[] interpolated = new double[CHUNK];
  private double peak;

  /// Of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, ≥ 1000
  /// @throws IllegalArgumentException if the rate is lower, or not finite
  public TruePeak(double sampleRateHz) {
    if (!(sampleRateHz >= 1000 && sampleRateHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sampleRateHz must be finite and at least 1000: " + sampleRateHz);
    }
    int factor = Math.max(2, (int) Math.ceil(LEAST_RATE_HZ / sampleRateHz));
    phases = new double[factor - 1][TAPS];
    double largest = 1;
    for (int p = 1; p < factor; p++) {
      double sum = 0;
      for (int k = 0; k < TAPS; k++) {
        double tap = tap((double) p / factor - (k - (HALF - 1)));
        phases[p - 1][k] = tap;
        sum += Math.abs(tap);
      }
      largest = Math.max(largest, sum);
    }
    norm = largest;
  }

  private static double tap(double t) {
    double sinc = Math.sin(Math.PI * t) / (Math.PI * t); // t is never whole
    double u = t / HALF;
    return sinc * bessel(BETA * Math.sqrt(1 - u * u)) / bessel(BETA);
  }

  /// The modified Bessel function I₀ by its power series, Σ ((x/2)^k / k!)²; for x < 6 the terms
  /// are below one rounding of the sum after 25.
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k <= 25; k++) {
      term *= x / (2 * k);
      sum += term * term;
    }
    return sum;
  }

  /// Adds a block.
  ///
  /// @param x samples, full scale = 1; not modified
  /// @param offset first sample
  /// @param length samples, ≥ 0
  public void add(double[] x, int offset, int length) {
    for (int done = 0; done < length; done += CHUNK) {
      addChunk(x, offset + done, Math.min(CHUNK, length - done));
    }
  }

  private void addChunk(double[] x, int offset, int length) {
    System.arraycopy(x, offset, samples, TAPS - 1, length);
    double largest = 0;
    for (int n = 0; n < TAPS - 1 + length; n++) {
      largest = Math.max(largest, Math.abs(samples[n]));
    }
    double found = Math.max(peak, largest);
    // Most chunks of a programme cannot beat its peak. Written so that NaN goes on.
    if (!(largest * norm <= found)) {
      for (double[] phase : phases) {
        found = Math.max(found, interpolatedPeak(phase, length));
      }
    }
    peak = found;
    System.arraycopy(samples, length, samples, 0, TAPS - 1);
  }

  private double interpolatedPeak(double[] phase, int length) {
    double[] y = interpolated;
    double[] s = samples;
    Arrays.fill(y, 0, length, 0);
    for (int k = 0; k < TAPS; k++) {
      double h = phase[k];
      for (int n = 0; n < length; n++) {
        y[n] += h * s[n + k];
      }
    }
    double largest = 0;
    for (int n = 0; n < length; n++) {
      largest = Math.max(largest, Math.abs(y[n]));
    }
    return largest;
  }

  /// The peak so far.
  ///
  /// @return magnitude, ≥ 0, full scale = 1
  public double value() {
    return peak;
  }

  /// The peak so far in decibels.
  ///
  /// @return dBTP; −∞ for silence
  public double valueDb() {
    return Decibels.fromFactor(peak);
  }

  /// Forgets the past.
  public void reset() {
    Arrays.fill(samples, 0);
    peak = 0;
  }
}
