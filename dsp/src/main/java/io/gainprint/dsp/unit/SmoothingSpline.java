package io.gainprint.dsp.unit;

import java.util.Arrays;

/// The natural cubic spline g that minimises
///
/// ```
/// Σ wᵢ (yᵢ − g(xᵢ))² + λ ∫ g″(x)² dx
/// ```
///
/// after Reinsch: with the spline's second derivatives γ at the inner knots, the banded matrices Q
/// (second divided differences) and R, and W = diag(w),
///
/// ```
/// (R + λ Qᵀ W⁻¹ Q) γ = Qᵀ y,      g = y − λ W⁻¹ Q γ
/// ```
///
/// (P. J. Green and B. W. Silverman, "Nonparametric Regression and Generalized Linear Models",
/// 1994, sections 2.3 and 3.5). B = R + λ Qᵀ W⁻¹ Q has five diagonals and is factored as L D Lᵀ.
///
/// λ = 0 goes through all values, λ → ∞ ends in the straight line of least squares. Generalised
/// cross-validation takes the λ of least
///
/// ```
/// GCV(λ) = (1/n) Σ wᵢ (yᵢ − gᵢ)² / (1 − tr A / n)²,      tr A = 2 + tr(B⁻¹ R)
/// ```
///
/// where A takes y to g; of B⁻¹ it needs only the three innermost diagonals (M. F. Hutchinson and
/// F. R. de Hoog, "Smoothing noisy data with spline functions", 1985, doi 10.1007/BF01389878).
final class SmoothingSpline {
  /// Fewer knots leave nothing to validate with: of three, GCV is the same for every λ.
  private static final int FEWEST_TO_VALIDATE = 4;

  /// λ is looked for between these powers of ten, in units of h³ with h the mean distance of knots:
  /// below, the spline goes through the values to five digits or so.
  private static final double LEAST_EXPONENT = -6;

  /// Steps of the first look, per decade, and of the golden section within the best of them.
  private static final int STEPS_PER_DECADE = 4;

  private static final int SECTIONS = 40;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[] x;
  private final double[] y;
  private final double[] w;
  private final double[] h;

  /// Diagonals of R and of M = Qᵀ W⁻¹ Q, the main one first.
  private final double[][] r;

  private final double[][] m;

  /// Qᵀ y.
  private final double[] differences;

  /// A problem of at least three knots.
  ///
  /// @param x knots, ascending; kept, not copied
  /// @param y values; kept, not copied
  /// @param w weights, > 0, of mean 1; kept, not copied
  SmoothingSpline(double[] x, double[] y, double[] w) {
    this.x = x;
    this.y = y;
    this.w = w;
    int n = x.length;
    h = new double[n - 1];
    for (int k = 0; k < n - 1; k++) {
      h[k] = x[k + 1] - x[k];
    }
    int inner = n - 2;
    r = new double[2][inner];
    m = new double[3][inner];
    differences = new double[inner];
    for (int j = 0; j < inner; j++) {
      r[0][j] = (h[j] + h[j + 1]) / 3;
      m[0][j] = square(q0(j)) / w[j] + square(q1(j)) / w[j + 1] + square(q2(j)) / w[j + 2];
      differences[j] = (y[j + 2] - y[j + 1]) / h[j + 1] - (y[j + 1] - y[j]) / h[j];
      if (j + 1 < inner) {
        r[1][j] = h[j + 1] / 6;
        m[1][j] = q1(j) * q0(j + 1) / w[j + 1] + q2(j) * q1(j + 1) / w[j + 2];
      }
      if (j + 2 < inner) {
        m[2][j] = q2(j) * q0(j + 2) / w[j + 2];
      }
    }
  }

  /// The curve of the λ that generalised cross-validation chooses.
  Curve validated() {
    return with(x.length < FEWEST_TO_VALIDATE ? 0 : bestLambda());
  }

  /// The curve of a given λ ≥ 0.
  Curve with(double lambda) {
    Solution solution = new Solution(lambda);
    double[] gamma = new double[x.length];
    System.arraycopy(solution.gamma, 0, gamma, 1, solution.gamma.length);
    return Curve.natural(x, solution.g, gamma);
  }

