package io.gainprint.fitting.start;

import io.gainprint.dsp.RiseTime;
import io.gainprint.fitting.start.Timing.Range;
import io.gainprint.fitting.start.Timing.Sums;

/// The gain of a unit as seen in short rows of a recording, and the equation of its movement.
///
/// With h the gain including make-up, m f the static curve and c the attack or release, a row obeys
///
/// ```
/// h[n] − h[n−1] = c (m f[n] − h[n−1])
/// h[end] − h[start] = α_A Σ min(0, m f[n] − h[n−1]) + α_R Σ max(0, m f[n] − h[n−1])
/// ```
///
/// exactly, however fast the gain moves. Since h is seen, that is linear in α_A and α_R once the
/// static curve is given, and no compressor needs to run.
///
/// The gain is seen by least squares of wet on dry in a sliding window, which leans on its last
/// value where the dry sound crosses zero.
final class GainRows {
  /// Long enough for the gain to move, short enough to have many.
  private static final double ROW_SECONDS = 0.02;

  /// Half the sliding window; all of it is half a period of 250 Hz, which bridges a zero crossing.
  private static final double HALF_WINDOW_SECONDS = 0.001;

  /// Samples to look at, 1.5 s of a recording at 44.1 kHz.
  private static final int MAX_SAMPLES = 65536;

  /// Of faster recordings only every second sample, every third … is kept.
  private static final double KEPT_RATE_HZ = 44100;

  /// A row of this share of the loudest one's energy is silent: −70 dB.
  private static final double SILENT = 1e-7;

  /// How much the sliding window leans on the last gain: as much as on sound 60 dB below the peak.
  private static final double INERTIA = 1e-6;

  /// How much a quiet end of a row counts against it.
  private static final double UNSURENESS = 0.3;

  /// Gains below −120 dB, or of reversed polarity, are none.
  private static final double MIN_GAIN = 1e-6;

  private static final int LEVELS_PER_DB = 4;

  /// Levels this far below the peak are all the same.
  private static final int RANGE_DB = 80;

  private final Range attacks;
  private final Range releases;
  private final double peakDb;
  private final int rows;
  private final int rowSamples; // kept ones, an even number
  private final int stride;
  private final short[] levels; // of each kept sample, in steps above the lowest
  private final float[] gains; // just before it
  private final double[] changes; // of the gain over a row
  private final double[] weights;
  private final double[] means; // gain of a row

  private GainRows(double sampleRateHz, double peak, int rows, int stride, int rowSamples) {
    attacks = range(FirstGuess.MIN_ATTACK_MS, FirstGuess.MAX_ATTACK_MS, sampleRateHz);
    releases = range(FirstGuess.MIN_RELEASE_MS, FirstGuess.MAX_RELEASE_MS, sampleRateHz);
    peakDb = 20 * Math.log10(peak);
    this.rows = rows;
    this.stride = stride;
    this.rowSamples = rowSamples;
    levels = new short[rows * rowSamples];
    gains = new float[rows * rowSamples];
    changes = new double[rows];
    weights = new double[rows];
    means = new double[rows];
  }

  private static Range range(double leastMs, double greatestMs, double sampleRateHz) {
    return new Range(
        RiseTime.toCoefficient(greatestMs, sampleRateHz),
        RiseTime.toCoefficient(leastMs, sampleRateHz));
  }

  /// Rows spread evenly over what is not silent of a recording; none if it is too short or silent.
  static GainRows of(float[] dry, float[] wet, double sampleRateHz) {
    int stride = Math.max(1, (int) (sampleRateHz / KEPT_RATE_HZ));
    int kept = 2 * Math.max(2, (int) Math.round(ROW_SECONDS * sampleRateHz / stride / 2));
    int length = kept * stride;
    int half = Math.max(1, (int) Math.round(HALF_WINDOW_SECONDS * sampleRateHz));
    int all = Math.max(0, (dry.length - 2 * half - 1) / length);
    double[] energies = new double[all];
    double greatest = 0;
    double peak = 0;
    for (int row = 0; row < all; row++) {
      double energy = 0;
      for (int n = half + 1 + row * length; n < half + 1 + (row + 1) * length; n++) {
        double x = dry[n];
        peak = Math.max(peak, Math.abs(x));
        energy += x * x;
      }
      energies[row] = energy;
      greatest = Math.max(greatest, energy);
    }
    int[] loud = new int[all];
    int count = 0;
    for (int row = 0; row < all; row++) {
      if (energies[row] > SILENT * greatest) {
        loud[count++] = row;
      }
    }
    int rows = Math.min(count, MAX_SAMPLES / kept);
    GainRows result = new GainRows(sampleRateHz, peak, rows, stride, kept);
    for (int row = 0; row < rows; row++) {
      int chosen = loud[(int) ((2L * row + 1) * count / (2L * rows))];
      result.observe(row, dry, wet, half + 1 + chosen * length, half, energies[chosen]);
    }
    return result;
  }

