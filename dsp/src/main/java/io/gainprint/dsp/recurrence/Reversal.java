package io.gainprint.dsp.recurrence;

import io.gainprint.dsp.VectorUnit;

/// Signals backwards in time.
public final class Reversal {
  private static final boolean HAS_VECTORS = VectorUnit.isPresent();

  private Reversal() {}

  /// `to[n] = from[length−1−n]`, read backwards and written forwards.
  ///
  /// @param from read
  /// @param fromAt its first sample
  /// @param to written; another array
  /// @param toAt its first sample
  /// @param length samples
  public static void copy(double[] from, int fromAt, double[] to, int toAt, int length) {
    int done = HAS_VECTORS ? VectorTaps.reverse(from, fromAt, to, toAt, length) : 0;
    for (int n = done; n < length; n++) {
      to[toAt + n] = from[fromAt + length - 1 - n];
    }
  }

  /// The same, read forwards and written backwards: for a large array that is written from its end
  /// on, in the order in which memory is fetched ahead.
  ///
  /// @param from read
  /// @param fromAt its first sample
  /// @param to written; another array
  /// @param toAt its first sample
  /// @param length samples
  public static void copyToEnd(double[] from, int fromAt, double[] to, int toAt, int length) {
    int done = HAS_VECTORS ? VectorTaps.reverseToEnd(from, fromAt, to, toAt, length) : 0;
    for (int n = done; n < length; n++) {
      to[toAt + length - 1 - n] = from[fromAt + n];
    }
  }
}
