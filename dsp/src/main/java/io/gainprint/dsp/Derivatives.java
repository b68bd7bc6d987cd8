package io.gainprint.dsp;

import org.jspecify.annotations.Nullable;

/// Value, gradient and curvature of a scalar function at one point.
///
/// The curvature comes as the exact Hessian and as the Gauss-Newton matrix 2 Σ w ∇r ∇rᵀ of a loss Σ
/// w r², which is the Hessian less its residual part; either may be absent. Immutable and safe to
/// share.
public final class Derivatives {
  private final double value;
  private final double[] gradient;
  private final double @Nullable [] gaussNewton; // packed lower triangles, row by row
  private final double @Nullable [] hessian;

  private Derivatives(
      double value,
      double[] gradient,
      double @Nullable [] gaussNewton,
      double @Nullable [] hessian) {
    this.value = value;
    this.gradient = gradient;
    this.gaussNewton = gaussNewton;
    this.hessian = hessian;
  }

  /// Derivatives from their parts, which are copied.
  ///
  /// @param value the function's value
  /// @param gradient n first derivatives
  /// @param gaussNewton Gauss-Newton matrix, n (n + 1) / 2 values: its lower triangle row by row;
  ///   or null where the function is no sum of squares
  /// @param hessian Hessian likewise, or null where it was not asked for
  /// @return the derivatives
  /// @throws IllegalArgumentException if a length does not fit
  public static Derivatives of(
      double value,
      double[] gradient,
      double @Nullable [] gaussNewton,
      double @Nullable [] hessian) {
    requireTriangle("gaussNewton", gaussNewton, gradient.length);
    requireTriangle("hessian", hessian, gradient.length);
    return new Derivatives(
        value,
        gradient.clone(),
        gaussNewton == null ? null : gaussNewton.clone(),
        hessian == null ? null : hessian.clone());
  }

  /// Where element (i, j) of a symmetric matrix lies in its packed lower triangle.
  ///
  /// @param i row
  /// @param j column
  /// @return index into the packed values
  public static int packed(int i, int j) {
    int row = Math.max(i, j);
    return row * (row + 1) / 2 + Math.min(i, j);
  }

  /// The number of variables.
  ///
  /// @return n
  public int dimension() {
    return gradient.length;
  }

  /// The function's value.
  ///
  /// @return the value
  public double value() {
    return value;
  }

  /// One first derivative.
  ///
  /// @param i variable, 0 to n − 1
  /// @return ∂/∂i
  public double gradient(int i) {
    return gradient[i];
  }

  /// One element of the Gauss-Newton matrix.
  ///
  /// @param i row
  /// @param j column
  /// @return the element
  /// @throws IllegalStateException if there is no such matrix
  public double gaussNewton(int i, int j) {
    if (gaussNewton == null) {
      throw new IllegalStateException("there is no Gauss-Newton matrix");
    }
    return gaussNewton[packed(i, j)];
  }

  /// Whether there is a Gauss-Newton matrix.
  ///
  /// @return true if [#gaussNewton] may be called
  public boolean hasGaussNewton() {
    return gaussNewton != null;
  }

  /// Whether second derivatives are there.
  ///
  /// @return true if [#hessian] may be called
  public boolean hasHessian() {
    return hessian != null;
  }

  /// One exact second derivative.
  ///
  /// @param i first variable
  /// @param j second variable
  /// @return ∂²/∂i∂j
  /// @throws IllegalStateException if second derivatives were not computed
  public double hessian(int i, int j) {
    if (hessian == null) {
      throw new IllegalStateException("second derivatives were not computed");
    }
    return hessian[packed(i, j)];
  }

  /// Whether everything here is a finite number.
  ///
  /// @return true if so
  public boolean isFinite() {
    return Double.isFinite(value)
        && isFinite(gradient)
        && (gaussNewton == null || isFinite(gaussNewton))
        && (hessian == null || isFinite(hessian));
  }

  /// The derivatives of the sum of two functions.
  ///
  /// @param other derivatives at the same point; a matrix of the sum is there if both have it
  /// @return the sum
  /// @throws IllegalArgumentException if the dimensions differ
  public Derivatives plus(Derivatives other) {
    if (other.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "dimensions differ: " + dimension() + " and " + other.dimension());
    }
    return new Derivatives(
        value + other.value,
        sum(gradient, other.gradient),
        sumOrNull(gaussNewton, other.gaussNewton),
        sumOrNull(hessian, other.hessian));
  }

  /// The derivatives of a multiple of the function.
  ///
  /// @param factor the constant factor
  /// @return the multiple
  public Derivatives times(double factor) {
    return new Derivatives(
        factor * value,
        product(gradient, factor),
        gaussNewton == null ? null : product(gaussNewton, factor),
        hessian == null ? null : product(hessian, factor));
  }

  /// The derivatives in other variables z, where each variable is a function θᵢ = ψᵢ(zᵢ) of its
  /// own.
  ///
  /// ```
  /// ∂/∂zᵢ = ψᵢ′ ∂/∂θᵢ        ∂²/∂zᵢ∂zⱼ = ψᵢ′ ψⱼ′ ∂²/∂θᵢ∂θⱼ + [i = j] ψᵢ″ ∂/∂θᵢ
  /// ```
  ///
  /// @param first the n values ψᵢ′
  /// @param second the n values ψᵢ″
  /// @return value, gradient and curvature with respect to z
  public Derivatives inVariables(double[] first, double[] second) {
    int n = dimension();
    double[] g = new double[n];
    double[] gn = new double[n * (n + 1) / 2];
    double[] h = new double[n * (n + 1) / 2];
    for (int i = 0; i < n; i++) {
      g[i] = gradient[i] * first[i];
      for (int j = 0; j <= i; j++) {
        int ij = packed(i, j);
        if (gaussNewton != null) {
          gn[ij] = gaussNewton[ij] * first[i] * first[j];
        }
        if (hessian != null) {
          h[ij] = hessian[ij] * first[i] * first[j] + (i == j ? gradient[i] * second[i] : 0);
        }
      }
    }
    return new Derivatives(value, g, gaussNewton == null ? null : gn, hessian == null ? null : h);
  }

  private static void requireTriangle(String name, double @Nullable [] packed, int n) {
    if (packed != null && packed.length != n * (n + 1) / 2) {
      throw new IllegalArgumentException(
          name + " must hold " + n * (n + 1) / 2 + " values: " + packed.length);
    }
  }

  private static boolean isFinite(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * 0; // NaN as soon as one value is not finite
    }
    return sum == 0;
  }

  private static double @Nullable [] sumOrNull(double @Nullable [] a, double @Nullable [] b) {
    return a == null || b == null ? null : sum(a, b);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] c = new double[a.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = a[i] + b[i];
    }
    return c;
  }

  private static double[] product(double[] a, double factor) {
    double[] c = new double[a.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = factor * a[i];
    }
    return c;
  }
}
