package io.gainprint.dsp.compressor.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The exponential function of a whole vector; the one of the Vector API calls a library outside
/// the compiled code, if there is one, and else computes lane by lane.
///
/// ```
/// x = n ln 2 + r, |r| ≤ ln(2)/2          exp(x) = 2ⁿ p(r), p(r) = 1 + r + r² q(r)
/// ```
///
/// q is the minimax polynomial of degree 9 (Remez, in 50 digits) with its lowest coefficient set to
/// ½, which leaves 2e-17 of the result; rounding leaves 1 ulp.
///
/// Some kernels call the parts: a method as large as the whole is not compiled into the loop that
/// calls it once it has been compiled by itself, and vectors that cross a call are objects on the
/// heap.
final class VectorExp {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /// Below it is exp(−708) = 3.3e-308: the smallest result that is not a denormal number is near.
  static final double LOWEST = -708;

  static final double LOG2_E = 0x1.71547652b82fep0;

  /// ln 2 as a sum whose first part has 21 trailing zero bits, so that n ln 2 is exact in it.
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /// 1.5 · 2⁵²: what is added to it is rounded to an integer, which lies in the lowest bits.
  static final double ROUNDER = 0x1.8p52;

  /// Shifts an integer to where a double has its exponent.
  static final int EXPONENT = 52;

  // The coefficients of p, from that of r¹¹ to that of r³; those of r², r and 1 are ½, 1 and 1.
  static final double P11 = 0x1.af389ecfc4b9cp-26;
  static final double P10 = 0x1.28917c89a43a7p-22;
  static final double P9 = 0x1.71de0db2f6b19p-19;
  static final double P8 = 0x1.a019b9149a41cp-16;
  static final double P7 = 0x1.a01a01a7c2efep-13;
  static final double P6 = 0x1.6c16c17889ef1p-10;
  static final double P5 = 0x1.11111111109b5p-7;
  static final double P4 = 0x1.5555555553d68p-5;
  static final double P3 = 0x1.5555555555556p-3;

  private VectorExp() {}

  /// The exponential function, put together from its parts.
  ///
  /// @param x at most 709, of the preferred species; below −708 counts as −708, where the result is
  ///   3.3e-308; NaN gives NaN
  /// @return exp(x)
  static DoubleVector exp(DoubleVector x) {
    DoubleVector v = bounded(x);
    DoubleVector rounded = rounded(v);
    return scaled(polynomial(remainder(v, rounded)), rounded);
  }

  /// The argument, but at least −708.
  static DoubleVector bounded(DoubleVector x) {
    return x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
  }

  /// n, in the lowest bits of 1.5 · 2⁵² + n.
  static DoubleVector rounded(DoubleVector v) {
    return v.fma(constant(LOG2_E), constant(ROUNDER));
  }

  /// r = v − n ln 2.
  static DoubleVector remainder(DoubleVector v, DoubleVector rounded) {
    DoubleVector n = rounded.sub(ROUNDER);
    return n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), v));
  }

  /// p(r).
  static DoubleVector polynomial(DoubleVector r) {
    DoubleVector p = constant(P11);
    p = p.fma(r, constant(P10));
    p = p.fma(r, constant(P9));
    p = p.fma(r, constant(P8));
    p = p.fma(r, constant(P7));
    p = p.fma(r, constant(P6));
    p = p.fma(r, constant(P5));
    p = p.fma(r, constant(P4));
    p = p.fma(r, constant(P3));
    p = p.fma(r, constant(0.5));
    p = p.fma(r, constant(1));
    return p.fma(r, constant(1));
  }

  /// 2ⁿ p.
  static DoubleVector scaled(DoubleVector p, DoubleVector rounded) {
    LongVector shift = rounded.reinterpretAsLongs().lanewise(VectorOperators.LSHL, EXPONENT);
    return p.reinterpretAsLongs().add(shift).reinterpretAsDoubles();
  }

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