  /// The λ of least GCV.
  double bestLambda() {
    int n = x.length;
    double unit = Math.pow((x[n - 1] - x[0]) / (n - 1), 3);
    // The stiffest of n values but the line has an eigenvalue of about (4.73 / n)⁴ in these units,
    // that of a free beam: a thousand times its inverse is as good as ∞.
    double mostExponent = Math.log10(1000 * Math.pow(n / 4.73, 4));
    int steps = (int) Math.ceil((mostExponent - LEAST_EXPONENT) * STEPS_PER_DECADE);
    double best = LEAST_EXPONENT;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= steps; i++) {
      double exponent = LEAST_EXPONENT + (double) i / STEPS_PER_DECADE;
      double score = score(unit * Math.pow(10, exponent));
      if (score < least) {
        least = score;
        best = exponent;
      }
    }
    double low = best - 1.0 / STEPS_PER_DECADE;
    double high = best + 1.0 / STEPS_PER_DECADE;
    for (int i = 0; i < SECTIONS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (score(unit * Math.pow(10, left)) <= score(unit * Math.pow(10, right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return unit * Math.pow(10, (low + high) / 2);
  }

  /// GCV(λ).
  double score(double lambda) {
    int n = x.length;
    Solution solution = new Solution(lambda);
    double error = 0;
    for (int i = 0; i < n; i++) {
      error += w[i] * square(y[i] - solution.g[i]);
    }
    double free = 1 - solution.traceOfHat() / n;
    return error / n / square(free);
  }

  /// The three elements of column j of Q, at rows j, j + 1 and j + 2.
  private double q0(int j) {
    return 1 / h[j];
  }

  private double q1(int j) {
    return -1 / h[j] - 1 / h[j + 1];
  }

  private double q2(int j) {
    return 1 / h[j + 1];
  }

  private static double square(double value) {
    return value * value;
  }

  /// What one λ gives: γ at the inner knots, g at all, and B = L D Lᵀ with the diagonal d and the
  /// two diagonals l1 and l2 below that of L.
  private final class Solution {
    private final double[] d;
    private final double[] l1;
    private final double[] l2;
    private final double[] gamma;
    private final double[] g;

    Solution(double lambda) {
      int n = differences.length;
      d = new double[n];
      l1 = new double[n];
      l2 = new double[n];
      for (int i = 0; i < n; i++) {
        double b0 = r[0][i] + lambda * m[0][i];
        double b1 = r[1][i] + lambda * m[1][i];
        double b2 = lambda * m[2][i];
        if (i > 0) {
          b0 -= l1[i - 1] * l1[i - 1] * d[i - 1];
          b1 -= l1[i - 1] * l2[i - 1] * d[i - 1];
        }
        if (i > 1) {
          b0 -= l2[i - 2] * l2[i - 2] * d[i - 2];
        }
        d[i] = b0;
        l1[i] = b1 / b0;
        l2[i] = b2 / b0;
      }
      gamma = inverseTimes(differences);
      g = y.clone();
      for (int j = 0; j < n; j++) {
        g[j] -= lambda * q0(j) * gamma[j] / w[j];
        g[j + 1] -= lambda * q1(j) * gamma[j] / w[j + 1];
        g[j + 2] -= lambda * q2(j) * gamma[j] / w[j + 2];
      }
    }

    /// B⁻¹ times a vector.
    private double[] inverseTimes(double[] right) {
      int n = d.length;
      double[] z = Arrays.copyOf(right, n);
      for (int i = 0; i < n; i++) {
        z[i] -= (i > 0 ? l1[i - 1] * z[i - 1] : 0) + (i > 1 ? l2[i - 2] * z[i - 2] : 0);
      }
      for (int i = n - 1; i >= 0; i--) {
        z[i] =
            z[i] / d[i] - (i + 1 < n ? l1[i] * z[i + 1] : 0) - (i + 2 < n ? l2[i] * z[i + 2] : 0);
      }
      return z;
    }

    /// tr A = 2 + tr(B⁻¹ R), with the diagonals of S = B⁻¹ from the last row upwards.
    double traceOfHat() {
      double trace = 2;
      double next0 = 0; // S[i+1][i+1]
      double next1 = 0; // S[i+1][i+2]
      double afterNext0 = 0; // S[i+2][i+2]
      for (int i = d.length - 1; i >= 0; i--) {
        double s1 = -l1[i] * next0 - l2[i] * next1;
        double s2 = -l1[i] * next1 - l2[i] * afterNext0;
        double s0 = 1 / d[i] - l1[i] * s1 - l2[i] * s2;
        trace += r[0][i] * s0 + 2 * r[1][i] * s1;
        afterNext0 = next0;
        next0 = s0;
        next1 = s1;
      }
      return trace;
    }
  }
}
