package io.gainprint.dsp.recurrence;

import io.gainprint.dsp.compressor.lanes.VectorUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Taps that all samples share.
public final class FixedTaps implements Taps {
  private static final double[] NONE = {};

  private final double[] c;
  private final int firstDelay;
  private final boolean hasVectors;
  private final @Nullable BlockResponse response; // null where blocks are not to be used

  /// Taps, which are copied.
  ///
  /// @param values c, finite, one for each delay
  /// @param firstDelay 0 or 1
  /// @throws IllegalArgumentException if one is not a finite number
  public FixedTaps(double[] values, int firstDelay) {
    this(values, firstDelay, VectorUnit.isPresent());
  }

  /// With or without vectors, as a test chooses.
  FixedTaps(double[] values, int firstDelay, boolean hasVectors) {
    requireFinite(values);
    c = values.clone();
    this.firstDelay = firstDelay;
    this.hasVectors = hasVectors;
    response =
        hasVectors && firstDelay == 1 && c.length > 0
            ? BlockResponse.of(c, VectorTaps.LANES)
            : null;
  }

  static void requireFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "coefficient %d must be a finite number: %s".formatted(i, values[i]));
      }
    }
  }

  @Override
  public int firstDelay() {
    return firstDelay;
  }

  @Override
  public int lastDelay() {
    return firstDelay + c.length - 1;
  }

  /// The coefficients.
  ///
  /// @return a copy
  public double[] values() {
    return c.clone();
  }

  @Override
  public FixedTaps reversed() {
    return this;
  }

  @Override
  public void gather(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    double[] scaled = c;
    if (factor != 1) {
      scaled = c.clone();
      for (int k = 0; k < scaled.length; k++) {
        scaled[k] *= factor;
      }
    }
    int done = hasVectors ? VectorTaps.gather(scaled, u, uAt - firstDelay, out, outAt, length) : 0;
    PlainTaps.gather(scaled, u, uAt - firstDelay + done, out, outAt + done, length - done);
  }

  /// As gathering, but for samples that are cut off at both ends.
  @Override
  public void scatter(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    int k = lastDelay();
    if (k < firstDelay) {
      return;
    }
    int inner = Math.min(k, length);
    for (int n = firstDelay; n < inner; n++) {
      out[outAt + n] += factor * sum(u, uAt, n, length);
    }
    if (length > inner) {
      gather(factor, u, uAt + inner, out, outAt + inner, row, length - inner);
    }
    for (int n = Math.max(length, firstDelay); n < length + k; n++) {
      out[outAt + n] += factor * sum(u, uAt, n, length);
    }
  }

  /// `Σ c_k u[n−k]` over samples that there are.
  private double sum(double[] u, int uAt, int n, int length) {
    int least = Math.max(firstDelay, n - length + 1);
    int most = Math.min(lastDelay(), n);
    double sum = 0;
    for (int k = least; k <= most; k++) {
      sum += c[k - firstDelay] * u[uAt + n - k];
    }
    return sum;
  }

  @Override
  public void solveGathering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    if (c.length == 0) {
      System.arraycopy(w, wAt, v, vAt, length);
      return;
    }
    int done = response == null ? 0 : VectorTaps.solve(response, w, wAt, v, vAt, length);
    // What is not finite spreads within a block, forwards and backwards: see BlockResponse.
    if (done > 0 && !Double.isFinite(v[vAt + done - 1])) {
      done = 0;
    }
    PlainTaps.solve(c, w, wAt + done, v, vAt + done, length - done);
  }

  @Override
  public void solveScattering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    int k = lastDelay();
    Arrays.fill(v, vAt - k, vAt, 0);
    solveGathering(w, wAt, v, vAt, row, length);
    for (int n = length; n < length + k; n++) {
      w[wAt + n] -= sum(v, vAt, n, length);
    }
  }

  @Override
  public void gatherGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt) {
    double[] sums = c.length == 0 ? NONE : new double[c.length];
    int done =
        hasVectors ? VectorTaps.lagProducts(o, oAt, u, uAt - firstDelay, -1, length, sums) : 0;
    PlainTaps.lagProducts(o, oAt + done, u, uAt - firstDelay + done, -1, length - done, sums);
    for (int k = 0; k < sums.length; k++) {
      gradient[gradientAt + k] += factor * sums[k];
    }
  }

  @Override
  public void scatterGradient(
      double factor,
      double[] o,
      int oAt,
      double[] u,
      int uAt,
      int row,
      int length,
      double[] gradient,
      int gradientAt) {
    double[] sums = c.length == 0 ? NONE : new double[c.length];
    int done =
        hasVectors ? VectorTaps.lagProducts(u, uAt, o, oAt + firstDelay, 1, length, sums) : 0;
    PlainTaps.lagProducts(u, uAt + done, o, oAt + firstDelay + done, 1, length - done, sums);
    for (int k = 0; k < sums.length; k++) {
      gradient[gradientAt + k] += factor * sums[k];
    }
  }
}
