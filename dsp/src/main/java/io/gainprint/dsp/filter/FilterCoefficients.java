package io.gainprint.dsp.filter;

import java.util.Arrays;

/// The coefficients of a direct-form filter of order N.
///
/// ```
/// H(z) = B(z)/A(z) = Σ b[k] z⁻ᵏ / Σ a[k] z⁻ᵏ          k = 0 … N, a[0] = 1
/// ```
///
/// A filter with unequal orders above and below is padded with zeros. Immutable and safe to share.
public final class FilterCoefficients {
  private final double[] b;
  private final double[] a;

  /// Coefficients, which are copied.
  ///
  /// @param feedForward b, N + 1 ≥ 1 finite values
  /// @param feedback a, as many, the first of them 1
  /// @throws IllegalArgumentException if the lengths differ or a value is not allowed
  public FilterCoefficients(double[] feedForward, double[] feedback) {
    if (feedForward.length != feedback.length) {
      throw new IllegalArgumentException(
          "feedForward and feedback must be of one length: "
              + feedForward.length
              + " and "
              + feedback.length);
    }
    if (feedForward.length == 0) {
      throw new IllegalArgumentException("feedForward must hold at least 1 value: 0");
    }
    if (feedback[0] != 1) {
      throw new IllegalArgumentException("feedback[0] must be 1: " + feedback[0]);
    }
    requireFinite("feedForward", feedForward);
    requireFinite("feedback", feedback);
    b = feedForward.clone();
    a = feedback.clone();
  }

  private static void requireFinite(String name, double[] values) {
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        throw new IllegalArgumentException(
            name + "[" + k + "] must be a finite number: " + values[k]);
      }
    }
  }

  /// The order N.
  ///
  /// @return one less than the number of feed-forward coefficients
  public int order() {
    return a.length - 1;
  }

  /// One feed-forward coefficient.
  ///
  /// @param k delay, 0 to N
  /// @return `b[k]`
  public double feedForward(int k) {
    return b[k];
  }

  /// One feedback coefficient.
  ///
  /// @param k delay, 0 to N
  /// @return `a[k]`
  public double feedback(int k) {
    return a[k];
  }

  /// The feed-forward coefficients.
  ///
  /// @return a copy of b, N + 1 values
  public double[] feedForward() {
    return b.clone();
  }

  /// The feedback coefficients.
  ///
  /// @return a copy of a, N + 1 values of which the first is 1
  public double[] feedback() {
    return a.clone();
  }

  /// Whether every pole is inside the unit circle, which is so if and only if every reflection
  /// coefficient is between −1 and 1.
  ///
  /// @return true if so
  public boolean isStable() {
    for (double k : stepDown()) {
      if (!(Math.abs(k) < 1)) {
        return false;
      }
    }
    return true;
  }

  /// The reflection coefficients of the feedback, those of an all-pole lattice.
  ///
  /// @return N values in `(−1, 1)`, that of the first stage first
  /// @throws IllegalStateException if the filter is not stable
  public double[] reflectionCoefficients() {
    if (!isStable()) {
      throw new IllegalStateException("feedback must be stable: " + Arrays.toString(a));
    }
    return stepDown();
  }

  /// The step-down recursion, Levinson's run backwards from m = N to 1, with a of order m − 1 from
  /// a of order m:
  ///
  /// ```
  /// k[m] = a[m]          a[i] ← (a[i] − k[m] a[m−i]) / (1 − k[m]²)          i = 1 … m − 1
  /// ```
  ///
  /// Source: Markel and Gray, Linear Prediction of Speech (Springer 1976), chapter 5.
  ///
  /// @return `k[m]` at m − 1; what is below a stage of magnitude 1 or more is NaN
  private double[] stepDown() {
    double[] k = new double[order()];
    Arrays.fill(k, Double.NaN);
    double[] stage = a.clone();
    for (int m = k.length; m > 0; m--) {
      double reflection = stage[m];
      k[m - 1] = reflection;
      if (!(Math.abs(reflection) < 1)) {
        return k;
      }
      double scale = 1 / ((1 - reflection) * (1 + reflection));
      for (int i = 1, j = m - 1; i <= j; i++, j--) {
        double low = stage[i];
        double high = stage[j];
        stage[i] = (low - reflection * high) * scale;
        stage[j] = (high - reflection * low) * scale;
      }
    }
    return k;
  }

  @Override
  public String toString() {
    return "b = " + Arrays.toString(b) + ", a = " + Arrays.toString(a);
  }
}
