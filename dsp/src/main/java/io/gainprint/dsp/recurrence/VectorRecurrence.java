package io.gainprint.dsp.recurrence;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// `v[n] = w[n] − Σ c_k v[n−k]`, a block of [VectorTaps#LANES] samples at a time:
///
/// ```
/// v[n+i] = Σ_{j≤i} h[i−j] w[n+j] + Σ_k o_k[i] v[n−k]          i = 0 … L − 1
/// ```
///
/// With eight lanes the columns of h stay in registers up to order 4, and the last eight outputs at
/// every order: a load of what was stored a moment ago, as a wider piece, would have to wait for
/// the store. With fewer lanes they are loaded.
///
/// Each kernel for eight lanes has more than 325 bytes of code, above which HotSpot compiles a
/// method by itself: among other code it may run out of room for vectors, which it then keeps on
/// the heap.
final class VectorRecurrence {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = VectorTaps.LANES;

  /// Lane L − k everywhere: the output that is k samples old when the next block begins.
  private static final VectorShuffle<Double> OLD_1 = old(1);

  private static final VectorShuffle<Double> OLD_2 = old(2);
  private static final VectorShuffle<Double> OLD_3 = old(3);
  private static final VectorShuffle<Double> OLD_4 = old(4);
  private static final VectorShuffle<Double> OLD_5 = old(5);
  private static final VectorShuffle<Double> OLD_6 = old(6);
  private static final VectorShuffle<Double> OLD_7 = old(7);
  private static final VectorShuffle<Double> OLD_8 = old(8);

  private VectorRecurrence() {}

