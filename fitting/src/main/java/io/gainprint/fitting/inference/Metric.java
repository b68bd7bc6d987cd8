package io.gainprint.fitting.inference;

import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The geometry of a curvature B, positive semidefinite: coordinates T⁻ᵀθ in which it is the
/// identity.
///
/// T B Tᵀ = I of the rank r of B, and TᵀT is its inverse, or pseudoinverse where r is less than n.
/// What a test on other matrices says in these coordinates does not depend on the units of
/// parameters.
final class Metric {
  /// Of the largest eigenvalue of B with a diagonal of ones: below, a direction is rounding error.
  /// A sum over 10⁶ samples is good to about 10⁻¹³.
  private static final double RANK = 1e-12;

  private final int dimension;
  private final Vector[] rows; // of T

  private Metric(int dimension, Vector[] rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /// The metric of a curvature.
  ///
  /// @throws ArithmeticException if an element is not finite
  static Metric of(SymmetricMatrix curvature) {
    int n = curvature.dimension();
    // Ones on the diagonal first: eigenvalues of parameters in unlike units would drown each other.
    Vector scale =
        Vector.of(n, i -> curvature.at(i, i) > 0 ? 1 / Math.sqrt(curvature.at(i, i)) : 1);
    Spectrum spectrum =
        SymmetricMatrix.of(n, (i, j) -> scale.at(i) * curvature.at(i, j) * scale.at(j)).spectrum();
    double least = RANK * spectrum.largestMagnitude();
    Vector[] rows =
        IntStream.range(0, n)
            .filter(k -> spectrum.values().at(k) > least)
            .mapToObj(k -> {
              double root = Math.sqrt(spectrum.values().at(k));
              Vector q = spectrum.vector(k);
              return Vector.of(n, i -> scale.at(i) * q.at(i) / root);
            })
            .toArray(Vector[]::new);
    return new Metric(n, rows);
  }

  int rank() {
    return rows.length;
  }

  /// Whether B is positive definite.
  boolean isDefinite() {
    return rank() == dimension;
  }

  /// A gradient in these coordinates, T g: what steps are measured with, ‖T g‖₂ = ‖B⁻¹g‖_B.
  Vector gradient(Vector g) {
    return Vector.of(rank(), k -> rows[k].dot(g));
  }

  /// Another curvature in these coordinates, T M Tᵀ.
  SymmetricMatrix curvature(SymmetricMatrix matrix) {
    Vector[] products = new Vector[rank()];
    Arrays.setAll(products, k -> matrix.times(rows[k]));
    return SymmetricMatrix.of(rank(), (i, j) -> rows[i].dot(products[j]));
  }

  /// A step in these coordinates taken back, Tᵀ s.
  Vector step(Vector s) {
    Vector sum = Vector.zero(dimension);
    for (int k = 0; k < rank(); k++) {
      sum = sum.plus(s.at(k), rows[k]);
    }
    return sum;
  }

  /// The diagonal of a curvature of these coordinates taken back as a covariance is, Tᵀ M T.
  Vector diagonalBack(SymmetricMatrix matrix) {
    return Vector.of(
        dimension,
        i -> {
          Vector column = Vector.of(rank(), k -> rows[k].at(i));
          return column.dot(matrix.times(column));
        });
  }
}
