package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;

/// Derivatives with respect to some of the variables only: what is left where the others are held,
/// as on a bound of their range.
public final class FreeParameters {
  private FreeParameters() {}

  /// The derivatives with the other variables held.
  ///
  /// @param derivatives with respect to all variables
  /// @param free the variables to keep, in the order of the result
  /// @return value, gradient and curvature with respect to them; a Hessian if there was one
  /// @throws IndexOutOfBoundsException if there is no such variable
  public static Derivatives of(Derivatives derivatives, int... free) {
    int p = free.length;
    double[] gradient = new double[p];
    double[] gaussNewton = new double[p * (p + 1) / 2];
    double[] hessian = new double[gaussNewton.length];
    for (int i = 0; i < p; i++) {
      gradient[i] = derivatives.gradient(free[i]);
      for (int j = 0; j <= i; j++) {
        int ij = Derivatives.packed(i, j);
        gaussNewton[ij] = derivatives.gaussNewton(free[i], free[j]);
        if (derivatives.hasHessian()) {
          hessian[ij] = derivatives.hessian(free[i], free[j]);
        }
      }
    }
    return Derivatives.of(
        derivatives.value(), gradient, gaussNewton, derivatives.hasHessian() ? hessian : null);
  }
}
