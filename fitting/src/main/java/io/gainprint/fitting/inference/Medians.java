package io.gainprint.fitting.inference;

import java.util.Arrays;

/// Robust location and scale.
final class Medians {
  /// The median of |x| of a normal variable of standard deviation 1 is the reciprocal of this.
  static final double NORMAL = 1.4826022185056018;

  private Medians() {}

  /// The middle value, or the mean of the two in the middle; NaN of none.
  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    double upper = sorted[n / 2];
    double lower = sorted[(n - 1) / 2];
    return lower == upper ? upper : 0.5 * (lower + upper); // two infinities have no mean
  }
}
