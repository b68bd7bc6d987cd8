package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Derivatives;

/// Derivatives of a gain f = exp(ψ) from those of its logarithm.
///
/// ```
/// f_i = f ψ_i          f_ij = f (ψ_i ψ_j + ψ_ij)
/// ```
final class Exponential {
  private Exponential() {}

  /// First derivatives, in place.
  ///
  /// @param f gains
  /// @param offset the first of the block
  /// @param length gains in the block
  /// @param first rows of ψ_i; become f_i
  static void first(double[] f, int offset, int length, double[][] first) {
    for (double[] row : first) {
      for (int n = 0; n < length; n++) {
        row[n] *= f[offset + n];
      }
    }
  }

  /// Second derivatives, in place.
  ///
  /// @param f gains
  /// @param offset the first of the block
  /// @param length gains in the block
  /// @param first rows of ψ_i
  /// @param second rows of ψ_ij; become f_ij
  static void second(double[] f, int offset, int length, double[][] first, double[][] second) {
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j <= i; j++) {
        double[] u = first[i];
        double[] v = first[j];
        double[] row = second[Derivatives.packed(i, j)];
        for (int n = 0; n < length; n++) {
          row[n] = f[offset + n] * (u[n] * v[n] + row[n]);
        }
      }
    }
  }
}
