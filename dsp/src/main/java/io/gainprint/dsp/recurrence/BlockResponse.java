package io.gainprint.dsp.recurrence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The responses that a block of L samples of a recurrence is put together from, see [the
/// package][io.gainprint.dsp.recurrence].
///
/// In a block each output is a sum over all inputs, in which those that come later have a factor of
/// 0. Since 0 · ∞ is no number, an input that is not finite makes the whole block so, and all that
/// follow: the last sample of a signal tells, and then it is computed sample by sample.
final class BlockResponse {
  /// K.
  final int order;

  /// L − 1 zeros and `h[0]` … `h[L−1]`: the column of input j begins at L − 1 − j.
  final double[] impulse;

  /// o_1, o_2, … o_K, of L values each, and zeros up to o_L.
  final double[] history;

  /// As `history`, for the block after.
  final double[] later;

  private BlockResponse(int order, double[] impulse, double[] history, double[] later) {
    this.order = order;
    this.impulse = impulse;
    this.history = history;
    this.later = later;
  }

  /// The responses of a recurrence.
  ///
  /// @param taps c_1 … c_K
  /// @param lanes L
  /// @return null if it grows beyond all numbers within two blocks
  static @Nullable BlockResponse of(double[] taps, int lanes) {
    int order = taps.length;
    double[] impulse = new double[2 * lanes - 1];
    double[] history = new double[Math.max(order, lanes) * lanes];
    double[] later = new double[history.length];
    double[] run = new double[order + 2 * lanes];
    double[] input = new double[2 * lanes];
    input[0] = 1;
    PlainTaps.solve(taps, input, 0, run, order, lanes);
    System.arraycopy(run, order, impulse, lanes - 1, lanes);
    input[0] = 0;
    for (int k = 1; k <= order; k++) {
      Arrays.fill(run, 0);
      run[order - k] = 1;
      PlainTaps.solve(taps, input, 0, run, order, 2 * lanes);
      System.arraycopy(run, order, history, (k - 1) * lanes, lanes);
      System.arraycopy(run, order + lanes, later, (k - 1) * lanes, lanes);
    }
    for (double[] values : new double[][] {impulse, history, later}) {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          return null;
        }
      }
    }
    return new BlockResponse(order, impulse, history, later);
  }
}
