package io.gainprint.dsp.filter;

/// What a signal is continued with at both ends before it is filtered forwards and backwards, so
/// that filters settle outside of it.
///
/// ```
/// e[p + n] = x[n]          e[p − k] = α x[0] + β x[k]          k = 1 … p, and likewise at the end
/// ```
public enum EdgePadding {
  /// The signal turned by half a turn about its end, 2 `x[0]` − `x[k]`: value and slope go on.
  ODD(2, -1),

  /// The signal's mirror image, `x[k]`.
  EVEN(0, 1),

  /// The value of the end, `x[0]`.
  CONSTANT(1, 0),

  /// Nothing.
  NONE(0, 0);

  private final double alpha;
  private final double beta;

  EdgePadding(double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
  }

  /// Continues a signal of more than p samples.
  double[] extended(double[] x, int p) {
    int last = x.length - 1;
    double[] e = new double[x.length + 2 * p];
    System.arraycopy(x, 0, e, p, x.length);
    for (int k = 1; k <= p; k++) {
      e[p - k] = alpha * x[0] + beta * x[k];
      e[p + last + k] = alpha * x[last] + beta * x[last - k];
    }
    return e;
  }

  /// The adjoint of [#extended], written to x.
  void adjoint(double[] e, int p, double[] x) {
    int last = x.length - 1;
    System.arraycopy(e, p, x, 0, x.length);
    for (int k = 1; k <= p; k++) {
      x[0] += alpha * e[p - k];
      x[k] += beta * e[p - k];
      x[last] += alpha * e[p + last + k];
      x[last - k] += beta * e[p + last + k];
    }
  }
}
