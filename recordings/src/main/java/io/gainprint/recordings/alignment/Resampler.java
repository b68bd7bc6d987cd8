package io.gainprint.recordings.alignment;

import java.util.stream.IntStream;

/// Reads a recording between its samples, along a [TimeBase].
///
/// The kernel is a sinc under a Kaiser window of 80 samples, cut off at half the sample rate:
/// band-limited interpolation (J. O. Smith, "Digital Audio Resampling",
/// ccrma.stanford.edu/~jos/resample). The window's β = 0.1102 (A − 8.7) for a stop-band of A = 110
/// dB, and the half-width of the transition, (A − 7.95) / (2 · 14.36 · 80) = 0.044 of the sample
/// rate (J. F. Kaiser, 1974), give an error below −100 dB up to 0.453 of the sample rate, 20 kHz at
/// 44.1 kHz. Above, the response falls to −6 dB at half the sample rate, and images are left over.
/// A change of rate by some hundred parts per million moves the band's edge by less than a tone; no
/// further low-pass is needed.
///
/// A fraction that stays has a kernel computed for it. One that moves is read from a table of 128
/// fractions a sample, by the parabola through the nearest three: its error, (π/128)³ / 16, is −120
/// dB at half the sample rate and less below.
///
/// Beyond its ends the recording is taken to be 0. A whole shift copies samples bit by bit. Results
/// do not depend on the number of threads. Stateless, safe for use by many threads.
public final class Resampler {
  /// Samples that the kernel reaches to either side.
  static final int HALF_WIDTH = 40;

  private static final int TAPS = 2 * HALF_WIDTH;
  private static final double STOP_BAND_DB = 110;
  private static final double BETA = 0.1102 * (STOP_BAND_DB - 8.7);
  private static final int FRACTIONS = 128;

  /// Rows of the table: value, first and second coefficient of the parabola, by fraction.
  private static final double[][][] TABLE = table();

  /// Samples worked on at once: three sums and the sound stay in the first cache.
  private static final int BLOCK = 512;

  /// Samples per task.
  private static final int CHUNK = 1 << 17;

  private Resampler() {}

