package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/// The step s = −Q |W|⁻¹ Qᵀ g of [NewtonRaphson].
///
/// @param direction s
/// @param predictedDecrease ½ gᵀ Q |W|⁻¹ Qᵀ g ≥ 0
/// @param isConvex whether no eigenvalue of H is negative, beyond rounding
record NewtonStep(Vector direction, double predictedDecrease, boolean isConvex) {
  /// δ: eigenvalues below this share of the largest are rounding (a Hessian summed from 10⁶ samples
  /// is good to 1e-12 or so of its largest element) or flat directions, in which a step must stay
  /// bounded.
  private static final double FLOOR = 1e-10;

  static NewtonStep of(Derivatives d) {
    int n = d.dimension();
    DMatrixRMaj h = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        h.set(i, j, d.hessian(i, j));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> spectrum = DecompositionFactory_DDRM.eig(n, true, true);
    if (!spectrum.decompose(h)) {
      throw new IllegalStateException("no eigenvalues found of " + h);
    }
    double largest = Double.MIN_NORMAL;
    for (int k = 0; k < n; k++) {
      largest = Math.max(largest, Math.abs(spectrum.getEigenvalue(k).getReal()));
    }
    double[] s = new double[n];
    double decrease = 0;
    boolean convex = true;
    for (int k = 0; k < n; k++) {
      DMatrixRMaj q = spectrum.getEigenVector(k);
      double w = spectrum.getEigenvalue(k).getReal();
      convex &= w > -FLOOR * largest;
      double magnitude = Math.max(Math.abs(w), FLOOR * largest);
      double c = 0;
      for (int i = 0; i < n; i++) {
        c += q.get(i) * d.gradient(i);
      }
      decrease += 0.5 * c * c / magnitude;
      for (int i = 0; i < n; i++) {
        s[i] -= q.get(i) * c / magnitude;
      }
    }
    return new NewtonStep(Vector.of(s), decrease, convex);
  }
}
