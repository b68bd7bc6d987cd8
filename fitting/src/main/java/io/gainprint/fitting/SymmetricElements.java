package io.gainprint.fitting;

import org.ejml.data.DMatrixRMaj;

/// A symmetric matrix given by its elements.
interface SymmetricElements {
  double at(int i, int j);

  /// The matrix of the first n rows and columns.
  default DMatrixRMaj matrix(int n) {
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.set(i, j, at(i, j));
      }
    }
    return matrix;
  }
}
