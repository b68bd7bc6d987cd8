package io.gainprint.dsp.filter;

import java.util.Arrays;

/// What the states before the runs of Gustafsson's method add to their outputs, or a tangent or a
/// cotangent of that.
///
/// ```
/// O_k   what state k alone puts out, which in transposed direct form II is O_0 delayed by k samples
/// S_k   what the filter makes of T O_k, which is O_k turned round, from rest
/// M = [T S − O, T O − S]          W = [T S, T O]
/// ```
///
/// Responses are taken to be over after m samples. If that is less than the signal, then the left
/// half of M and W, which is of the forward run, lies at its beginning, and the right half, of the
/// backward run, at its end; and the rows of M are those of the beginning, then those of the end.
final class EdgeResponses {
  private final int samples; // m
  private final int length;
  private final double[][] o;
  private final double[][] s;

  EdgeResponses(int order, int samples, int length) {
    this.samples = samples;
    this.length = length;
    o = new double[order][samples];
    s = new double[order][samples];
  }

  /// O itself.
  double[][] o() {
    return o;
  }

  /// S itself.
  double[][] s() {
    return s;
  }

  int samples() {
    return samples;
  }

  EdgeResponses zero() {
    return new EdgeResponses(o.length, samples, length);
  }

  /// The row of M that the end begins with.
  private int endRow() {
    return samples == length ? 0 : samples;
  }

  /// The columns of M.
  LeastSquares.Columns columns() {
    int order = o.length;
    int rows = endRow() + samples;
    double[][] m = new double[2 * order][rows];
    for (int k = 0; k < order; k++) {
      for (int n = 0; n < samples; n++) {
        m[k][n] += s[k][samples - 1 - n] - o[k][n];
        m[order + k][endRow() + n] += o[k][samples - 1 - n] - s[k][n];
      }
    }
    return new LeastSquares.Columns(m, rows);
  }

  /// Adds the cotangent of a matrix `factor v uᵀ` in place of M.
  void addColumnsAdjoint(double factor, double[] v, double[] u) {
    int order = o.length;
    for (int k = 0; k < order; k++) {
      double left = factor * u[k];
      double right = factor * u[order + k];
      for (int n = 0; n < samples; n++) {
        s[k][samples - 1 - n] += left * v[n];
        o[k][n] -= left * v[n];
        o[k][samples - 1 - n] += right * v[endRow() + n];
        s[k][n] -= right * v[endRow() + n];
      }
    }
  }

  /// Adds W u to a signal.
  void addOutput(double[] u, double[] y) {
    int order = o.length;
    int end = length - samples;
    for (int k = 0; k < order; k++) {
      for (int n = 0; n < samples; n++) {
        y[n] += u[k] * s[k][samples - 1 - n];
        y[end + n] += u[order + k] * o[k][samples - 1 - n];
      }
    }
  }

  /// Wᵀ y.
  double[] outputProducts(double[] y) {
    int order = o.length;
    int end = length - samples;
    double[] products = new double[2 * order];
    for (int k = 0; k < order; k++) {
      for (int n = 0; n < samples; n++) {
        products[k] += y[n] * s[k][samples - 1 - n];
        products[order + k] += y[end + n] * o[k][samples - 1 - n];
      }
    }
    return products;
  }

  /// Adds the cotangent of a matrix `y uᵀ` in place of W.
  void addOutputAdjoint(double[] u, double[] y) {
    int order = o.length;
    int end = length - samples;
    for (int k = 0; k < order; k++) {
      for (int n = 0; n < samples; n++) {
        s[k][samples - 1 - n] += u[k] * y[n];
        o[k][samples - 1 - n] += u[order + k] * y[end + n];
      }
    }
  }

  /// The samples of a signal that are rows of M.
  double[] rows(double[] signal) {
    double[] rows = Arrays.copyOf(signal, endRow() + samples);
    System.arraycopy(signal, length - samples, rows, endRow(), samples);
    return rows;
  }

  /// A signal of rows of M, 0 elsewhere.
  double[] signal(double[] rows) {
    double[] signal = new double[length];
    System.arraycopy(rows, 0, signal, 0, samples);
    System.arraycopy(rows, endRow(), signal, length - samples, samples);
    return signal;
  }
}
