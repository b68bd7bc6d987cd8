package io.gainprint.dsp.filter;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/// The least squares of M u − δ, for a tall matrix M of few columns, by M = Q R.
final class LeastSquares {
  /// Columns that depend on the others to all but this fraction leave u to rounding.
  private static final double DEPENDENT = 1e-13;

  private final Columns columns;
  private final double[] orthogonal; // Q, row by row
  private final double[] upper; // R, row by row

  /// A matrix that is given by its columns.
  static final class Columns {
    private final double[][] of;
    private final int rows;

    /// The arrays themselves are kept.
    Columns(double[][] of, int rows) {
      this.of = of;
      this.rows = rows;
    }

    double[] product(double[] u) {
      double[] product = new double[rows];
      addProduct(1, u, product);
      return product;
    }

    /// Adds a multiple of M u.
    void addProduct(double factor, double[] u, double[] sum) {
      for (int c = 0; c < of.length; c++) {
        double scale = factor * u[c];
        double[] column = of[c];
        for (int n = 0; n < sum.length; n++) {
          sum[n] += scale * column[n];
        }
      }
    }

    double[] transposedProduct(double[] v) {
      double[] product = new double[of.length];
      for (int c = 0; c < of.length; c++) {
        double sum = 0;
        double[] column = of[c];
        for (int n = 0; n < v.length; n++) {
          sum += column[n] * v[n];
        }
        product[c] = sum;
      }
      return product;
    }
  }

  /// @throws IllegalArgumentException if columns depend on each other
  LeastSquares(Columns columns) {
    this.columns = columns;
    double[][] of = columns.of;
    int rows = columns.rows;
    int count = of.length;
    if (count == 0) {
      orthogonal = new double[0];
      upper = new double[0];
      return;
    }
    DMatrixRMaj matrix = new DMatrixRMaj(rows, count);
    for (int c = 0; c < count; c++) {
      for (int n = 0; n < rows; n++) {
        matrix.set(n, c, of[c][n]);
      }
    }
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(rows, count);
    qr.decompose(matrix);
    orthogonal = qr.getQ(null, true).data;
    upper = qr.getR(null, true).data;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int c = 0; c < count; c++) {
      double diagonal = Math.abs(upper[c * count + c]);
      least = Math.min(least, diagonal);
      most = Math.max(most, diagonal);
    }
    if (least <= DEPENDENT * most) {
      throw new IllegalArgumentException(
          "states before the runs must matter, to more than %s of the largest: %s"
              .formatted(DEPENDENT, least / most));
    }
  }

  Columns columns() {
    return columns;
  }

  /// u = R⁻¹ Qᵀ δ.
  double[] solution(double[] delta) {
    int count = columns.of.length;
    double[] u = new double[count];
    for (int n = 0; n < delta.length; n++) {
      for (int c = 0; c < count; c++) {
        u[c] += orthogonal[n * count + c] * delta[n];
      }
    }
    TriangularSolver_DDRM.solveU(upper, u, count);
    return u;
  }

  /// (MᵀM)⁻¹ v = R⁻¹ R⁻ᵀ v.
  double[] normalSolution(double[] v) {
    double[] solution = v.clone();
    TriangularSolver_DDRM.solveTranU(upper, solution, columns.of.length);
    TriangularSolver_DDRM.solveU(upper, solution, columns.of.length);
    return solution;
  }
}
