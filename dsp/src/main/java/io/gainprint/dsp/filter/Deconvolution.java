package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.recurrence.FixedTaps;
import java.util.Arrays;

/// The signal q that a filter d without poles made, and what no such signal explains.
///
/// ```
/// s = d ∗ q + r          r[n] = 0 for n < K = N − D
/// ```
///
/// with N samples of s, D + 1 coefficients of d and K of q. It is the division of polynomials in
/// z⁻¹ that begins at the lowest powers, and runs as the filter 1/d: where d has zeros outside the
/// unit circle, q grows with what s was rounded by. SciPy's name for this is `deconvolve`.
///
/// With derivatives by s and d, in the verbs of [io.gainprint.dsp.processor.Linearisation]. Keeps
/// nothing but s, d, q and r. Immutable.
public final class Deconvolution {
  private final double[] divisor;
  private final double[] quotient;
  private final double[] remainder;

  private Deconvolution(double[] divisor, double[] quotient, double[] remainder) {
    this.divisor = divisor;
    this.quotient = quotient;
    this.remainder = remainder;
  }

  /// Deconvolves.
  ///
  /// @param signal s, N samples
  /// @param divisor `d[0]` … `d[D]`, finite, the first of them not 0
  /// @return quotient and remainder; no quotient if the signal is no longer than D
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static Deconvolution of(double[] signal, double[] divisor) {
    if (divisor.length == 0) {
      throw new IllegalArgumentException("divisor must hold at least 1 value: 0");
    }
    for (int k = 0; k < divisor.length; k++) {
      if (!Double.isFinite(divisor[k])) {
        throw new IllegalArgumentException(
            "divisor[%d] must be a finite number: %s".formatted(k, divisor[k]));
      }
    }
    if (divisor[0] == 0) {
      throw new IllegalArgumentException("divisor[0] must not be 0: " + divisor[0]);
    }
    double[] d = divisor.clone();
    int length = Math.max(0, signal.length - d.length + 1);
    double[] quotient = solved(d, Arrays.copyOf(signal, length));
    double[] remainder = signal.clone();
    Arrays.fill(remainder, 0, length, 0);
    for (int n = length; n < signal.length; n++) {
      remainder[n] -= convolved(d, quotient, n);
    }
    return new Deconvolution(d, quotient, remainder);
  }

  /// The solution of d ∗ q = s, from rest.
  private static double[] solved(double[] d, double[] s) {
    int order = d.length - 1;
    double[] taps = Arrays.copyOfRange(d, 1, d.length);
    for (int k = 0; k < order; k++) {
      taps[k] /= d[0];
    }
    double[] scaled = s.clone();
    for (int n = 0; n < s.length; n++) {
      scaled[n] /= d[0];
    }
    double[] q = new double[order + s.length];
    new FixedTaps(taps, 1).solveGathering(scaled, 0, q, order, 0, s.length);
    return Arrays.copyOfRange(q, order, q.length);
  }

  /// `Σ c[k] u[n−k]` over samples that there are.
  private static double convolved(double[] c, double[] u, int n) {
    double sum = 0;
    for (int k = Math.max(0, n - u.length + 1); k < c.length && k <= n; k++) {
      sum += c[k] * u[n - k];
    }
    return sum;
  }

  /// The signal q.
  ///
  /// @return a copy, K samples
  public double[] quotient() {
    return quotient.clone();
  }

  /// What is left, r.
  ///
  /// @return a copy, N samples, the first K of them 0
  public double[] remainder() {
    return remainder.clone();
  }

  /// How quotient and remainder move with signal and divisor.
  ///
  /// ```
  /// d ∗ q̇ + ṙ = ṡ − ḋ ∗ q
  /// ```
  ///
  /// @param signalTangent ṡ
  /// @param divisorTangent ḋ
  /// @param quotientTangent written: q̇
  /// @param remainderTangent written: ṙ
  /// @throws IllegalArgumentException if a length does not fit
  public void tangents(
      double[] signalTangent,
      double[] divisorTangent,
      double[] quotientTangent,
      double[] remainderTangent) {
    require(signalTangent, divisorTangent, quotientTangent, remainderTangent);
    int length = quotient.length;
    double[] source = signalTangent.clone();
    for (int n = 0; n < source.length; n++) {
      source[n] -= convolved(divisorTangent, quotient, n);
    }
    System.arraycopy(solved(divisor, Arrays.copyOf(source, length)), 0, quotientTangent, 0, length);
    for (int n = 0; n < source.length; n++) {
      remainderTangent[n] = n < length ? 0 : source[n] - convolved(divisor, quotientTangent, n);
    }
  }

  /// The gradient of anything, from its derivatives by quotient and remainder.
  ///
  /// ```
  /// s̄[n] = r̄[n] for n ≥ K, and before it the solution, backwards in time, of
  /// Σ_k d[k] s̄[m+k] = q̄[m]          d̄[k] = −Σ s̄[n] q[n−k]
  /// ```
  ///
  /// @param quotientCotangent q̄
  /// @param remainderCotangent r̄, of which the first K values do not matter
  /// @param signalCotangent written: s̄
  /// @param divisorCotangent d̄, added to
  /// @throws IllegalArgumentException if a length does not fit
  public void adjoint(
      double[] quotientCotangent,
      double[] remainderCotangent,
      double[] signalCotangent,
      double[] divisorCotangent) {
    require(signalCotangent, divisorCotangent, quotientCotangent, remainderCotangent);
    int length = quotient.length;
    System.arraycopy(
        remainderCotangent, length, signalCotangent, length, signalCotangent.length - length);
    double[] backwards = new double[length];
    for (int m = 0; m < length; m++) {
      double sum = quotientCotangent[m];
      for (int k = length - m; k < divisor.length; k++) {
        sum -= divisor[k] * remainderCotangent[m + k];
      }
      backwards[length - 1 - m] = sum;
    }
    double[] solution = solved(divisor, backwards);
    for (int n = 0; n < length; n++) {
      signalCotangent[n] = solution[length - 1 - n];
    }
    for (int k = 0; k < divisor.length; k++) {
      double sum = 0;
      int end = Math.min(signalCotangent.length, length + k);
      for (int n = k; n < end; n++) {
        sum += signalCotangent[n] * quotient[n - k];
      }
      divisorCotangent[k] -= sum;
    }
  }

  private void require(double[] signal, double[] d, double[] q, double[] r) {
    Lengths.require("signal", signal, remainder.length);
    Lengths.require("divisor", d, divisor.length);
    Lengths.require("quotient", q, quotient.length);
    Lengths.require("remainder", r, remainder.length);
  }
}
