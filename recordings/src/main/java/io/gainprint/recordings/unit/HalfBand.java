package io.gainprint.recordings.unit;

import java.util.Arrays;

/// Doubles and halves the sample rate of a stream with one linear-phase half-band filter.
///
/// The filter h has 4K − 1 taps, a sinc under a Kaiser window. Of a half-band filter every other
/// tap is zero but the middle one, `h[2K−1] = 1/2`. With `p[j] = h[2j]`, j = 0 … 2K − 1, which is
/// symmetric:
///
/// ```
/// up:    y[2n] = Σ 2 p[j] x[n−j]          y[2n+1] = x[n−K+1]
/// down:  y[n]  = Σ p[j] x[2(n−j)] + x[2(n−K)+1] / 2
/// ```
///
/// Each way delays by 2K − 1 samples of the higher rate; both by 2K − 1 of the lower one. A sample
/// out is the same sum in the same order whatever the block, so blocks compose to the last bit.
///
/// Source: J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function",
/// Proc. IEEE ISCAS, 1974.
final class HalfBand {
  /// Kaiser's β for a stop band at −90 dB: 0.1102 (90 − 8.7).
  private static final double BETA = 8.96;

  private final int k;
  private final double[] taps; // the first half of p
  private final double[] slow; // history and block at the lower rate, on the way up
  private final double[] even; // likewise of even and odd samples, on the way down
  private final double[] odd;
  private final double[] sum;

  /// A filter at rest.
  ///
  /// @param k K ≥ 1, a quarter of the number of taps
  /// @param block the longest block, samples of the lower rate
  HalfBand(int k, int block) {
    this.k = k;
    taps = taps(k);
    slow = new double[2 * k - 1 + block];
    even = new double[2 * k - 1 + block];
    odd = new double[k + block];
    sum = new double[block];
  }

  private static double[] taps(int k) {
    double[] taps = new double[k];
    double total = 0;
    for (int j = 0; j < k; j++) {
      int m = 2 * j - (2 * k - 1); // distance from the middle, odd
      double edge = m / (2.0 * k);
      double window = besselI0(BETA * Math.sqrt(1 - edge * edge)) / besselI0(BETA);
      taps[j] = StrictMath.sin(Math.PI * m / 2) / (Math.PI * m) * window;
      total += 2 * taps[j];
    }
    for (int j = 0; j < k; j++) {
      taps[j] *= 0.5 / total; // a gain of exactly 1 at DC
    }
    return taps;
  }

  /// Σ ((x/2)^i / i!)², of which 40 terms are more than enough for x up to 9.
  private static double besselI0(double x) {
    double sum = 1;
    double term = 1;
    for (int i = 1; i <= 40; i++) {
      term *= x / 2 / i;
      sum += term * term;
    }
    return sum;
  }

  /// How late both ways together are, samples of the lower rate.
  int latency() {
    return 2 * k - 1;
  }

  /// Doubles the rate of a block.
  ///
  /// @param out written, 2 · length samples; another array
  void up(double[] in, double[] out, int length) {
    int past = 2 * k - 1;
    System.arraycopy(in, 0, slow, past, length);
    convolve(slow, length);
    for (int n = 0; n < length; n++) {
      out[2 * n] = 2 * sum[n];
      out[2 * n + 1] = slow[n + k];
    }
    System.arraycopy(slow, length, slow, 0, past);
  }

  /// Halves the rate of a block.
  ///
  /// @param in 2 · length samples
  /// @param out written; may be `in`
  void down(double[] in, double[] out, int length) {
    int past = 2 * k - 1;
    for (int n = 0; n < length; n++) {
      even[past + n] = in[2 * n];
      odd[k + n] = in[2 * n + 1];
    }
    convolve(even, length);
    for (int n = 0; n < length; n++) {
      out[n] = sum[n] + 0.5 * odd[n];
    }
    System.arraycopy(even, length, even, 0, past);
    System.arraycopy(odd, length, odd, 0, k);
  }

  /// Fills `sum` with `Σ p[j] (x[n−j] + x[n−(2K−1−j)])`; `x[n]` is `from[2K−1+n]`.
  private void convolve(double[] from, int length) {
    int past = 2 * k - 1;
    Arrays.fill(sum, 0, length, 0);
    for (int j = 0; j < k; j++) {
      double p = taps[j];
      int late = past - j;
      for (int n = 0; n < length; n++) {
        sum[n] += p * (from[late + n] + from[j + n]);
      }
    }
  }

  void reset() {
    Arrays.fill(slow, 0);
    Arrays.fill(even, 0);
    Arrays.fill(odd, 0);
  }
}
