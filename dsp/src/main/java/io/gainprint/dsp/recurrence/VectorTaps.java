package io.gainprint.dsp.recurrence;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Fixed taps on the vector unit. Each kernel goes through whole blocks of [#LANES] samples and
/// leaves the rest to [PlainTaps].
final class VectorTaps {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /// L.
  static final int LANES = SPECIES.length();

  private static final VectorShuffle<Double> LAST =
      VectorShuffle.fromOp(SPECIES, lane -> LANES - 1);
  private static final VectorShuffle<Double> LAST_BUT_ONE =
      VectorShuffle.fromOp(SPECIES, lane -> LANES - 2);
  private static final VectorShuffle<Double> REVERSE =
      VectorShuffle.fromOp(SPECIES, lane -> LANES - 1 - lane);

  private VectorTaps() {}

  /// `out[n] += Σ c_i u[n−i]`.
  ///
  /// @return how many samples were computed
  static int gather(double[] c, double[] u, int uAt, double[] out, int outAt, int length) {
    int end = SPECIES.loopBound(length);
    switch (c.length) {
      case 2 -> gatherTwo(c, u, uAt, out, outAt, end);
      case 3 -> gatherThree(c, u, uAt, out, outAt, end);
      default -> gatherMany(c, u, uAt, out, outAt, end);
    }
    return end;
  }

  private static void gatherTwo(double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, c[0]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, c[1]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, out, outAt + n);
      sum = c0.fma(DoubleVector.fromArray(SPECIES, u, uAt + n), sum);
      sum = c1.fma(DoubleVector.fromArray(SPECIES, u, uAt + n - 1), sum);
      sum.intoArray(out, outAt + n);
    }
  }

  private static void gatherThree(
      double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = DoubleVector.broadcast(SPECIES, c[0]);
    DoubleVector c1 = DoubleVector.broadcast(SPECIES, c[1]);
    DoubleVector c2 = DoubleVector.broadcast(SPECIES, c[2]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, out, outAt + n);
      sum = c0.fma(DoubleVector.fromArray(SPECIES, u, uAt + n), sum);
      sum = c1.fma(DoubleVector.fromArray(SPECIES, u, uAt + n - 1), sum);
      sum = c2.fma(DoubleVector.fromArray(SPECIES, u, uAt + n - 2), sum);
      sum.intoArray(out, outAt + n);
    }
  }

  private static void gatherMany(
      double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, out, outAt + n);
      for (int i = 0; i < c.length; i++) {
        sum = DoubleVector.fromArray(SPECIES, u, uAt + n - i).fma(c(c[i]), sum);
      }
      sum.intoArray(out, outAt + n);
    }
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /// `v[n] = w[n] − Σ c_k v[n−k]`, a block at a time.
  ///
  /// @return how many samples were computed
  static int solve(BlockResponse response, double[] w, int wAt, double[] v, int vAt, int length) {
    int end = SPECIES.loopBound(length);
    if (end > 0) {
      switch (response.taps.length) {
        case 1 -> solveFirstOrder(response, w, wAt, v, vAt, end);
        case 2 -> solveSecondOrder(response, w, wAt, v, vAt, end);
        default -> solveAnyOrder(response, w, wAt, v, vAt, end);
      }
    }
    return end;
  }

  private static void solveFirstOrder(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] impulse = response.impulse;
    DoubleVector o1 = DoubleVector.fromArray(SPECIES, response.history, 0);
    DoubleVector v1 = c(v[vAt - 1]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = forced(impulse, w, wAt + n);
      sum = o1.fma(v1, sum);
      sum.intoArray(v, vAt + n);
      v1 = sum.rearrange(LAST);
    }
  }

  private static void solveSecondOrder(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] impulse = response.impulse;
    DoubleVector o2 = DoubleVector.fromArray(SPECIES, response.history, 0);
    DoubleVector o1 = DoubleVector.fromArray(SPECIES, response.history, LANES);
    DoubleVector v2 = c(v[vAt - 2]);
    DoubleVector v1 = c(v[vAt - 1]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = forced(impulse, w, wAt + n);
      sum = o1.fma(v1, o2.fma(v2, sum));
      sum.intoArray(v, vAt + n);
      v2 = sum.rearrange(LAST_BUT_ONE);
      v1 = sum.rearrange(LAST);
    }
  }

  private static void solveAnyOrder(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] impulse = response.impulse;
    double[] history = response.history;
    int order = response.taps.length;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = forced(impulse, w, wAt + n);
      int oldest = vAt + n - order;
      for (int i = 0; i < order; i++) {
        sum = DoubleVector.fromArray(SPECIES, history, i * LANES).fma(c(v[oldest + i]), sum);
      }
      sum.intoArray(v, vAt + n);
    }
  }

  /// `Σ_{j≤i} h[i−j] w[n+j]`, from two sums that do not wait for each other.
  private static DoubleVector forced(double[] impulse, double[] w, int at) {
    DoubleVector even = DoubleVector.fromArray(SPECIES, impulse, LANES - 1).mul(w[at]);
    DoubleVector odd = DoubleVector.fromArray(SPECIES, impulse, LANES - 2).mul(w[at + 1]);
    for (int j = 2; j < LANES; j += 2) {
      even = DoubleVector.fromArray(SPECIES, impulse, LANES - 1 - j).fma(c(w[at + j]), even);
      odd = DoubleVector.fromArray(SPECIES, impulse, LANES - 2 - j).fma(c(w[at + j + 1]), odd);
    }
    return even.add(odd);
  }

  /// `sums_i += Σ o[n] u[n + step i]`, four lags at a time.
  ///
  /// @return how many samples were summed
  static int lagProducts(
      double[] o, int oAt, double[] u, int uAt, int step, int length, double[] sums) {
    int end = SPECIES.loopBound(length);
    int i = 0;
    for (; i + 4 <= sums.length; i += 4) {
      fourLags(o, oAt, u, uAt + step * i, step, end, sums, i);
    }
    for (; i + 2 <= sums.length; i += 2) {
      twoLags(o, oAt, u, uAt + step * i, step, end, sums, i);
    }
    for (; i < sums.length; i++) {
      oneLag(o, oAt, u, uAt + step * i, end, sums, i);
    }
    return end;
  }

  private static void fourLags(
      double[] o, int oAt, double[] u, int uAt, int step, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, o, oAt + n);
      s0 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n), s0);
      s1 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n + step), s1);
      s2 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n + 2 * step), s2);
      s3 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n + 3 * step), s3);
    }
    sums[i] += sum(s0);
    sums[i + 1] += sum(s1);
    sums[i + 2] += sum(s2);
    sums[i + 3] += sum(s3);
  }

  private static void twoLags(
      double[] o, int oAt, double[] u, int uAt, int step, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, o, oAt + n);
      s0 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n), s0);
      s1 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n + step), s1);
    }
    sums[i] += sum(s0);
    sums[i + 1] += sum(s1);
  }

  private static void oneLag(
      double[] o, int oAt, double[] u, int uAt, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, o, oAt + n);
      s0 = p.fma(DoubleVector.fromArray(SPECIES, u, uAt + n), s0);
    }
    sums[i] += sum(s0);
  }

  private static double sum(DoubleVector v) {
    return v.reduceLanes(VectorOperators.ADD);
  }

  /// `to[n] = from[length−1−n]`.
  ///
  /// @return how many samples of `to` were written
  static int reverse(double[] from, int fromAt, double[] to, int toAt, int length) {
    int end = SPECIES.loopBound(length);
    int last = fromAt + length - LANES;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector.fromArray(SPECIES, from, last - n).rearrange(REVERSE).intoArray(to, toAt + n);
    }
    return end;
  }
}
