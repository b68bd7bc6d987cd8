package io.gainprint.dsp.filter;

import io.gainprint.dsp.polynomial.Polynomial;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Lengths;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorChain;
import java.util.Arrays;
import java.util.List;

/// Sections of second order, one after the other, each in transposed direct form II.
///
/// ```
/// H(z) = Π (b_0 + b_1 z⁻¹ + b_2 z⁻²) / (1 + a_1 z⁻¹ + a_2 z⁻²)
/// ```
///
/// What is rounded in a section moves its own two poles only, so that this is the form for high
/// orders and narrow bands. Parameters: b_0, b_1, b_2, a_1, a_2 of each section in turn. State:
/// s_1, s_2 of each, which is that of SciPy's `sosfilt`. A linearisation keeps the signals before,
/// between and after sections.
public final class SectionCascade implements DifferentiableProcessor {
  private static final int LENGTH = 3; // coefficients above, and below
  private static final int PARAMETERS = 5; // of a section

  private final List<DirectFormFilter> filters;
  private final ProcessorChain chain;

  private SectionCascade(DirectFormFilter[] filters) {
    this.filters = List.of(filters);
    chain = new ProcessorChain(this.filters);
  }

  /// A cascade.
  ///
  /// @param sections one or more, of order 2 or less, in the order in which the signal passes
  /// @return the cascade
  /// @throws IllegalArgumentException if there is none, or one is of a higher order
  public static SectionCascade of(List<FilterCoefficients> sections) {
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("a cascade needs at least 1 section: 0");
    }
    return new SectionCascade(
        sections.stream().map(SectionCascade::filter).toArray(DirectFormFilter[]::new));
  }

  private static DirectFormFilter filter(FilterCoefficients section) {
    if (section.order() > 2) {
      throw new IllegalArgumentException("a section's order must be <= 2: " + section.order());
    }
    return new DirectFormFilter(
        FilterStructure.TDF2,
        Arrays.copyOf(section.feedForward(), LENGTH),
        Arrays.copyOf(section.feedback(), LENGTH));
  }

  /// A filter in sections.
  ///
  /// The pole nearest to the unit circle is paired with its conjugate, or if it is real with the
  /// next real one, and with the zeros nearest to it, which keeps the gain of each section low;
  /// then the next one. The sections nearest to the circle come last, and the gain of all is that
  /// of the first. Zeros and poles are as exact as [roots of polynomials][Polynomial#roots]: the
  /// product of the sections is the filter to rounding, however its roots are spread.
  ///
  /// Source: L. B. Jackson, "Roundoff-noise analysis for fixed-point digital filters realized in
  /// cascade or parallel form", IEEE Trans. Audio Electroacoust. 18 (1970), 107–122.
  ///
  /// @param feedForward `b[0]` … `b[M]`, finite, one or more
  /// @param feedback `a[0]` … `a[N]`, finite, one or more, the first of them not 0
  /// @return half as many sections as the larger of M and N, rounded up, and at least one
  /// @throws IllegalArgumentException naming a coefficient that is not allowed
  public static SectionCascade of(double[] feedForward, double[] feedback) {
    DirectFormFilter filter = new DirectFormFilter(FilterStructure.TDF2, feedForward, feedback);
    return of(SectionPairing.of(filter.feedForward(), filter.feedback()));
  }

  /// The filter of all sections together.
  ///
  /// @return the products of numerators and of denominators, of twice the order that there are
  ///   sections
  public FilterCoefficients expanded() {
    Polynomial above = new Polynomial(1);
    Polynomial below = new Polynomial(1);
    for (DirectFormFilter filter : filters) {
      above = above.times(new Polynomial(filter.feedForward()));
      below = below.times(new Polynomial(filter.feedback()));
    }
    int length = 2 * filters.size() + 1;
    return new FilterCoefficients(
        Arrays.copyOf(above.coefficients(), length), Arrays.copyOf(below.coefficients(), length));
  }

  /// The sections.
  ///
  /// @return coefficients of order 2, in the order in which the signal passes
  public List<FilterCoefficients> sections() {
    return filters.stream()
        .map(filter -> new FilterCoefficients(filter.feedForward(), filter.feedback()))
        .toList();
  }

  List<DirectFormFilter> filters() {
    return filters;
  }

  @Override
  public double[] parameters() {
    return chain.parameters();
  }

  @Override
  public SectionCascade with(double[] parameters) {
    Lengths.require("parameters", parameters, PARAMETERS * filters.size());
    DirectFormFilter[] moved = new DirectFormFilter[filters.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] =
          filters.get(i).with(Arrays.copyOfRange(parameters, PARAMETERS * i, PARAMETERS * (i + 1)));
    }
    return new SectionCascade(moved);
  }

  @Override
  public double[] restingState() {
    return chain.restingState();
  }

  @Override
  public void process(
      double[] input,
      int inputOffset,
      double[] output,
      int outputOffset,
      int frames,
      double[] state) {
    chain.process(input, inputOffset, output, outputOffset, frames, state);
  }

  @Override
  public Linearisation linearise(double[] input, double[] output, double[] state) {
    return chain.linearise(input, output, state);
  }
}
