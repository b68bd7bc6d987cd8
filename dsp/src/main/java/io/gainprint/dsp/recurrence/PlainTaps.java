package io.gainprint.dsp.recurrence;

/// Fixed taps, sample by sample.
final class PlainTaps {
  private PlainTaps() {}

  /// `out[n] += Σ c_i u[n−i]`, tap by tap: a loop that the compiler itself puts on the vector unit.
  static void gather(double[] c, double[] u, int uAt, double[] out, int outAt, int length) {
    for (int i = 0; i < c.length; i++) {
      double tap = c[i];
      int at = uAt - i;
      for (int n = 0; n < length; n++) {
        out[outAt + n] += tap * u[at + n];
      }
    }
  }

  /// `v[n] = w[n] − Σ c_i v[n−1−i]`.
  static void solve(double[] c, double[] w, int wAt, double[] v, int vAt, int length) {
    switch (c.length) {
      case 1 -> solveFirstOrder(c[0], w, wAt, v, vAt, length);
      case 2 -> solveSecondOrder(c[0], c[1], w, wAt, v, vAt, length);
      default -> solveAnyOrder(c, w, wAt, v, vAt, length);
    }
  }

  private static void solveFirstOrder(
      double a1, double[] w, int wAt, double[] v, int vAt, int length) {
    double v1 = v[vAt - 1];
    for (int n = 0; n < length; n++) {
      v1 = w[wAt + n] - a1 * v1;
      v[vAt + n] = v1;
    }
  }

  /// The term of the older sample is added first, so that only one product and one sum wait for the
  /// newest.
  private static void solveSecondOrder(
      double a1, double a2, double[] w, int wAt, double[] v, int vAt, int length) {
    double v1 = v[vAt - 1];
    double v2 = v[vAt - 2];
    for (int n = 0; n < length; n++) {
      double next = (w[wAt + n] - a2 * v2) - a1 * v1;
      v2 = v1;
      v1 = next;
      v[vAt + n] = next;
    }
  }

  private static void solveAnyOrder(
      double[] c, double[] w, int wAt, double[] v, int vAt, int length) {
    for (int n = 0; n < length; n++) {
      int last = vAt + n - 1;
      double sum = w[wAt + n];
      for (int i = c.length - 1; i >= 0; i--) {
        sum -= c[i] * v[last - i];
      }
      v[vAt + n] = sum;
    }
  }

  /// `sums_i += Σ o[n] u[n + step i]`, each in four sums that do not wait for each other.
  static void lagProducts(
      double[] o, int oAt, double[] u, int uAt, int step, int length, double[] sums) {
    int quarters = length & -4;
    for (int i = 0; i < sums.length; i++) {
      int at = uAt + step * i;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int n = 0; n < quarters; n += 4) {
        s0 += o[oAt + n] * u[at + n];
        s1 += o[oAt + n + 1] * u[at + n + 1];
        s2 += o[oAt + n + 2] * u[at + n + 2];
        s3 += o[oAt + n + 3] * u[at + n + 3];
      }
      for (int n = quarters; n < length; n++) {
        s0 += o[oAt + n] * u[at + n];
      }
      sums[i] += (s0 + s1) + (s2 + s3);
    }
  }
}
