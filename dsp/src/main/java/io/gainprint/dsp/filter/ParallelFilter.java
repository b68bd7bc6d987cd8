package io.gainprint.dsp.filter;

import io.gainprint.dsp.polynomial.Complex;
import io.gainprint.dsp.polynomial.PartialFractions;
import io.gainprint.dsp.polynomial.Polynomial;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Filters side by side whose outputs are added, such as the partial fractions of one filter.
///
/// ```
/// H(z) = C(z) + Σ B_i(z)/A_i(z)
/// ```
///
/// Parameters: those of the filters, one after the other; so are the states. A linearisation keeps
/// the input and the output of each filter.
public final class ParallelFilter implements DifferentiableProcessor {
  private final List<DirectFormFilter> filters;
  private final ProcessorSum sum;

  private ParallelFilter(DirectFormFilter[] filters) {
    this.filters = List.of(filters);
    sum = new ProcessorSum(this.filters);
  }

  /// Filters side by side.
  ///
  /// @param filters one or more, of any structures and orders
  /// @return their sum
  /// @throws IllegalArgumentException if there is none
  public static ParallelFilter of(List<DirectFormFilter> filters) {
    return new ParallelFilter(filters.toArray(DirectFormFilter[]::new));
  }

  /// The parallel form of a filter, [its partial fractions][PartialFractions].
  ///
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @param feedback `a[0]` … `a[N]`, finite, one or more, the first of them not 0
  /// @return the sum of them, see [#of(PartialFractions)]
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static ParallelFilter of(double[] feedForward, double[] feedback) {
    DirectFormFilter filter = new DirectFormFilter(FilterStructure.TDF2, feedForward, feedback);
    return of(
        PartialFractions.of(
            new Polynomial(filter.feedForward()), new Polynomial(filter.feedback())));
  }

  /// Partial fractions as filters in transposed direct form II.
  ///
  /// Each real pole is a section of first order, and each pair of poles one of second order, with a
  /// numerator of one order less; a pole of multiplicity m makes that m times as much. If there is
  /// a direct part, or no pole, then it comes last as a filter without poles.
  ///
  /// @param fractions the fractions, whose [error][PartialFractions#error] tells what is lost
  /// @return the sum of them
  public static ParallelFilter of(PartialFractions fractions) {
    List<DirectFormFilter> filters = new ArrayList<>();
    List<PartialFractions.Term> terms = fractions.terms();
    for (int i = 0; i < terms.size(); ) {
      Complex pole = terms.get(i).pole();
      int end = i;
      while (end < terms.size() && isOf(pole, terms.get(end))) {
        end++;
      }
      filters.add(section(terms.subList(i, end)));
      i = end;
    }
    if (fractions.direct().degree() >= 0 || filters.isEmpty()) {
      double[] direct = fractions.direct().coefficients();
      filters.add(
          new DirectFormFilter(
              FilterStructure.TDF2, direct.length > 0 ? direct : new double[1], new double[] {1}));
    }
    return of(filters);
  }

  private static boolean isOf(Complex pole, PartialFractions.Term term) {
    return term.pole().equals(pole) || term.pole().equals(pole.conjugate());
  }

  /// The sum of a pole's fractions, and of those of its conjugate, over their common denominator.
  /// In x = z⁻¹, of multiplicity m:
  ///
  /// ```
  /// Σ r_k / (1 − p x)ᵏ = Σ r_k (1 − p x)ᵐ⁻ᵏ / (1 − p x)ᵐ
  /// ```
  ///
  /// and twice the real part of that, times (1 − p̄ x)ᵐ above and below, for a pair.
  private static DirectFormFilter section(List<PartialFractions.Term> terms) {
    Complex pole = terms.getFirst().pole();
    int multiplicity = terms.getLast().power();
    int order = pole.isReal() ? multiplicity : 2 * multiplicity;
    double[] above = new double[order];
    for (PartialFractions.Term term : terms) {
      Complex[] product = new Complex[order + 1];
      Arrays.fill(product, Complex.ZERO);
      product[0] = term.residue();
      multiply(product, term.pole(), multiplicity - term.power());
      if (!pole.isReal()) {
        multiply(product, term.pole().conjugate(), multiplicity);
      }
      for (int k = 0; k < order; k++) {
        above[k] += product[k].real(); // those of a pair are conjugates: their sum is real
      }
    }
    Polynomial factor =
        pole.isReal()
            ? new Polynomial(1, -pole.real())
            : new Polynomial(1, -2 * pole.real(), pole.times(pole.conjugate()).real());
    Polynomial below = new Polynomial(1);
    for (int k = 0; k < multiplicity; k++) {
      below = below.times(factor);
    }
    return new DirectFormFilter(FilterStructure.TDF2, above, below.coefficients());
  }

  /// Multiplies a polynomial by powers of 1 − p x.
  private static void multiply(Complex[] c, Complex p, int times) {
    for (int i = 0; i < times; i++) {
      for (int k = c.length - 1; k > 0; k--) {
        c[k] = c[k].minus(p.times(c[k - 1]));
      }
    }
  }

  /// The filters.
  ///
  /// @return those that are added
  public List<DirectFormFilter> filters() {
    return filters;
  }

  @Override
  public double[] parameters() {
    return sum.parameters();
  }

  @Override
  public ParallelFilter with(double[] parameters) {
    Lengths.require("parameters", parameters, sum.parameters().length);
    DirectFormFilter[] moved = new DirectFormFilter[filters.size()];
    int at = 0;
    for (int i = 0; i < moved.length; i++) {
      int count = filters.get(i).parameters().length;
      moved[i] = filters.get(i).with(Arrays.copyOfRange(parameters, at, at + count));
      at += count;
    }
    return new ParallelFilter(moved);
  }

  @Override
  public double[] restingState() {
    return sum.restingState();
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    sum.process(input, inputOffset, output, outputOffset, frames, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    return sum.linearise(input, output, state);
  }
}
