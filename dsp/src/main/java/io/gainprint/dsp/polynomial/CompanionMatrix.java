package io.gainprint.dsp.polynomial;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The matrix whose eigenvalues are the roots of a polynomial of degree n.
///
/// ```
/// first row   −c[n−1]/c[n] … −c[0]/c[n]          below it   1 on the subdiagonal
/// ```
final class CompanionMatrix {
  /// Newton steps: they double the correct digits, of which an eigenvalue of a simple root has
  /// half.
  private static final int POLISHING = 3;

  /// The longest first step of Newton's method, in distances to the nearest other root. Where roots
  /// are as near to each other as to their exact places, eigenvalues are wrong together, so that
  /// their sums and products are right. Newton's method, which knows one at a time, would spoil
  /// that.
  private static final double SEPARATION = 1e-8;

  /// Most matrices that are tried: 1 in 1000 polynomials of coefficients −1, 0 and 1 needs a
  /// second.
  private static final int ATTEMPTS = 5;

  private CompanionMatrix() {}

  static List<Complex> roots(Polynomial polynomial) {
    double[] c = polynomial.coefficients();
    List<Complex> roots = new ArrayList<>();
    int low = 0;
    while (c[low] == 0) {
      roots.add(Complex.ZERO);
      low++;
    }
    double[] rest = new double[c.length - low];
    System.arraycopy(c, low, rest, 0, rest.length);
    switch (rest.length) {
      case 1 -> {}
      case 2 -> roots.add(Complex.of(-rest[0] / rest[1]));
      default -> addEigenvalues(rest, roots);
    }
    return roots;
  }

  private static void addEigenvalues(double[] c, List<Complex> roots) {
    int n = c.length - 1;
    Polynomial polynomial = new Polynomial(c);
    Polynomial derivative = polynomial.derivative();
    double[][] rows = new double[n][n];
    for (int k = 0; k < n; k++) {
      rows[0][k] = -c[n - 1 - k] / c[n];
      if (!Double.isFinite(rows[0][k])) {
        throw new IllegalArgumentException(
            "highest coefficient is too small to divide by: " + c[n]);
      }
      if (k > 0) {
        rows[k][k - 1] = 1;
      }
    }
    balance(rows);
    Complex[] values = eigenvalues(rows);
    for (int k = 0; k < n; k++) {
      Complex value = values[k];
      if (value.imaginary() < 0) {
        continue; // the mirror image of another
      }
      double longest = SEPARATION * distanceToOthers(values, k);
      Complex root = polished(polynomial, derivative, value, longest);
      roots.add(root);
      if (!value.isReal()) {
        roots.add(root.conjugate());
      }
    }
  }

  /// The eigenvalues, those that are not real in pairs of exact conjugates.
  private static Complex[] eigenvalues(double[][] rows) {
    int n = rows.length;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false);
    int attempt = 0;
    while (!eigen.decompose(new DMatrixRMaj(rows))) {
      attempt++;
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "eigenvalues do not converge for a polynomial of degree " + n);
      }
      reflect(rows, attempt);
    }
    Complex[] values = new Complex[n];
    for (int k = 0; k < n; k++) {
      Complex_F64 value = eigen.getEigenvalue(k);
      values[k] = new Complex(value.real, value.imaginary);
    }
    return values;
  }

  /// The similar matrix H M H, H = I − 2 v vᵀ / vᵀv, with v_i = 1 / (i + attempt). The steps of the
  /// QR algorithm can go round in a circle where a matrix has some symmetry, as for x⁶ − x⁴ − x² +
  /// 1, and this takes it away.
  private static void reflect(double[][] m, int attempt) {
    int n = m.length;
    double[] v = new double[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      v[i] = 1.0 / (i + attempt);
      square += v[i] * v[i];
    }
    for (double[] row : m) {
      double product = 0;
      for (int j = 0; j < n; j++) {
        product += row[j] * v[j];
      }
      for (int j = 0; j < n; j++) {
        row[j] -= 2 * product / square * v[j];
      }
    }
    for (int j = 0; j < n; j++) {
      double product = 0;
      for (int i = 0; i < n; i++) {
        product += m[i][j] * v[i];
      }
      for (int i = 0; i < n; i++) {
        m[i][j] -= 2 * product / square * v[i];
      }
    }
  }

  private static double distanceToOthers(Complex[] values, int k) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (i != k) {
        nearest = Math.min(nearest, values[i].minus(values[k]).magnitude());
      }
    }
    return nearest;
  }

  /// Scales rows and columns by powers of 2 until their norms are alike, which rounds nothing and
  /// leaves the eigenvalues where they are.
  ///
  /// Source: B. N. Parlett and C. Reinsch, "Balancing a matrix for calculation of eigenvalues and
  /// eigenvectors", Numer. Math. 13 (1969), 293–304, with their factor of 0.95.
  private static void balance(double[][] m) {
    boolean isBalanced = false;
    while (!isBalanced) {
      isBalanced = true;
      for (int i = 0; i < m.length; i++) {
        double column = 0;
        double row = 0;
        for (int j = 0; j < m.length; j++) {
          if (j != i) {
            column += Math.abs(m[j][i]);
            row += Math.abs(m[i][j]);
          }
        }
        if (column == 0 || row == 0) {
          continue;
        }
        int exponent = (Math.getExponent(row) - Math.getExponent(column)) / 2;
        double scale = Math.scalb(1.0, exponent);
        if (column * scale + row / scale < 0.95 * (column + row)) {
          isBalanced = false;
          for (int j = 0; j < m.length; j++) {
            m[j][i] *= scale;
            m[i][j] /= scale;
          }
        }
      }
    }
  }

  /// Newton's method, as long as each step makes the polynomial smaller. A real root stays real.
  private static Complex polished(
      Polynomial p, Polynomial derivative, Complex from, double longest) {
    Complex root = from;
    Complex value = p.value(root);
    for (int i = 0; i < POLISHING; i++) {
      Complex step = value.over(derivative.value(root));
      Complex next = root.minus(step);
      Complex nextValue = p.value(next);
      if (!(step.magnitude() <= longest && nextValue.magnitude() < value.magnitude())) {
        break;
      }
      root = next;
      value = nextValue;
    }
    return root;
  }
}
