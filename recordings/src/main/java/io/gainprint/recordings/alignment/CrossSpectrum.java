package io.gainprint.recordings.alignment;

import org.jtransforms.fft.DoubleFFT_1D;

/// X* Y / |X Y|^½ of one excerpt, in the packed order of [DoubleFFT_1D#realForward], and the sum of
/// |X Y|^½ over all bins, those of negative frequency included.
final class CrossSpectrum {
  final double[] bins;
  final double magnitude;

  private CrossSpectrum(double[] bins, double magnitude) {
    this.bins = bins;
    this.magnitude = magnitude;
  }

  /// From the samples of both; `x` is overwritten, and `y` becomes the bins.
  static CrossSpectrum of(DoubleFFT_1D fft, double[] x, double[] y) {
    fft.realForward(x);
    fft.realForward(y);
    // The first two are the real bins at 0 and at half the sample rate.
    double magnitude = 0;
    for (int k = 0; k < 2; k++) {
      double s = x[k] * y[k];
      double root = Math.sqrt(Math.abs(s));
      magnitude += root;
      y[k] = Math.copySign(root, s);
    }
    for (int k = 2; k < x.length; k += 2) {
      double re = x[k] * y[k] + x[k + 1] * y[k + 1];
      double im = x[k] * y[k + 1] - x[k + 1] * y[k];
      double root = Math.sqrt(Math.hypot(re, im));
      y[k] = 0;
      y[k + 1] = 0;
      if (root > 0) {
        magnitude += 2 * root;
        y[k] = re / root;
        y[k + 1] = im / root;
      }
    }
    return new CrossSpectrum(y, magnitude);
  }

  /// How well the two agree where they are, −1 to 1: negative if one is upside down.
  double agreement() {
    double sum = bins[0] + bins[1];
    for (int k = 2; k < bins.length; k += 2) {
      sum += 2 * bins[k];
    }
    return magnitude == 0 ? 0 : sum / magnitude;
  }

  /// The first differences of an excerpt, then zeros; 0 also where there are no samples.
  static double[] differences(float[] samples, int start, int excerpt, int size) {
    double[] differences = new double[size];
    int from = Math.clamp(-(long) start, 0, excerpt);
    int to = Math.clamp((long) samples.length - start, from, excerpt);
    for (int n = from + 1; n < to; n++) {
      differences[n - 1] = (double) samples[start + n] - samples[start + n - 1];
    }
    return differences;
  }
}
