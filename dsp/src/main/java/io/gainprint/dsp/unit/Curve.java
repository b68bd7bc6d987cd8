package io.gainprint.dsp.unit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A piecewise cubic over ascending knots x₀ … xₙ₋₁: with d = x − xₖ,
///
/// ```
/// c(x) = c0ₖ + c1ₖ d + c2ₖ d² + c3ₖ d³          xₖ ≤ x < xₖ₊₁
/// ```
///
/// and c0ₙ₋₁ at the last knot. A value of −∞, the logarithm of 0, takes the intervals beside it
/// along. Immutable and safe to share; evaluating it allocates nothing.
final class Curve {
  private final double[] x;
  private final double[] c0;
  private final double[] c1;
  private final double[] c2;
  private final double[] c3;

  private Curve(double[] x, double[] values) {
    this.x = x;
    c0 = values.clone();
    c1 = new double[x.length];
    c2 = new double[x.length];
    c3 = new double[x.length];
  }

  /// Straight lines.
  ///
  /// @param x knots, ascending, at least one; kept, not copied
  /// @param y values there, finite or −∞
  static Curve linear(double[] x, double[] y) {
    Curve curve = new Curve(x, y);
    for (int k = 0; k + 1 < x.length; k++) {
      if (y[k] == Double.NEGATIVE_INFINITY || y[k + 1] == Double.NEGATIVE_INFINITY) {
        continue; // at() knows
      }
      curve.c1[k] = (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
    }
    return curve;
  }

  /// The monotone cubic of [Interpolation#MONOTONE].
  ///
  /// @param x knots, ascending, at least one; kept, not copied
  /// @param y values there, finite
  static Curve monotone(double[] x, double[] y) {
    if (x.length < 3) {
      return linear(x, y);
    }
    Curve curve = new Curve(x, y);
    double[] m = slopes(x, y);
    for (int k = 0; k + 1 < x.length; k++) {
      double h = x[k + 1] - x[k];
      double delta = (y[k + 1] - y[k]) / h;
      curve.c1[k] = m[k];
      curve.c2[k] = (3 * delta - 2 * m[k] - m[k + 1]) / h;
      curve.c3[k] = (m[k] + m[k + 1] - 2 * delta) / (h * h);
    }
    return curve;
  }

  /// A natural cubic spline of given second derivatives.
  ///
  /// @param x knots, ascending, at least two; kept, not copied
  /// @param g values there
  /// @param gamma second derivatives there, 0 at both ends
  static Curve natural(double[] x, double[] g, double[] gamma) {
    Curve curve = new Curve(x, g);
    for (int k = 0; k + 1 < x.length; k++) {
      double h = x[k + 1] - x[k];
      curve.c1[k] = (g[k + 1] - g[k]) / h - h * (2 * gamma[k] + gamma[k + 1]) / 6;
      curve.c2[k] = gamma[k] / 2;
      curve.c3[k] = (gamma[k + 1] - gamma[k]) / (6 * h);
    }
    return curve;
  }

  /// The value at a place.
  ///
  /// @param at x₀ to xₙ₋₁
  double at(double at) {
    int knot = Arrays.binarySearch(x, at);
    if (knot >= 0) {
      return c0[knot];
    }
    int k = -knot - 2;
    if (c0[k + 1] == Double.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    double d = at - x[k];
    return c0[k] + d * (c1[k] + d * (c2[k] + d * c3[k]));
  }

  /// All knots.
  List<CurvePoint> points() {
    return IntStream.range(0, x.length)
        .mapToObj(k -> new CurvePoint(x[k], c0[k], c1[k], c2[k], c3[k]))
        .toList();
  }

  /// Slopes of Fritsch and Butland: inside, the weighted harmonic mean of the slopes on both sides,
  /// 0 at a turning point.
  private static double[] slopes(double[] x, double[] y) {
    int n = x.length;
    double[] h = new double[n - 1];
    double[] delta = new double[n - 1];
    for (int k = 0; k < n - 1; k++) {
      h[k] = x[k + 1] - x[k];
      delta[k] = (y[k + 1] - y[k]) / h[k];
    }
    double[] m = new double[n];
    m[0] = endSlope(h[0], h[1], delta[0], delta[1]);
    for (int k = 1; k < n - 1; k++) {
      if (delta[k - 1] * delta[k] > 0) {
        double before = 2 * h[k] + h[k - 1];
        double after = h[k] + 2 * h[k - 1];
        m[k] = (before + after) / (before / delta[k - 1] + after / delta[k]);
      }
    }
    m[n - 1] = endSlope(h[n - 2], h[n - 3], delta[n - 2], delta[n - 3]);
    return m;
  }

  /// The slope at an end: that of the parabola through three knots, limited to keep the shape. From
  /// C. B. Moler, "Numerical Computing with MATLAB", 2004, section 3.6.
  ///
  /// @param h length of the interval at the end
  /// @param hNext length of the one beside it
  /// @param delta slope over the interval at the end
  /// @param deltaNext slope over the one beside it
  private static double endSlope(double h, double hNext, double delta, double deltaNext) {
    double m = ((2 * h + hNext) * delta - h * deltaNext) / (h + hNext);
    if (m * delta <= 0) {
      return 0;
    }
    boolean turns = delta * deltaNext <= 0;
    return turns && Math.abs(m) > 3 * Math.abs(delta) ? 3 * delta : m;
  }
}
