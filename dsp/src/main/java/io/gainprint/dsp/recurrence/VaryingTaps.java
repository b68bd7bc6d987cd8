package io.gainprint.dsp.recurrence;

import java.util.Objects;

/// Taps of which each sample has its own, where they lie in an array of the caller's.
///
/// Row n begins `n` strides after the first one. The array is read at every use, not copied.
public final class VaryingTaps implements Taps {
  private final double[] c;
  private final int start;
  private final int stride; // negative for reversed taps
  private final int rows;
  private final int firstDelay;
  private final int width;

  /// Taps.
  ///
  /// @param values array of all
  /// @param start index of the first tap of row 0
  /// @param stride from one row to the next, ≥ the number of taps in a row
  /// @param rows how many, one for each sample
  /// @param firstDelay 0 or 1
  /// @param lastDelay K ≥ `firstDelay` − 1
  /// @throws IndexOutOfBoundsException if the array does not hold them
  public VaryingTaps(
      double[] values, int start, int stride, int rows, int firstDelay, int lastDelay) {
    c = values;
    this.start = start;
    this.stride = stride;
    this.rows = rows;
    this.firstDelay = firstDelay;
    width = lastDelay + 1 - firstDelay;
    if (rows > 0 && width > 0) {
      Objects.checkFromIndexSize(start, (rows - 1) * stride + width, values.length);
    }
  }

  private VaryingTaps(VaryingTaps forwards, int start, int stride) {
    c = forwards.c;
    this.start = start;
    this.stride = stride;
    rows = forwards.rows;
    firstDelay = forwards.firstDelay;
    width = forwards.width;
  }

  @Override
  public int firstDelay() {
    return firstDelay;
  }

  @Override
  public int lastDelay() {
    return firstDelay + width - 1;
  }

  @Override
  public VaryingTaps reversed() {
    return new VaryingTaps(this, start + (rows - 1) * stride, -stride);
  }

  @Override
  public int reversedGradientAt(int gradientAt) {
    return gradientAt + (rows - 1) * stride;
  }

  @Override
  public void addGathering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    for (int n = 0; n < length; n++) {
      int at = start + (row + n) * stride;
      int last = uAt + n - firstDelay;
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += c[at + k] * u[last - k];
      }
      out[outAt + n] += factor * sum;
    }
  }

  @Override
  public void addScattering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    for (int n = 0; n < length; n++) {
      int at = start + (row + n) * stride;
      int first = outAt + n + firstDelay;
      double sample = factor * u[uAt + n];
      for (int k = 0; k < width; k++) {
        out[first + k] += c[at + k] * sample;
      }
    }
  }

  @Override
  public void solveGathering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    for (int n = 0; n < length; n++) {
      int at = start + (row + n) * stride;
      int last = vAt + n - 1;
      double sum = w[wAt + n];
      for (int k = width - 1; k >= 0; k--) { // the newest last, which is waited for
        sum -= c[at + k] * v[last - k];
      }
      v[vAt + n] = sum;
    }
  }

  @Override
  public void solveScattering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    for (int n = 0; n < length; n++) {
      int at = start + (row + n) * stride;
      int first = wAt + n + 1;
      double sample = w[wAt + n];
      for (int k = 0; k < width; k++) {
        w[first + k] -= c[at + k] * sample;
      }
      v[vAt + n] = sample;
    }
  }

  @Override
  public void gatherGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt) {
    for (int n = 0; n < length; n++) {
      int at = gradientAt + (row + n) * stride;
      int last = uAt + n - firstDelay;
      double cotangent = factor * o[oAt + n];
      for (int k = 0; k < width; k++) {
        gradient[at + k] += cotangent * u[last - k];
      }
    }
  }

  @Override
  public void scatterGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt) {
    for (int n = 0; n < length; n++) {
      int at = gradientAt + (row + n) * stride;
      int first = oAt + n + firstDelay;
      double sample = factor * u[uAt + n];
      for (int k = 0; k < width; k++) {
        gradient[at + k] += o[first + k] * sample;
      }
    }
  }
}
