package io.gainprint.fitting.linear;

import io.gainprint.dsp.Derivatives;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// An immutable symmetric matrix of a few rows.
public final class SymmetricMatrix {
  private final int n;
  private final double[] packed; // lower triangle, row by row

  private SymmetricMatrix(int n, double[] packed) {
    this.n = n;
    this.packed = packed;
  }

  /// The elements of a symmetric matrix.
  @FunctionalInterface
  public interface Elements {
    /// One element.
    ///
    /// @param i row
    /// @param j column, at most i
    /// @return the element
    double at(int i, int j);
  }

  /// A matrix computed by element.
  ///
  /// @param n number of rows, ≥ 0
  /// @param elements asked for the lower triangle
  /// @return the matrix
  public static SymmetricMatrix of(int n, Elements elements) {
    double[] packed = new double[n * (n + 1) / 2];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        packed[Derivatives.packed(i, j)] = elements.at(i, j);
      }
    }
    return new SymmetricMatrix(n, packed);
  }

  /// The matrix of zeros.
  ///
  /// @param n number of rows, ≥ 0
  /// @return 0
  public static SymmetricMatrix zero(int n) {
    return of(n, (_, _) -> 0);
  }

  /// A multiple of the identity.
  ///
  /// @param n number of rows, ≥ 0
  /// @param factor the diagonal's elements
  /// @return factor · I
  public static SymmetricMatrix identity(int n, double factor) {
    return of(n, (i, j) -> i == j ? factor : 0);
  }

  /// The exact Hessian.
  ///
  /// @param d derivatives that have one
  /// @return H
  /// @throws IllegalStateException if they have none
  public static SymmetricMatrix hessian(Derivatives d) {
    return of(d.dimension(), d::hessian);
  }

  /// The Gauss-Newton matrix.
  ///
  /// @param d derivatives
  /// @return G
  public static SymmetricMatrix gaussNewton(Derivatives d) {
    return of(d.dimension(), d::gaussNewton);
  }

  /// The number of rows.
  ///
  /// @return n
  public int dimension() {
    return n;
  }

  /// One element.
  ///
  /// @param i row
  /// @param j column
  /// @return the element
  public double at(int i, int j) {
    return packed[Derivatives.packed(i, j)];
  }

  /// This matrix plus a multiple of another.
  ///
  /// @param factor the multiple
  /// @param other of the same dimension
  /// @return this + factor · other
  public SymmetricMatrix plus(double factor, SymmetricMatrix other) {
    return of(n, (i, j) -> at(i, j) + factor * other.at(i, j));
  }

  /// This matrix plus a multiple of the product of a column and its transpose.
  ///
  /// @param factor the multiple
  /// @param v the column
  /// @return this + factor · v vᵀ
  public SymmetricMatrix plusOuter(double factor, Vector v) {
    return of(n, (i, j) -> at(i, j) + factor * v.at(i) * v.at(j));
  }

  /// This matrix times a number.
  ///
  /// @param factor the number
  /// @return factor · this
  public SymmetricMatrix times(double factor) {
    return of(n, (i, j) -> factor * at(i, j));
  }

  /// This matrix times a column.
  ///
  /// @param v column of n elements
  /// @return this · v
  public Vector times(Vector v) {
    return Vector.of(
        n,
        i -> {
          double sum = 0;
          for (int j = 0; j < n; j++) {
            sum += at(i, j) * v.at(j);
          }
          return sum;
        });
  }

  /// This matrix between another, as covariances are carried over.
  ///
  /// @param other symmetric matrix of the same dimension
  /// @return other · this · other
  public SymmetricMatrix between(SymmetricMatrix other) {
    Vector[] half = new Vector[n]; // columns of this · other
    Arrays.setAll(half, j -> times(Vector.of(n, k -> other.at(k, j))));
    return of(n, (i, j) -> Vector.of(n, k -> other.at(i, k)).dot(half[j]));
  }

  /// The rows and columns of some indices.
  ///
  /// @param indices which ones, in the order of the result
  /// @return the submatrix
  public SymmetricMatrix select(int... indices) {
    int[] chosen = indices.clone();
    return of(chosen.length, (i, j) -> at(chosen[i], chosen[j]));
  }

  /// The largest magnitude on the diagonal.
  ///
  /// @return max |a_ii|; 0 of an empty matrix
  public double largestDiagonal() {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(at(i, i)));
    }
    return largest;
  }

  /// The inverse, by Cholesky decomposition.
  ///
  /// @return the inverse; empty if the matrix is not positive definite, or not finite
  public Optional<SymmetricMatrix> inverse() {
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.symmPosDef(Math.max(1, n));
    DMatrixRMaj matrix = toEjml(); // which the decomposition overwrites
    if (n == 0 || !isFinite() || !cholesky.setA(matrix)) {
      return Optional.empty();
    }
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    cholesky.invert(inverse);
    return Optional.of(of(n, inverse::get));
  }

  /// Eigenvalues and eigenvectors.
  ///
  /// @return the spectral decomposition
  /// @throws ArithmeticException if an element is not finite
  public Spectrum spectrum() {
    return Spectrum.of(this);
  }

  /// Whether every element is a finite number.
  boolean isFinite() {
    return Arrays.stream(packed).allMatch(Double::isFinite);
  }

  DMatrixRMaj toEjml() {
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.set(i, j, at(i, j));
      }
    }
    return matrix;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SymmetricMatrix m && n == m.n && Arrays.equals(packed, m.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  @Override
  public String toString() {
    return Arrays.toString(packed);
  }
}
