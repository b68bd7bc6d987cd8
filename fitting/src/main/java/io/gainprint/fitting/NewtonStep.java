package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The step of [NewtonRaphson], s = −Q W̃⁻¹ Qᵀ g.
///
/// @param direction s
/// @param predictedDecrease ½ gᵀ Q W̃⁻¹ Qᵀ g ≥ 0
/// @param isConvex whether the Hessian has no negative eigenvalue, beyond rounding
record NewtonStep(Vector direction, double predictedDecrease, boolean isConvex) {
  /// δ: an eigenvalue below this share of the largest is rounding, or a direction so flat that its
  /// curvature says nothing. Not larger: next to the bound of a parameter curvature is small and
  /// true.
  private static final double FLOOR = 1e-12;

  static NewtonStep of(Derivatives d) {
    EigenDecomposition_F64<DMatrixRMaj> hessian = spectrum(d.dimension(), d::hessian);
    double smallest = smallest(hessian);
    double floor = FLOOR * largest(hessian);
    return along(
        smallest > floor ? hessian : spectrum(d.dimension(), d::gaussNewton),
        d,
        smallest >= -floor);
  }

  private static NewtonStep along(
      EigenDecomposition_F64<DMatrixRMaj> spectrum, Derivatives d, boolean isConvex) {
    int n = d.dimension();
    double floor = Math.max(Double.MIN_NORMAL, FLOOR * largest(spectrum));
    double[] s = new double[n];
    double decrease = 0;
    for (int k = 0; k < n; k++) {
      DMatrixRMaj q = spectrum.getEigenVector(k);
      double w = Math.max(Math.abs(eigenvalue(spectrum, k)), floor);
      double c = 0;
      for (int i = 0; i < n; i++) {
        c += q.get(i) * d.gradient(i);
      }
      decrease += 0.5 * c * c / w;
      for (int i = 0; i < n; i++) {
        s[i] -= q.get(i) * c / w;
      }
    }
    return new NewtonStep(Vector.of(s), decrease, isConvex);
  }

  private static EigenDecomposition_F64<DMatrixRMaj> spectrum(int n, SymmetricElements symmetric) {
    DMatrixRMaj matrix = symmetric.matrix(n);
    EigenDecomposition_F64<DMatrixRMaj> spectrum = DecompositionFactory_DDRM.eig(n, true, true);
    if (!spectrum.decompose(matrix)) {
      throw new IllegalStateException("no eigenvalues found of " + matrix);
    }
    return spectrum;
  }

  private static double eigenvalue(EigenDecomposition_F64<DMatrixRMaj> spectrum, int k) {
    return spectrum.getEigenvalue(k).getReal();
  }

  private static double smallest(EigenDecomposition_F64<DMatrixRMaj> spectrum) {
    return IntStream.range(0, spectrum.getNumberOfEigenvalues())
        .mapToDouble(k -> eigenvalue(spectrum, k))
        .min()
        .orElseThrow();
  }

  private static double largest(EigenDecomposition_F64<DMatrixRMaj> spectrum) {
    return IntStream.range(0, spectrum.getNumberOfEigenvalues())
        .mapToDouble(k -> Math.abs(eigenvalue(spectrum, k)))
        .max()
        .orElseThrow();
  }
}