  /// One row: h = (Σ w d + ρ h) / (Σ d² + ρ) in a window that slides over it.
  private void observe(int row, float[] dry, float[] wet, int start, int half, double energy) {
    int length = rowSamples * stride;
    double peak = Math.pow(10, peakDb / 20);
    double rho = INERTIA * peak * peak * (2 * half + 1);
    double product = 0;
    for (int n = start; n < start + length; n++) {
      product += (double) wet[n] * dry[n];
    }
    means[row] = Math.max(MIN_GAIN, product / energy);
    double wd = 0;
    double dd = 0;
    for (int n = start - 1 - half; n < start - 1 + half; n++) {
      wd += (double) wet[n] * dry[n];
      dd += (double) dry[n] * dry[n];
    }
    double gain = means[row];
    double first = 0;
    double firstEnergy = 0;
    double lastEnergy = 0;
    for (int i = 0; i <= length; i++) {
      int n = start - 1 + i; // the sample before sample i of the row
      wd += (double) wet[n + half] * dry[n + half];
      dd += (double) dry[n + half] * dry[n + half];
      gain = Math.max(MIN_GAIN, (Math.max(0, wd) + rho * gain) / (dd + rho));
      lastEnergy = dd;
      if (i == 0) {
        first = gain;
        firstEnergy = dd;
      }
      if (i < length && i % stride == 0) {
        int k = row * rowSamples + i / stride;
        gains[k] = (float) gain;
        levels[k] = step(Math.abs(dry[n + 1]) / peak);
      }
      wd -= (double) wet[n - half] * dry[n - half];
      dd = Math.max(0, dd - (double) dry[n - half] * dry[n - half]); // < 0 by rounding
    }
    changes[row] = gain - first;
    // Relative errors of the gain at an end go with 1 / Σ d² there.
    double usual = energy / length * (2 * half + 1);
    double unsureness = UNSURENESS * usual * (1 / (firstEnergy + rho) + 1 / (lastEnergy + rho));
    weights[row] = 1 / (gain * first * (1 + unsureness));
  }

  private static short step(double share) {
    double aboveLowest = RANGE_DB + 20 * Math.log10(Math.max(share, 1e-9)); // a zero has a level
    return (short) Math.max(0, Math.round(LEVELS_PER_DB * aboveLowest));
  }

  int rows() {
    return rows;
  }

  /// The level of the loudest sample, dBFS; −∞ if there are no rows.
  double peakDb() {
    return peakDb;
  }

  /// The mean gain of each row, in no order that matters.
  double[] meanGains() {
    return means.clone();
  }

  /// The attack and release that explain the changes of the gain best, if it follows a given curve.
  ///
  /// @param curve the static curve
  /// @param every looks at every so many rows, ≥ 1
  Timing timing(StaticCurve curve, int every) {
    double[] targets = new double[LEVELS_PER_DB * RANGE_DB + 1];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = curve.gain(peakDb - RANGE_DB + (double) k / LEVELS_PER_DB);
    }
    double dd = 0;
    double ad = 0;
    double rd = 0;
    double aa = 0;
    double ar = 0;
    double rr = 0;
    for (int row = 0; row < rows; row += every) {
      double falling = 0; // two sums each, whose additions need not wait for each other
      double all = 0;
      double falling2 = 0;
      double all2 = 0;
      for (int k = row * rowSamples; k < (row + 1) * rowSamples; k += 2) {
        double e = targets[levels[k]] - gains[k];
        double e2 = targets[levels[k + 1]] - gains[k + 1];
        all += e;
        all2 += e2;
        falling += Math.min(0, e);
        falling2 += Math.min(0, e2);
      }
      falling += falling2;
      all += all2;
      double w = weights[row];
      double d = changes[row];
      double a = stride * falling;
      double r = stride * (all - falling);
      dd += w * d * d;
      ad += w * a * d;
      rd += w * r * d;
      aa += w * a * a;
      ar += w * a * r;
      rr += w * r * r;
    }
    return Timing.of(new Sums(dd, ad, rd, aa, ar, rr), attacks, releases);
  }
}
