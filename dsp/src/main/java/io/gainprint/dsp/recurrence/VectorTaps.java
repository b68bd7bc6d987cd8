package io.gainprint.dsp.recurrence;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Fixed taps on the vector unit; [VectorRecurrence] has their recurrence. Each kernel goes through
/// whole blocks of [#LANES] samples and leaves the rest to [PlainTaps].
final class VectorTaps {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /// L.
  static final int LANES = SPECIES.length();

  private static final VectorShuffle<Double> REVERSE =
      VectorShuffle.fromOp(SPECIES, lane -> LANES - 1 - lane);

  private VectorTaps() {}

  /// `out[n] = Σ c_i u[n−i]`.
  ///
  /// @return how many samples were computed
  static int gather(double[] c, double[] u, int uAt, double[] out, int outAt, int length) {
    int end = SPECIES.loopBound(length);
    int done = Math.min(c.length, 4);
    switch (done) {
      case 0 -> Arrays.fill(out, outAt, outAt + end, 0);
      case 1 -> gatherOne(c, u, uAt, out, outAt, end);
      case 2 -> gatherTwo(c, u, uAt, out, outAt, end);
      case 3 -> gatherThree(c, u, uAt, out, outAt, end);
      default -> gatherFour(c, u, uAt, out, outAt, end);
    }
    addGathering(c, done, u, uAt, out, outAt, end);
    return end;
  }

  private static void gatherOne(double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[0]);
    for (int n = 0; n < end; n += LANES) {
      load(u, uAt + n).mul(c0).intoArray(out, outAt + n);
    }
  }

  private static void gatherTwo(double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[0]);
    DoubleVector c1 = c(c[1]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = load(u, uAt + n).mul(c0);
      load(u, uAt + n - 1).fma(c1, sum).intoArray(out, outAt + n);
    }
  }

  private static void gatherThree(
      double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[0]);
    DoubleVector c1 = c(c[1]);
    DoubleVector c2 = c(c[2]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = load(u, uAt + n).mul(c0);
      sum = load(u, uAt + n - 1).fma(c1, sum);
      load(u, uAt + n - 2).fma(c2, sum).intoArray(out, outAt + n);
    }
  }

  private static void gatherFour(
      double[] c, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[0]);
    DoubleVector c1 = c(c[1]);
    DoubleVector c2 = c(c[2]);
    DoubleVector c3 = c(c[3]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = load(u, uAt + n).mul(c0);
      sum = load(u, uAt + n - 1).fma(c1, sum);
      sum = load(u, uAt + n - 2).fma(c2, sum);
      load(u, uAt + n - 3).fma(c3, sum).intoArray(out, outAt + n);
    }
  }

  /// `out[n] += Σ c_i u[n−i]`.
  ///
  /// @return how many samples were computed
  static int addGathering(double[] c, double[] u, int uAt, double[] out, int outAt, int length) {
    int end = SPECIES.loopBound(length);
    addGathering(c, 0, u, uAt, out, outAt, end);
    return end;
  }

  /// Four taps at a time, from one on.
  private static void addGathering(
      double[] c, int from, double[] u, int uAt, double[] out, int outAt, int end) {
    int i = from;
    for (; i + 4 <= c.length; i += 4) {
      addFour(c, i, u, uAt - i, out, outAt, end);
    }
    for (; i < c.length; i++) {
      addOne(c, i, u, uAt - i, out, outAt, end);
    }
  }

  private static void addOne(
      double[] c, int i, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[i]);
    for (int n = 0; n < end; n += LANES) {
      load(u, uAt + n).fma(c0, load(out, outAt + n)).intoArray(out, outAt + n);
    }
  }

  private static void addFour(
      double[] c, int i, double[] u, int uAt, double[] out, int outAt, int end) {
    DoubleVector c0 = c(c[i]);
    DoubleVector c1 = c(c[i + 1]);
    DoubleVector c2 = c(c[i + 2]);
    DoubleVector c3 = c(c[i + 3]);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector sum = load(u, uAt + n).fma(c0, load(out, outAt + n));
      sum = load(u, uAt + n - 1).fma(c1, sum);
      sum = load(u, uAt + n - 2).fma(c2, sum);
      load(u, uAt + n - 3).fma(c3, sum).intoArray(out, outAt + n);
    }
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
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
    switch (sums.length - i) {
      case 3 -> threeLags(o, oAt, u, uAt + step * i, step, end, sums, i);
      case 2 -> twoLags(o, oAt, u, uAt + step * i, step, end, sums, i);
      case 1 -> oneLag(o, oAt, u, uAt + step * i, end, sums, i);
      default -> {}
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
      DoubleVector p = load(o, oAt + n);
      s0 = p.fma(load(u, uAt + n), s0);
      s1 = p.fma(load(u, uAt + n + step), s1);
      s2 = p.fma(load(u, uAt + n + 2 * step), s2);
      s3 = p.fma(load(u, uAt + n + 3 * step), s3);
    }
    sums[i] += sum(s0);
    sums[i + 1] += sum(s1);
    sums[i + 2] += sum(s2);
    sums[i + 3] += sum(s3);
  }

  private static void threeLags(
      double[] o, int oAt, double[] u, int uAt, int step, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = load(o, oAt + n);
      s0 = p.fma(load(u, uAt + n), s0);
      s1 = p.fma(load(u, uAt + n + step), s1);
      s2 = p.fma(load(u, uAt + n + 2 * step), s2);
    }
    sums[i] += sum(s0);
    sums[i + 1] += sum(s1);
    sums[i + 2] += sum(s2);
  }

  private static void twoLags(
      double[] o, int oAt, double[] u, int uAt, int step, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = load(o, oAt + n);
      s0 = p.fma(load(u, uAt + n), s0);
      s1 = p.fma(load(u, uAt + n + step), s1);
    }
    sums[i] += sum(s0);
    sums[i + 1] += sum(s1);
  }

  private static void oneLag(
      double[] o, int oAt, double[] u, int uAt, int end, double[] sums, int i) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    for (int n = 0; n < end; n += LANES) {
      DoubleVector p = load(o, oAt + n);
      s0 = p.fma(load(u, uAt + n), s0);
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

  /// `to[length−1−n] = from[n]`.
  ///
  /// @return how many samples of `from` were read
  static int reverseToEnd(double[] from, int fromAt, double[] to, int toAt, int length) {
    int end = SPECIES.loopBound(length);
    int last = toAt + length - LANES;
    for (int n = 0; n < end; n += LANES) {
      load(from, fromAt + n).rearrange(REVERSE).intoArray(to, last - n);
    }
    return end;
  }
}
