package io.gainprint.fitting.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The roots of a polynomial of even order, in pairs.
///
/// The roots are the eigenvalues of the companion matrix. Conjugate ones are a pair; real ones may
/// be paired in several ways, all of which are given while there are few of them.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 7.4.6.
final class RootPairs {
  /// Up to six real roots are paired in all 15 ways.
  private static final int MOST_PAIRED_FREELY = 6;

  private RootPairs() {}

  /// All ways to pair the roots.
  ///
  /// @param c coefficients of Σ c_k z⁻ᵏ, an odd number of them
  /// @return lists of pairs; none if the first coefficient is 0 or the roots are not found
  static List<List<Resonance>> of(double... c) {
    List<Resonance> conjugate = new ArrayList<>();
    List<Double> real = new ArrayList<>();
    for (Complex_F64 root : roots(c)) {
      if (!Double.isFinite(root.real) || !Double.isFinite(root.imaginary)) {
        return List.of();
      }
      if (root.isReal()) {
        real.add(root.real);
      } else if (root.imaginary > 0) {
        conjugate.add(Resonance.of(-2 * root.real, root.getMagnitude2()));
      }
    }
    if (2 * conjugate.size() + real.size() != c.length - 1) {
      return List.of();
    }
    real.sort(Comparator.naturalOrder());
    List<List<Resonance>> ways = new ArrayList<>();
    if (real.size() <= MOST_PAIRED_FREELY) {
      pair(real, conjugate, ways);
    } else {
      List<Resonance> neighbours = new ArrayList<>(conjugate);
      for (int i = 0; i < real.size(); i += 2) {
        neighbours.add(pair(real.get(i), real.get(i + 1)));
      }
      ways.add(neighbours);
    }
    return ways;
  }

  /// The first root with each of the others, and so on with the rest.
  private static void pair(List<Double> real, List<Resonance> paired, List<List<Resonance>> ways) {
    if (real.isEmpty()) {
      ways.add(List.copyOf(paired));
      return;
    }
    for (int i = 1; i < real.size(); i++) {
      List<Double> rest = new ArrayList<>(real.subList(1, real.size()));
      rest.remove(i - 1);
      List<Resonance> more = new ArrayList<>(paired);
      more.add(pair(real.getFirst(), real.get(i)));
      pair(rest, more, ways);
    }
  }

  private static Resonance pair(double a, double b) {
    return Resonance.of(-a - b, a * b);
  }

  private static List<Complex_F64> roots(double... c) {
    int n = c.length - 1;
    DMatrixRMaj companion = new DMatrixRMaj(n, n);
    for (int k = 1; k <= n; k++) {
      double quotient = c[k] / c[0];
      if (!Double.isFinite(quotient)) {
        return List.of();
      }
      companion.set(0, k - 1, -quotient);
      if (k < n) {
        companion.set(k, k - 1, 1);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, false);
    if (!eigen.decompose(companion)) {
      return List.of();
    }
    List<Complex_F64> roots = new ArrayList<>();
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      roots.add(eigen.getEigenvalue(i));
    }
    return roots;
  }
}
