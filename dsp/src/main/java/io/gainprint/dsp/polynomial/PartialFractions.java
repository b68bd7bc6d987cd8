package io.gainprint.dsp.polynomial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The partial fractions of a filter, B(z)/A(z) as a sum; x stands for z⁻¹.
///
/// ```
/// B(x)/A(x) = direct(x) + Σ r / (1 − p x)ᵏ          over poles p, and powers k = 1 … multiplicity
/// ```
///
/// Poles that lie close together are taken for one of higher multiplicity, their mean: rounding
/// splits a pole of multiplicity m into m that are up to about the m-th root of 10⁻¹⁶ apart. What
/// that and rounding cost is [#error]. Where B is longer than A, poles near 0 make the direct part
/// and the residues as large as a power of 1/p, and they cancel.
///
/// SciPy's name for this is `residuez`. Immutable.
public final class PartialFractions {
  /// How far apart poles may be that are taken for one, relative to their magnitude: what SciPy
  /// takes.
  public static final double TOLERANCE = 1e-3;

  /// Where sum and quotient are compared: enough for the peaks of moderately narrow filters.
  private static final int CHECKED_FREQUENCIES = 257;

  private final Polynomial numerator;
  private final Polynomial denominator;
  private final Polynomial direct;
  private final List<Term> terms;

  /// One fraction, r / (1 − p x)ᵏ.
  ///
  /// @param pole p
  /// @param power k ≥ 1
  /// @param residue r
  public record Term(Complex pole, int power, Complex residue) {}

  private PartialFractions(
      Polynomial numerator, Polynomial denominator, Polynomial direct, List<Term> terms) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.direct = direct;
    this.terms = List.copyOf(terms);
  }

  /// Expands a quotient, taking poles within [#TOLERANCE] for one.
  ///
  /// @param numerator B, coefficients in order of delay
  /// @param denominator A, likewise, its first coefficient not 0
  /// @return its fractions
  /// @throws IllegalArgumentException if the first coefficient of A is 0
  public static PartialFractions of(Polynomial numerator, Polynomial denominator) {
    return of(numerator, denominator, TOLERANCE);
  }

  /// Expands a quotient.
  ///
  /// @param numerator B, coefficients in order of delay
  /// @param denominator A, likewise, its first coefficient not 0
  /// @param tolerance how far apart poles may be that are taken for one, relative to the larger
  ///   magnitude, ≥ 0
  /// @return its fractions
  /// @throws IllegalArgumentException if the first coefficient of A is 0, or the tolerance negative
  public static PartialFractions of(
      Polynomial numerator, Polynomial denominator, double tolerance) {
    if (denominator.coefficient(0) == 0) {
      throw new IllegalArgumentException("denominator's first coefficient must not be 0: 0.0");
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be >= 0: " + tolerance);
    }
    List<PoleCluster> poles =
        PoleCluster.of(denominator.reversed(denominator.degree()).roots(), tolerance);
    List<Term> terms = new ArrayList<>();
    for (PoleCluster pole : poles) {
      if (pole.at().imaginary() >= 0) {
        addTerms(numerator, denominator.coefficient(0), pole, poles, terms);
      }
    }
    return new PartialFractions(
        numerator, denominator, numerator.dividedBy(denominator).quotient(), terms);
  }

  /// The fractions of one pole and of its conjugate, from the series of the quotient about it.
  ///
  /// ```
  /// u = 1 − p x          B(x)/A(x) = u⁻ᵐ (s₀ + s₁ u + …)          r_k = s_{m−k}
  /// ```
  ///
  /// The factor of another pole q is 1 − q x = (1 − q/p) + (q/p) u.
  private static void addTerms(
      Polynomial numerator,
      double scale,
      PoleCluster pole,
      List<PoleCluster> poles,
      List<Term> terms) {
    Complex p = pole.at();
    int m = pole.multiplicity();
    Complex[] series = taylor(numerator, p, m);
    for (PoleCluster other : poles) {
      if (!other.equals(pole)) {
        Complex ratio = other.at().over(p);
        for (int i = 0; i < other.multiplicity(); i++) {
          divide(series, Complex.ONE.minus(ratio), ratio);
        }
      }
    }
    for (int k = 1; k <= m; k++) {
      Complex residue = series[m - k].times(1 / scale);
      if (p.isReal()) {
        terms.add(new Term(p, k, Complex.of(residue.real())));
      } else {
        terms.add(new Term(p, k, residue));
        terms.add(new Term(p.conjugate(), k, residue.conjugate()));
      }
    }
  }

  /// The first coefficients of B((1 − u)/p) in powers of u, by Horner's rule on series.
  private static Complex[] taylor(Polynomial b, Complex p, int count) {
    Complex[] series = new Complex[count];
    Arrays.fill(series, Complex.ZERO);
    Complex inverse = Complex.ONE.over(p);
    for (int k = b.degree(); k >= 0; k--) {
      for (int i = count - 1; i > 0; i--) {
        series[i] = series[i].minus(series[i - 1]).times(inverse);
      }
      series[0] = series[0].times(inverse).plus(Complex.of(b.coefficient(k)));
    }
    return series;
  }

  /// Divides a series by c₀ + c₁ u.
  private static void divide(Complex[] series, Complex c0, Complex c1) {
    series[0] = series[0].over(c0);
    for (int i = 1; i < series.length; i++) {
      series[i] = series[i].minus(c1.times(series[i - 1])).over(c0);
    }
  }

  /// The part without poles.
  ///
  /// @return a polynomial in z⁻¹, 0 if B has a lower degree than A
  public Polynomial direct() {
    return direct;
  }

  /// The fractions.
  ///
  /// @return those of one pole together, in order of power; each is followed by its conjugate if
  ///   the pole is not real
  public List<Term> terms() {
    return terms;
  }

  /// The value of the sum.
  ///
  /// @param x where, z⁻¹
  /// @return direct(x) + Σ r / (1 − p x)ᵏ
  public Complex value(Complex x) {
    Complex sum = direct.value(x);
    for (Term term : terms) {
      Complex factor = Complex.ONE.over(Complex.ONE.minus(term.pole().times(x)));
      Complex fraction = term.residue();
      for (int k = 0; k < term.power(); k++) {
        fraction = fraction.times(factor);
      }
      sum = sum.plus(fraction);
    }
    return sum;
  }

  /// How far the sum is from the quotient on the unit circle.
  ///
  /// @return largest difference at equally spaced frequencies, relative to the largest magnitude
  public double error() {
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < CHECKED_FREQUENCIES; i++) {
      double omega = Math.PI * (i + 0.5) / CHECKED_FREQUENCIES;
      Complex x = new Complex(Math.cos(omega), -Math.sin(omega));
      Complex exact = numerator.value(x).over(denominator.value(x));
      largest = Math.max(largest, exact.magnitude());
      difference = Math.max(difference, value(x).minus(exact).magnitude());
    }
    return difference == 0 ? 0 : difference / largest;
  }
}
