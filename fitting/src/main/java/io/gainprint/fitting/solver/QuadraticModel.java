package io.gainprint.fitting.solver;

import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model of second order m(s) = gᵀs + ½ sᵀBs around a point, in the basis of B's eigenvectors.
///
/// ```
/// m(e) = Σ c e + ½ Σ w e²          s = V Q e          c = (V Q)ᵀ g
/// ```
///
/// The eigenvalues w ascend. V is the identity unless the model is confined to a subspace, of which
/// its columns are an orthonormal basis. Immutable.
public final class QuadraticModel {
  /// δ: an eigenvalue below this share of the largest is rounding, or a direction so flat that its
  /// curvature says nothing. Not larger: next to the bound of a parameter curvature is small and
  /// true.
  public static final double FLOOR = 1e-8;

  private final Spectrum spectrum;
  private final Vector w;
  private final Vector c;
  private final @Nullable List<Vector> basis;

  private QuadraticModel(Spectrum spectrum, Vector w, Vector c, @Nullable List<Vector> basis) {
    this.spectrum = spectrum;
    this.w = w;
    this.c = c;
    this.basis = basis;
  }

  /// The model over the whole space.
  ///
  /// @param b B
  /// @param gradient g
  /// @return the model
  /// @throws ArithmeticException if B has elements that are not finite
  public static QuadraticModel of(SymmetricMatrix b, Vector gradient) {
    Spectrum spectrum = b.spectrum();
    return new QuadraticModel(spectrum, spectrum.values(), spectrum.coefficients(gradient), null);
  }

  /// The model over a subspace, VᵀBV and Vᵀg.
  ///
  /// @param basis the orthonormal columns of V, at least one
  /// @param reduced VᵀBV
  /// @param gradient g, over the whole space
  /// @return the model
  public static QuadraticModel within(
      List<Vector> basis, SymmetricMatrix reduced, Vector gradient) {
    List<Vector> columns = List.copyOf(basis);
    Spectrum spectrum = reduced.spectrum();
    Vector inBasis = Vector.of(columns.size(), k -> columns.get(k).dot(gradient));
    return new QuadraticModel(spectrum, spectrum.values(), spectrum.coefficients(inBasis), columns);
  }

  /// The same curvature at another point.
  ///
  /// @param gradient g there
  /// @return the model
  public QuadraticModel withGradient(Vector gradient) {
    List<Vector> columns = basis;
    Vector inBasis =
        columns == null ? gradient : Vector.of(columns.size(), k -> columns.get(k).dot(gradient));
    return new QuadraticModel(spectrum, w, spectrum.coefficients(inBasis), columns);
  }

  /// The same with every eigenvalue replaced by max(|w|, δ max |w|).
  ///
  /// @return a model that is positive definite
  public QuadraticModel positive() {
    return new QuadraticModel(spectrum, positiveEigenvalues(), c, basis);
  }

  /// Whether steps are confined to a subspace, in whose basis the matrix then is.
  boolean isWithinSubspace() {
    return basis != null;
  }

  /// The number of eigenvalues.
  ///
  /// @return the dimension of the space or subspace
  public int dimension() {
    return w.dimension();
  }

  /// The eigenvalues w of B.
  ///
  /// @return ascending, but for those of a [#positive] model
  public Vector eigenvalues() {
    return w;
  }

  /// The gradient in the basis of the eigenvectors.
  ///
  /// @return c
  public Vector gradient() {
    return c;
  }

  /// w̃ = max(|w|, δ max |w|). Where there is no curvature at all, ‖c‖: a step of length 1.
  ///
  /// @return all positive
  public Vector positiveEigenvalues() {
    double largest = w.maxNorm();
    double floor = Math.max(Double.MIN_NORMAL, largest > 0 ? FLOOR * largest : c.norm());
    return Vector.of(dimension(), k -> Math.max(Math.abs(w.at(k)), floor));
  }

  /// The smallest eigenvalue.
  ///
  /// @return min w
  public double smallestEigenvalue() {
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < dimension(); k++) {
      smallest = Math.min(smallest, w.at(k));
    }
    return smallest;
  }

  /// The largest magnitude on B's diagonal.
  ///
  /// @return max |B_ii|
  public double largestDiagonal() {
    return matrix().largestDiagonal();
  }

  /// What to measure B by, for what is to be added to it.
  ///
  /// @return [#largestDiagonal]; where that is 0 the largest eigenvalue, and where that is 0 ‖c‖;
  ///   always above 0
  public double scale() {
    double diagonal = largestDiagonal();
    double largest = diagonal > 0 ? diagonal : w.maxNorm();
    return Math.max(Double.MIN_NORMAL, largest > 0 ? largest : c.norm());
  }

  /// B, or VᵀBV within a subspace.
  ///
  /// @return Q W Qᵀ
  public SymmetricMatrix matrix() {
    int n = dimension();
    return SymmetricMatrix.of(
        n,
        (i, j) -> {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += spectrum.vector(k).at(i) * w.at(k) * spectrum.vector(k).at(j);
          }
          return sum;
        });
  }

  /// The step that coefficients stand for.
  ///
  /// @param e coefficients in the basis of the eigenvectors
  /// @return s = V Q e
  public Vector lift(Vector e) {
    Vector inBasis = spectrum.lift(e);
    List<Vector> columns = basis;
    if (columns == null) {
      return inBasis;
    }
    Vector sum = Vector.zero(columns.getFirst().dimension());
    for (int k = 0; k < columns.size(); k++) {
      sum = sum.plus(inBasis.at(k), columns.get(k));
    }
    return sum;
  }

  /// How much the model falls.
  ///
  /// @param e a step's coefficients in the basis of the eigenvectors
  /// @return −m(e)
  public double predictedDecrease(Vector e) {
    double sum = 0;
    for (int k = 0; k < dimension(); k++) {
      sum += e.at(k) * (c.at(k) + 0.5 * w.at(k) * e.at(k));
    }
    return -sum;
  }
}
