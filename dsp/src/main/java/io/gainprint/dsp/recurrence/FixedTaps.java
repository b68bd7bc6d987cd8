package io.gainprint.dsp.recurrence;

import io.gainprint.dsp.VectorUnit;
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
  public int reversedGradientAt(int gradientAt) {
    return gradientAt;
  }

  @Override
  public void gather(double[] u, int uAt, double[] out, int outAt, int row, int length) {
    int done = hasVectors ? VectorTaps.gather(c, u, uAt - firstDelay, out, outAt, length) : 0;
    Arrays.fill(out, outAt + done, outAt + length, 0);
    PlainTaps.gather(c, u, uAt - firstDelay + done, out, outAt + done, length - done);
  }

  @Override
  public void addGathering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    double[] scaled = factor == 1 ? c : scaled(factor);
    int done =
        hasVectors ? VectorTaps.addGathering(scaled, u, uAt - firstDelay, out, outAt, length) : 0;
    PlainTaps.gather(scaled, u, uAt - firstDelay + done, out, outAt + done, length - done);
  }

  private double[] scaled(double factor) {
    double[] scaled = c.clone();
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] *= factor;
    }
    return scaled;
  }

  /// As gathering, into the remainder as well, from a signal of zeros around the block's.
  @Override
  public void scatter(double[] u, int uAt, double[] out, int outAt, int row, int length) {
    gather(u, uAt, out, outAt, row, length + lastDelay());
  }

  @Override
  public void addScattering(
      double factor, double[] u, int uAt, double[] out, int outAt, int row, int length) {
    addGathering(factor, u, uAt, out, outAt, row, length + lastDelay());
  }

  @Override
  public void solveGathering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    if (c.length == 0) {
      System.arraycopy(w, wAt, v, vAt, length);
      return;
    }
    int done = response == null ? 0 : VectorRecurrence.solve(response, w, wAt, v, vAt, length);
    // What is not finite spreads within a block, forwards and backwards: see BlockResponse.
    if (done > 0 && !Double.isFinite(v[vAt + done - 1])) {
      done = 0;
    }
    PlainTaps.solve(c, w, wAt + done, v, vAt + done, length - done);
  }

  @Override
  public void solveScattering(double[] w, int wAt, double[] v, int vAt, int row, int length) {
    solveGathering(w, wAt, v, vAt, row, length);
    addGathering(-1, v, vAt + length, w, wAt + length, row, lastDelay());
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
