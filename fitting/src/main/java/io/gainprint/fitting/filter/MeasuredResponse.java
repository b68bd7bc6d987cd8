package io.gainprint.fitting.filter;

import io.gainprint.fitting.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_1D;

/// The response between two sounds at logarithmically spaced frequencies, from averaged spectra.
///
/// ```
/// H = Σ X* Y / Σ |X|²          γ² = |Σ X* Y|² / (Σ |X|² Σ |Y|²)
/// ```
///
/// summed over Hann-windowed frames, half overlapping, and over the bins around each frequency. The
/// coherence γ² says what share of Y is X filtered: the variance of ln H is in proportion to (1 −
/// γ²)/γ².
///
/// Source: Bendat and Piersol, Random Data, 4th ed. (Wiley 2010), chapters 6 and 9.
final class MeasuredResponse {
  /// Frequencies per octave.
  private static final int PER_OCTAVE = 12;

  private static final double LEAST_HZ = 20;

  /// Leaves the uppermost part, in which converters let nothing pass, out of account.
  private static final double LARGEST_SHARE = 0.46;

  /// Long enough to tell the lowest frequencies apart.
  private static final double FRAME_SECONDS = 0.7;

  /// Frames at most, evenly spread: enough for a start, whatever the length.
  private static final int MAX_FRAMES = 200;

  /// σ₀²: (1 − γ²)/γ² that leakage between bins makes even of a perfect recording.
  private static final double LEAKAGE = 1e-4;

  /// The response at one frequency.
  ///
  /// @param frequencyHz frequency, Hz
  /// @param re real part of H
  /// @param im imaginary part of H
  /// @param weight how far it can be relied on, 1 / (1 + (1 − γ²)/(γ² σ₀²)), 0 to 1
  record Point(double frequencyHz, double re, double im, double weight) {
    double magnitude() {
      return Math.hypot(re, im);
    }
  }

  private MeasuredResponse() {}

  /// Measures from x to y.
  ///
  /// @return the points at which anything could be measured, in ascending order; may be empty
  static List<Point> of(float[] x, float[] y, double sampleRateHz, Cancellation cancellation) {
    int size =
        Integer.highestOneBit(
            (int) Math.max(64, Math.min(FRAME_SECONDS * sampleRateHz * 1.5, x.length / 4.0)));
    double[] xx = new double[size / 2];
    double[] yy = new double[size / 2];
    double[] re = new double[size / 2];
    double[] im = new double[size / 2];
    DoubleFFT_1D fft = new DoubleFFT_1D(size);
    double[] window = hann(size);
    double[] a = new double[size];
    double[] b = new double[size];
    int room = x.length - size;
    int frames = Math.clamp(2L * x.length / size - 1, 1, MAX_FRAMES);
    for (int frame = 0; frame < frames && room >= 0; frame++) {
      cancellation.throwIfRequested();
      int from = frames == 1 ? 0 : (int) ((long) room * frame / (frames - 1));
      for (int n = 0; n < size; n++) {
        a[n] = window[n] * x[from + n];
        b[n] = window[n] * y[from + n];
      }
      fft.realForward(a);
      fft.realForward(b);
      for (int k = 1; k < size / 2; k++) { // packed as Re at 2k, Im at 2k + 1
        double xr = a[2 * k];
        double xi = a[2 * k + 1];
        double yr = b[2 * k];
        double yi = b[2 * k + 1];
        xx[k] += xr * xr + xi * xi;
        yy[k] += yr * yr + yi * yi;
        re[k] += xr * yr + xi * yi;
        im[k] += xr * yi - xi * yr;
      }
    }
    return points(sampleRateHz / size, LARGEST_SHARE * sampleRateHz, xx, yy, re, im);
  }

  private static double[] hann(int size) {
    double[] window = new double[size];
    for (int n = 0; n < size; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (n + 0.5) / size);
    }
    return window;
  }

  private static List<Point> points(
      double binHz, double mostHz, double[] xx, double[] yy, double[] re, double[] im) {
    List<Point> points = new ArrayList<>();
    double half = Math.pow(2, 0.5 / PER_OCTAVE);
    int last = 0;
    for (double f = LEAST_HZ; f < Math.min(20_000, mostHz); f *= half * half) {
      int low = Math.max(1, (int) Math.ceil(f / half / binHz));
      int high = Math.max(low, (int) Math.ceil(f * half / binHz) - 1);
      if (low <= last || high >= xx.length) {
        continue;
      }
      last = high;
      double sxx = 0;
      double syy = 0;
      double sr = 0;
      double si = 0;
      for (int k = low; k <= high; k++) {
        sxx += xx[k];
        syy += yy[k];
        sr += re[k];
        si += im[k];
      }
      double coherence = (sr * sr + si * si) / (sxx * syy);
      if (coherence > 0) {
        double weight = 1 / (1 + Math.max(0, 1 - coherence) / (coherence * LEAKAGE));
        points.add(new Point(0.5 * (low + high) * binHz, sr / sxx, si / sxx, weight));
      }
    }
    return List.copyOf(points);
  }
}
