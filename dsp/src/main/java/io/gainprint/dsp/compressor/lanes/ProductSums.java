package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;

/// What [BlockAdjointLoss] sums in every lane, and what becomes of it: products of six signals, and
/// the residual parts of eight pairs, whose names are explained there.
///
/// ```
/// z_T = κ s z_u          z_M = κ z          L_i = 2 Σ w r z_i          G_ij = 2 Σ w z_i z_j
/// H_ij = G_ij + 2 Σ w r z_ij          z_TT = κ s z_T          z_Ts = κ z_u + κ s z_s          z_iM = κ z_i
/// ```
final class ProductSums {
  // The signals whose products are summed.
  static final int R = 0;
  static final int Z = 1;
  static final int ZU = 2;
  static final int ZS = 3;
  static final int ZA = 4;
  static final int ZR = 5;
  static final int SIGNALS = 6;
  static final int PRODUCTS = SIGNALS * (SIGNALS + 1) / 2;

  // The pairs of parameters whose second sensitivities have sources of their own.
  static final int SS = 0;
  static final int UA = 1;
  static final int SA = 2;
  static final int UR = 3;
  static final int SR = 4;
  static final int AA = 5;
  static final int RR = 6;
  static final int AR = 7;
  static final int PAIRS = 8;

  // The parameters in the order of θ; s stands for the ratio.
  private static final int THRESHOLD = 0;
  private static final int SLOPE = 1;
  private static final int ATTACK = 2;
  private static final int RELEASE = 3;
  private static final int MAKE_UP = 4;

  private final int lanes;

  /// Σ w of each product, a row of lanes for each.
  final double[] products;

  /// Σ w r z_ij of each pair, likewise.
  final double[] residualParts;

  ProductSums(int lanes) {
    this.lanes = lanes;
    products = new double[PRODUCTS * lanes];
    residualParts = new double[PAIRS * lanes];
  }

  void clear() {
    Arrays.fill(products, 0);
    Arrays.fill(residualParts, 0);
  }

  /// Σ w r².
  double value(int lane) {
    return product(lane, R, R);
  }

  /// ∂L/∂θ_i, with respect to the ratio itself.
  double gradient(CompressorCoefficients theta, int lane, int i) {
    double inSlope =
        switch (i) {
          case THRESHOLD -> 2 * Decibels.KAPPA * theta.slope() * product(lane, R, ZU);
          case SLOPE -> 2 * product(lane, R, ZS);
          case ATTACK -> 2 * product(lane, R, ZA);
          case RELEASE -> 2 * product(lane, R, ZR);
          case MAKE_UP -> 2 * Decibels.KAPPA * product(lane, R, Z);
          default -> throw new IndexOutOfBoundsException("there is no parameter " + i);
        };
    double ratio = theta.ratio();
    return i == SLOPE ? inSlope / (ratio * ratio) : inSlope; // ds/dR = 1/R²
  }

  /// With or without a Hessian, with respect to the ratio itself.
  Derivatives derivatives(CompressorCoefficients theta, int lane, boolean hasHessian) {
    double kappaS = Decibels.KAPPA * theta.slope();
    int[] signal = {ZU, ZS, ZA, ZR, Z};
    double[] factor = {kappaS, 1, 1, 1, Decibels.KAPPA};
    int count = CompressorCoefficients.COUNT;
    double[] gradient = new double[count];
    double[] gaussNewton = new double[count * (count + 1) / 2];
    for (int i = 0; i < count; i++) {
      gradient[i] = 2 * factor[i] * product(lane, R, signal[i]);
      for (int j = 0; j <= i; j++) {
        gaussNewton[Derivatives.packed(i, j)] =
            2 * factor[i] * factor[j] * product(lane, signal[i], signal[j]);
      }
    }
    double[] hessian = hasHessian ? gaussNewton.clone() : null;
    if (hessian != null) {
      hessian[Derivatives.packed(THRESHOLD, THRESHOLD)] += kappaS * gradient[THRESHOLD];
      hessian[Derivatives.packed(THRESHOLD, SLOPE)] +=
          2 * Decibels.KAPPA * product(lane, R, ZU) + kappaS * gradient[SLOPE];
      hessian[Derivatives.packed(SLOPE, SLOPE)] += 2 * residualPart(lane, SS);
      hessian[Derivatives.packed(THRESHOLD, ATTACK)] += 2 * kappaS * residualPart(lane, UA);
      hessian[Derivatives.packed(THRESHOLD, RELEASE)] += 2 * kappaS * residualPart(lane, UR);
      hessian[Derivatives.packed(SLOPE, ATTACK)] += 2 * residualPart(lane, SA);
      hessian[Derivatives.packed(SLOPE, RELEASE)] += 2 * residualPart(lane, SR);
      hessian[Derivatives.packed(ATTACK, ATTACK)] += 2 * residualPart(lane, AA);
      hessian[Derivatives.packed(RELEASE, RELEASE)] += 2 * residualPart(lane, RR);
      hessian[Derivatives.packed(ATTACK, RELEASE)] += 2 * residualPart(lane, AR);
      for (int i = 0; i <= MAKE_UP; i++) { // z_iM = κ z_i
        hessian[Derivatives.packed(i, MAKE_UP)] += Decibels.KAPPA * gradient[i];
      }
    }
    return theta.fromSlope(Derivatives.of(value(lane), gradient, gaussNewton, hessian));
  }

  /// Σ w of the product of two signals.
  private double product(int lane, int a, int b) {
    return products[productIndex(a, b) * lanes + lane];
  }

  /// Where the product of two signals is kept: the upper triangle, row by row.
  private static int productIndex(int a, int b) {
    int row = Math.min(a, b);
    return row * SIGNALS - row * (row + 1) / 2 + Math.max(a, b);
  }

  /// Σ w r z_ij.
  private double residualPart(int lane, int pair) {
    return residualParts[pair * lanes + lane];
  }
}