  /// The recording at p(n) for `from` ≤ n < `from` + `length`.
  ///
  /// @param samples the recording; not written to
  /// @param base the line p
  /// @param from first n, may be negative
  /// @param length how many to read, ≥ 0
  /// @return the samples read, in an array of their own
  public static float[] read(float[] samples, TimeBase base, int from, int length) {
    float[] out = new float[length];
    int chunks = (length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(chunk -> {
          int start = chunk * CHUNK;
          int count = Math.min(CHUNK, length - start);
          if (base.isWhole()) {
            copy(samples, from + (long) start + (long) base.lateBySamples(), out, start, count);
          } else if (base.driftPpm() == 0) {
            readAtFraction(samples, base.lateBySamples(), from + start, out, start, count);
          } else {
            readAlong(samples, base, from + start, out, start, count);
          }
        });
    return out;
  }

  private static void copy(float[] samples, long from, float[] out, int outFrom, int count) {
    int skip = Math.clamp(-from, 0, count);
    int end = Math.clamp(samples.length - from, skip, count);
    if (end > skip) {
      System.arraycopy(samples, (int) (from + skip), out, outFrom + skip, end - skip);
    }
  }

  private static void readAtFraction(
      float[] samples, double lateBySamples, int from, float[] out, int outFrom, int count) {
    long whole = (long) Math.floor(lateBySamples);
    double[] h = kernel(lateBySamples - whole);
    double[] x = new double[BLOCK + TAPS];
    double[] sum = new double[BLOCK];
    for (int done = 0; done < count; done += BLOCK) {
      int block = Math.min(BLOCK, count - done);
      load(samples, from + done + whole, x, block);
      for (int i = 0; i < block; i++) {
        sum[i] = 0;
      }
      for (int k = 0; k < TAPS; k++) {
        double hk = h[k];
        for (int i = 0; i < block; i++) {
          sum[i] += hk * x[i + k];
        }
      }
      for (int i = 0; i < block; i++) {
        out[outFrom + done + i] = (float) sum[i];
      }
    }
  }

  private static void readAlong(
      float[] samples, TimeBase base, int from, float[] out, int outFrom, int count) {
    double[] x = new double[BLOCK + TAPS];
    double[][] sums = new double[3][BLOCK];
    int done = 0;
    while (done < count) {
      int n = from + done;
      double step = Math.rint(FRACTIONS * base.lateBy(n));
      int block = Math.min(sameStep(base, step, n), count - done);
      long cell = (long) step;
      load(samples, n + Math.floorDiv(cell, FRACTIONS), x, block);
      convolve(TABLE[Math.floorMod(cell, FRACTIONS)], x, sums, block);
      for (int i = 0; i < block; i++) {
        double u = FRACTIONS * base.lateBy(n + i) - step;
        out[outFrom + done + i] = (float) (sums[0][i] + u * (sums[1][i] + u * sums[2][i]));
      }
      done += block;
    }
  }

  /// How many samples from n on have the same nearest fraction; 1 to BLOCK.
  private static int sameStep(TimeBase base, double step, int n) {
    double edge = (step + Math.copySign(0.5, base.driftPpm())) / FRACTIONS;
    return (int) Math.clamp(Math.ceil((edge - base.lateBy(n)) / base.drift()), 1, BLOCK);
  }

  /// Fills `x` with the samples that the kernel meets for positions from `whole` on.
  private static void load(float[] samples, long whole, double[] x, int block) {
    long first = whole - HALF_WIDTH + 1;
    for (int i = 0; i < block + TAPS; i++) {
      long at = first + i;
      x[i] = at >= 0 && at < samples.length ? samples[(int) at] : 0;
    }
  }

  private static void convolve(double[][] h, double[] x, double[][] sums, int block) {
    double[] h0 = h[0];
    double[] h1 = h[1];
    double[] h2 = h[2];
    double[] sum0 = sums[0];
    double[] sum1 = sums[1];
    double[] sum2 = sums[2];
    for (int i = 0; i < block; i++) {
      sum0[i] = 0;
      sum1[i] = 0;
      sum2[i] = 0;
    }
    for (int k = 0; k < TAPS; k++) {
      double a = h0[k];
      double b = h1[k];
      double c = h2[k];
      for (int i = 0; i < block; i++) {
        double v = x[i + k];
        sum0[i] += a * v;
        sum1[i] += b * v;
        sum2[i] += c * v;
      }
    }
  }

  private static double[][][] table() {
    double[][] at = new double[FRACTIONS + 2][];
    for (int r = 0; r < at.length; r++) {
      at[r] = kernel((double) (r - 1) / FRACTIONS);
    }
    double[][][] table = new double[FRACTIONS][3][TAPS];
    for (int r = 0; r < FRACTIONS; r++) {
      for (int k = 0; k < TAPS; k++) {
        double below = at[r][k];
        double here = at[r + 1][k];
        double above = at[r + 2][k];
        table[r][0][k] = here;
        table[r][1][k] = (above - below) / 2;
        table[r][2][k] = (above + below) / 2 - here;
      }
    }
    return table;
  }

  /// Weights of the samples −39 … 40 from the one below, for a position `fraction` above that one;
  /// they add up to 1.
  private static double[] kernel(double fraction) {
    double[] h = new double[TAPS];
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      h[k] = windowedSinc(fraction + HALF_WIDTH - 1 - k);
      sum += h[k];
    }
    for (int k = 0; k < TAPS; k++) {
      h[k] /= sum;
    }
    return h;
  }

  private static double windowedSinc(double t) {
    if (t == Math.rint(t)) {
      return t == 0 ? 1 : 0;
    }
    double edge = t / HALF_WIDTH;
    if (Math.abs(edge) >= 1) {
      return 0;
    }
    double window = besselI0(BETA * Math.sqrt((1 - edge) * (1 + edge))) / besselI0(BETA);
    return StrictMath.sin(Math.PI * t) / (Math.PI * t) * window;
  }

  /// The modified Bessel function of order 0, by its series Σ ((x/2)^k / k!)².
  private static double besselI0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      double factor = x / (2 * k);
      term *= factor * factor;
      sum += term;
    }
    return sum;
  }
}
