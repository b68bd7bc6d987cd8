package io.gainprint.dsp.filter;

import java.util.Arrays;

/// A filter of any order in transposed direct form II.
///
/// ```
/// y[n] = b[0] x[n] + s₁          s_k ← b[k] x[n] − a[k] y[n] + s_{k+1}          s_{N+1} = 0
/// ```
///
/// Streaming: blocks of any size compose, up to a state that is below [PreEmphasis#INAUDIBLE]
/// altogether and is set to zero at the end of a block, so that silence does not run on slow
/// denormal numbers. Not thread-safe; [#process] allocates nothing.
public final class DirectForm {
  private final double[] b;
  private final double[] a;
  private final double[] state;

  /// A filter at rest.
  ///
  /// @param coefficients b and a; an unstable filter is run like any other
  public DirectForm(FilterCoefficients coefficients) {
    b = coefficients.feedForward();
    a = coefficients.feedback();
    state = new double[coefficients.order()];
  }

  /// Filters a block and keeps the state for the next one.
  ///
  /// @param in input
  /// @param inOffset its first sample
  /// @param out written; may be `in` if the offsets are equal
  /// @param outOffset first sample written
  /// @param length samples, ≥ 0
  public void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
    if (state.length == 2) {
      processSecondOrder(in, inOffset, out, outOffset, length);
    } else {
      processAnyOrder(in, inOffset, out, outOffset, length);
    }
    quieten();
  }

  private void processSecondOrder(
      double[] in, int inOffset, double[] out, int outOffset, int length) {
    double b0 = b[0];
    double b1 = b[1];
    double b2 = b[2];
    double a1 = a[1];
    double a2 = a[2];
    double s1 = state[0];
    double s2 = state[1];
    for (int n = 0; n < length; n++) {
      double x = in[inOffset + n];
      double y = b0 * x + s1;
      s1 = b1 * x + s2 - a1 * y;
      s2 = b2 * x - a2 * y;
      out[outOffset + n] = y;
    }
    state[0] = s1;
    state[1] = s2;
  }

  private void processAnyOrder(double[] in, int inOffset, double[] out, int outOffset, int length) {
    double[] s = state;
    int order = s.length;
    double b0 = b[0];
    for (int n = 0; n < length; n++) {
      double x = in[inOffset + n];
      double y = order > 0 ? b0 * x + s[0] : b0 * x;
      for (int k = 1; k < order; k++) {
        s[k - 1] = b[k] * x + s[k] - a[k] * y;
      }
      if (order > 0) {
        s[order - 1] = b[order] * x - a[order] * y;
      }
      out[outOffset + n] = y;
    }
  }

  private void quieten() {
    for (double s : state) {
      if (!(Math.abs(s) < PreEmphasis.INAUDIBLE)) {
        return;
      }
    }
    Arrays.fill(state, 0);
  }

  /// The state after the last block.
  ///
  /// @return a copy of s₁ … s_N
  public double[] state() {
    return state.clone();
  }

  /// Sets the state before the next block.
  ///
  /// @param values s₁ … s_N, copied
  /// @throws IllegalArgumentException if their number is not the order
  public void restore(double[] values) {
    if (values.length != state.length) {
      throw new IllegalArgumentException(
          "values must be " + state.length + ", the order: " + values.length);
    }
    System.arraycopy(values, 0, state, 0, state.length);
  }

  /// Forgets the past.
  public void reset() {
    Arrays.fill(state, 0);
  }
}