  private static VectorShuffle<Double> old(int k) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.max(0, LANES - k));
  }

  /// Solves as many whole blocks as there are.
  ///
  /// @return how many samples were computed
  static int solve(BlockResponse response, double[] w, int wAt, double[] v, int vAt, int length) {
    int end = SPECIES.loopBound(length);
    if (end == 0) {
      return 0;
    }
    if (LANES != 8) {
      solveAnyLanes(response, w, wAt, v, vAt, end);
    } else if (response.order <= 2) {
      solveTwo(response, w, wAt, v, vAt, end);
    } else if (response.order <= 4) {
      solveFour(response, w, wAt, v, vAt, end);
    } else {
      solveMany(response, w, wAt, v, vAt, end);
    }
    return end;
  }

  private static void solveAnyLanes(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] h = response.impulse;
    double[] o = response.history;
    for (int n = 0; n < end; n += LANES) {
      DoubleVector even = load(h, LANES - 1).mul(c(w[wAt + n]));
      DoubleVector odd = load(h, LANES - 2).mul(c(w[wAt + n + 1]));
      for (int j = 2; j < LANES; j += 2) {
        even = load(h, LANES - 1 - j).fma(c(w[wAt + n + j]), even);
        odd = load(h, LANES - 2 - j).fma(c(w[wAt + n + j + 1]), odd);
      }
      DoubleVector sum = even.add(odd);
      for (int k = response.order; k >= 1; k--) {
        sum = load(o, (k - 1) * LANES).fma(c(v[vAt + n - k]), sum);
      }
      sum.intoArray(v, vAt + n);
    }
  }

  /// Orders 1 and 2, eight lanes, two blocks at a time. The second block's part of the first's
  /// inputs is there before the last outputs are, so that they are waited for once in 16 samples.
  private static void solveTwo(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] h = response.impulse;
    DoubleVector h0 = load(h, 7);
    DoubleVector h1 = load(h, 6);
    DoubleVector h2 = load(h, 5);
    DoubleVector h3 = load(h, 4);
    DoubleVector h4 = load(h, 3);
    DoubleVector h5 = load(h, 2);
    DoubleVector h6 = load(h, 1);
    DoubleVector h7 = load(h, 0);
    DoubleVector o1 = load(response.history, 0);
    DoubleVector o2 = load(response.history, 8);
    DoubleVector l1 = load(response.later, 0);
    DoubleVector l2 = load(response.later, 8);
    DoubleVector last = load(last(v, vAt, response.order), 0);
    int n = 0;
    for (; n + 16 <= end; n += 16) {
      int at = wAt + n;
      DoubleVector even = h0.mul(c(w[at]));
      DoubleVector odd = h1.mul(c(w[at + 1]));
      even = h2.fma(c(w[at + 2]), even);
      odd = h3.fma(c(w[at + 3]), odd);
      even = h4.fma(c(w[at + 4]), even);
      odd = h5.fma(c(w[at + 5]), odd);
      even = h6.fma(c(w[at + 6]), even);
      odd = h7.fma(c(w[at + 7]), odd);
      DoubleVector first = even.add(odd);
      even = h0.mul(c(w[at + 8]));
      odd = h1.mul(c(w[at + 9]));
      even = h2.fma(c(w[at + 10]), even);
      odd = h3.fma(c(w[at + 11]), odd);
      even = h4.fma(c(w[at + 12]), even);
      odd = h5.fma(c(w[at + 13]), odd);
      even = h6.fma(c(w[at + 14]), even);
      odd = h7.fma(c(w[at + 15]), odd);
      even = o1.fma(first.rearrange(OLD_1), even);
      odd = o2.fma(first.rearrange(OLD_2), odd);
      DoubleVector second = even.add(odd);
      DoubleVector v1 = last.rearrange(OLD_1);
      DoubleVector v2 = last.rearrange(OLD_2);
      o1.fma(v1, o2.fma(v2, first)).intoArray(v, vAt + n);
      last = l1.fma(v1, l2.fma(v2, second));
      last.intoArray(v, vAt + n + 8);
    }
    if (n < end) {
      int at = wAt + n;
      DoubleVector sum = h0.mul(c(w[at])).add(h1.mul(c(w[at + 1])));
      sum = h3.fma(c(w[at + 3]), h2.fma(c(w[at + 2]), sum));
      sum = h5.fma(c(w[at + 5]), h4.fma(c(w[at + 4]), sum));
      sum = h7.fma(c(w[at + 7]), h6.fma(c(w[at + 6]), sum));
      sum = o1.fma(last.rearrange(OLD_1), o2.fma(last.rearrange(OLD_2), sum));
      sum.intoArray(v, vAt + n);
    }
  }

  /// Orders 3 and 4, eight lanes.
  private static void solveFour(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] h = response.impulse;
    DoubleVector h0 = load(h, 7);
    DoubleVector h1 = load(h, 6);
    DoubleVector h2 = load(h, 5);
    DoubleVector h3 = load(h, 4);
    DoubleVector h4 = load(h, 3);
    DoubleVector h5 = load(h, 2);
    DoubleVector h6 = load(h, 1);
    DoubleVector h7 = load(h, 0);
    DoubleVector o1 = load(response.history, 0);
    DoubleVector o2 = load(response.history, 8);
    DoubleVector o3 = load(response.history, 16);
    DoubleVector o4 = load(response.history, 24);
    DoubleVector last = load(last(v, vAt, response.order), 0);
    for (int n = 0; n < end; n += 8) {
      int at = wAt + n;
      DoubleVector even = h0.mul(c(w[at]));
      DoubleVector odd = h1.mul(c(w[at + 1]));
      even = h2.fma(c(w[at + 2]), even);
      odd = h3.fma(c(w[at + 3]), odd);
      even = h4.fma(c(w[at + 4]), even);
      odd = h5.fma(c(w[at + 5]), odd);
      even = h6.fma(c(w[at + 6]), even);
      odd = h7.fma(c(w[at + 7]), odd);
      even = o2.fma(last.rearrange(OLD_2), o4.fma(last.rearrange(OLD_4), even));
      odd = o1.fma(last.rearrange(OLD_1), o3.fma(last.rearrange(OLD_3), odd));
      last = even.add(odd);
      last.intoArray(v, vAt + n);
    }
  }

  /// Orders from 5 on, eight lanes: outputs that are more than eight samples old are loaded.
  private static void solveMany(
      BlockResponse response, double[] w, int wAt, double[] v, int vAt, int end) {
    double[] h = response.impulse;
    double[] o = response.history;
    DoubleVector o1 = load(o, 0);
    DoubleVector o2 = load(o, 8);
    DoubleVector o3 = load(o, 16);
    DoubleVector o4 = load(o, 24);
    DoubleVector o5 = load(o, 32);
    DoubleVector o6 = load(o, 40);
    DoubleVector o7 = load(o, 48);
    DoubleVector o8 = load(o, 56);
    DoubleVector last = load(last(v, vAt, response.order), 0);
    for (int n = 0; n < end; n += 8) {
      int at = wAt + n;
      DoubleVector even = load(h, 7).mul(c(w[at]));
      DoubleVector odd = load(h, 6).mul(c(w[at + 1]));
      even = load(h, 5).fma(c(w[at + 2]), even);
      odd = load(h, 4).fma(c(w[at + 3]), odd);
      even = load(h, 3).fma(c(w[at + 4]), even);
      odd = load(h, 2).fma(c(w[at + 5]), odd);
      even = load(h, 1).fma(c(w[at + 6]), even);
      odd = load(h, 0).fma(c(w[at + 7]), odd);
      for (int k = response.order; k > 8; k--) {
        even = load(o, (k - 1) * 8).fma(c(v[vAt + n - k]), even);
      }
      DoubleVector even2 = o8.mul(last.rearrange(OLD_8));
      DoubleVector odd2 = o7.mul(last.rearrange(OLD_7));
      even = o6.fma(last.rearrange(OLD_6), even);
      odd = o5.fma(last.rearrange(OLD_5), odd);
      even2 = o4.fma(last.rearrange(OLD_4), even2);
      odd2 = o3.fma(last.rearrange(OLD_3), odd2);
      even = o2.fma(last.rearrange(OLD_2), even);
      odd = o1.fma(last.rearrange(OLD_1), odd);
      last = even.add(odd).add(even2.add(odd2));
      last.intoArray(v, vAt + n);
    }
  }

  /// The last eight outputs, as far as the recurrence remembers them, the newest last. No vector,
  /// which would come as an object and remain one in the loop.
  private static double[] last(double[] v, int vAt, int order) {
    double[] last = new double[8];
    for (int k = 1; k <= Math.min(order, 8); k++) {
      last[8 - k] = v[vAt - k];
    }
    return last;
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }
}
