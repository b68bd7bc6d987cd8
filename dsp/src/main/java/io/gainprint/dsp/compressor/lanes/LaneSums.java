package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;

/// What a loss sums in every lane, and what becomes of it. With z in the place of z_M = κ z, and i,
/// j in the order of θ:
///
/// ```
/// Σ w r²          Σ w r z_i          Σ w z_i z_j          Σ w r z_ij without make-up
/// ```
///
/// Adjoint sums add up to the same, with w r in the place of the derivative of w r² by r, which is
/// twice that.
final class LaneSums {
  // The parameters; s stands for the ratio. All but make-up have a recursion.
  static final int T = 0;
  static final int S = 1;
  static final int A = 2;
  static final int R = 3;
  static final int M = 4;
  static final int RECURSIVE = 4;

  /// The row of Σ w r².
  static final int VALUE = 0;

  private static final int GRADIENT = 1;
  private static final int GAUSS_NEWTON = GRADIENT + CompressorCoefficients.COUNT;
  private static final int RESIDUAL = GAUSS_NEWTON + triangle(CompressorCoefficients.COUNT);
  private static final int COUNT = RESIDUAL + triangle(RECURSIVE);

  private final int lanes;

  /// One row for each sum.
  final double[] values;

  LaneSums(int lanes) {
    this.lanes = lanes;
    values = new double[COUNT * lanes];
  }

  /// The number of pairs of n things, each with itself included.
  static int triangle(int n) {
    return n * (n + 1) / 2;
  }

  /// The row of Σ w r z_i.
  static int gradientRow(int i) {
    return GRADIENT + i;
  }

  /// The row of Σ w z_i z_j.
  static int gaussNewtonRow(int i, int j) {
    return GAUSS_NEWTON + Derivatives.packed(i, j);
  }

  /// The row of Σ w r z_ij.
  static int residualRow(int i, int j) {
    return RESIDUAL + Derivatives.packed(i, j);
  }

  void clear() {
    Arrays.fill(values, 0);
  }

  void clear(int row) {
    Arrays.fill(values, row * lanes, (row + 1) * lanes, 0);
  }

  double value(int lane) {
    return of(VALUE, lane);
  }

  /// ∂L/∂θ_i, with respect to the ratio itself.
  double gradient(CompressorCoefficients theta, int lane, int i) {
    double inSlope = gradientInSlope(lane, i);
    return i == S ? inSlope / (theta.ratio() * theta.ratio()) : inSlope; // ds/dR = 1/R²
  }

  private double gradientInSlope(int lane, int i) {
    return 2 * unit(i) * of(gradientRow(i), lane);
  }

  /// With or without a Hessian, with respect to the ratio itself.
  Derivatives derivatives(CompressorCoefficients theta, int lane, boolean hasHessian) {
    int count = CompressorCoefficients.COUNT;
    double[] gradient = new double[count];
    double[] gaussNewton = new double[triangle(count)];
    double[] hessian = new double[triangle(count)];
    for (int i = 0; i < count; i++) {
      gradient[i] = gradientInSlope(lane, i);
      for (int j = 0; j <= i; j++) {
        int ij = Derivatives.packed(i, j);
        gaussNewton[ij] = 2 * unit(i) * unit(j) * of(gaussNewtonRow(i, j), lane);
        // r z_iM = κ r z_i
        double residual = i == M ? Decibels.KAPPA * gradient[j] : 2 * of(residualRow(i, j), lane);
        hessian[ij] = gaussNewton[ij] + residual;
      }
    }
    return theta.fromSlope(
        Derivatives.of(value(lane), gradient, gaussNewton, hasHessian ? hessian : null));
  }

  private static double unit(int i) {
    return i == M ? Decibels.KAPPA : 1;
  }

  private double of(int row, int lane) {
    return values[row * lanes + lane];
  }
}
