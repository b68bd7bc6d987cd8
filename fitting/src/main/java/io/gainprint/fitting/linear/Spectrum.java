package io.gainprint.fitting.linear;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The spectral decomposition of a symmetric matrix, A = Q W Qᵀ: orthonormal eigenvectors, with
/// eigenvalues in ascending order. Immutable.
public final class Spectrum {
  private final Vector values;
  private final Vector[] vectors;

  private Spectrum(Vector values, Vector[] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  static Spectrum of(SymmetricMatrix matrix) {
    int n = matrix.dimension();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!matrix.isFinite()) {
      throw new ArithmeticException("a matrix with NaN or infinity has no eigenvalues");
    }
    if (!eigen.decompose(matrix.toEjml())) {
      throw new ArithmeticException("no eigenvalues found of " + matrix);
    }
    int[] ascending =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> eigen.getEigenvalue(k).getReal()))
            .mapToInt(Integer::intValue)
            .toArray();
    Vector[] vectors = new Vector[n];
    for (int k = 0; k < n; k++) {
      DMatrixRMaj column = eigen.getEigenVector(ascending[k]);
      vectors[k] = Vector.of(n, column::get);
    }
    return new Spectrum(Vector.of(n, k -> eigen.getEigenvalue(ascending[k]).getReal()), vectors);
  }

  /// The number of eigenvalues.
  ///
  /// @return n
  public int dimension() {
    return values.dimension();
  }

  /// The eigenvalues.
  ///
  /// @return w, ascending
  public Vector values() {
    return values;
  }

  /// One eigenvector.
  ///
  /// @param k its number, 0 for that of the smallest eigenvalue
  /// @return of length 1
  public Vector vector(int k) {
    return vectors[k];
  }

  /// The smallest eigenvalue.
  ///
  /// @return the first of them
  public double smallest() {
    return values.at(0);
  }

  /// The largest magnitude of an eigenvalue.
  ///
  /// @return max |w|
  public double largestMagnitude() {
    return values.maxNorm();
  }

  /// A vector in the basis of the eigenvectors.
  ///
  /// @param v vector
  /// @return Qᵀ v
  public Vector coefficients(Vector v) {
    return Vector.of(dimension(), k -> vectors[k].dot(v));
  }

  /// A vector from its coefficients in the basis of the eigenvectors.
  ///
  /// @param coefficients as many as there are eigenvectors
  /// @return Q · coefficients
  public Vector lift(Vector coefficients) {
    Vector sum = Vector.zero(dimension());
    for (int k = 0; k < dimension(); k++) {
      sum = sum.plus(coefficients.at(k), vectors[k]);
    }
    return sum;
  }
}
