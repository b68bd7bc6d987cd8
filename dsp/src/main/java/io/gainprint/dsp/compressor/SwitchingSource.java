package io.gainprint.dsp.compressor;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;

/// What the switches add to the sources of the second sensitivities, see [SwitchingTerm].
///
/// ```
/// s_ij += (α_R − α_A) ∂_i e ∂_j e / 2w   if |e| < w          w = h max(|D_i ∂_i e|, |D_j ∂_j e|)
/// s_TT −= c κ s / 2w                     if |X − T| < w      w = h D_T
/// ```
final class SwitchingSource {
  private static final int T = 0;
  private static final int S = 1; // for the ratio
  private static final int A = 2;
  private static final int R = 3;
  private static final int RECURSIVE = 4;

  private final double threshold; // dB
  private final double slope;
  private final double jump; // α_R − α_A
  private final double[] reach = new double[RECURSIVE]; // h D_i

  // One block.
  private final boolean[] isNearThreshold;

  private final double[] change = new double[RECURSIVE]; // ∂_i e of one sample

  /// @param block most samples of a block
  SwitchingSource(CompressorCoefficients at, SwitchingTerm term, int block) {
    threshold = at.thresholdDb();
    slope = at.slope();
    jump = at.release() - at.attack();
    reach[T] = term.width() * term.thresholdScale();
    reach[S] = term.width() * term.ratioScale() / (at.ratio() * at.ratio()); // ds/dR = 1/R²
    reach[A] = term.width() * term.attackScale();
    reach[R] = term.width() * term.releaseScale();
    isNearThreshold = new boolean[block];
  }

  /// Hears a block of sound.
  void detect(double[] x, int offset, int length) {
    for (int n = 0; n < length; n++) {
      double levelDb = Decibels.fromFactor(Math.abs(x[offset + n]));
      isNearThreshold[n] = Math.abs(levelDb - threshold) < reach[T];
    }
  }

  /// Hears a block whose level is known, in nepers.
  void detectLevel(double[] level, int offset, int length) {
    for (int n = 0; n < length; n++) {
      double overshoot = level[offset + n] - Decibels.KAPPA * threshold;
      isNearThreshold[n] = Math.abs(overshoot) < Decibels.KAPPA * reach[T];
    }
  }

  /// Adds to the sources of the block that was heard last.
  ///
  /// @param second sources by packed pair, added to
  /// @param e f − g⁻
  /// @param c attack or release coefficient
  /// @param fT f_T
  /// @param fS f_s
  /// @param first g_i⁻ by parameter
  /// @param length samples, ≥ 0
  void addTo(
      double[][] second,
      double[] e,
      double[] c,
      double[] fT,
      double[] fS,
      double[][] first,
      int length) {
    for (int n = 0; n < length; n++) {
      change[T] = fT[n] - first[T][n];
      change[S] = fS[n] - first[S][n];
      change[A] = -first[A][n];
      change[R] = -first[R][n];
      for (int i = 0; i < RECURSIVE; i++) {
        for (int j = 0; j <= i; j++) {
          double w = Math.max(reach[i] * Math.abs(change[i]), reach[j] * Math.abs(change[j]));
          if (Math.abs(e[n]) < w) {
            second[Derivatives.packed(i, j)][n] += jump * change[i] * change[j] / (2 * w);
          }
        }
      }
      if (isNearThreshold[n]) {
        second[Derivatives.packed(T, T)][n] -= c[n] * Decibels.KAPPA * slope / (2 * reach[T]);
      }
    }
  }
}
