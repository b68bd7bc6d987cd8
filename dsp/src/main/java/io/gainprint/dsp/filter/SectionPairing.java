package io.gainprint.dsp.filter;

import io.gainprint.dsp.polynomial.Complex;
import io.gainprint.dsp.polynomial.Polynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Distributes the zeros and poles of a filter over sections of second order.
///
/// A filter of fewer zeros or poles has the rest of them at 0, and a filter that begins with a
/// delay has a zero at infinity for each sample of it.
final class SectionPairing {
  private static final Complex INFINITY = Complex.of(Double.POSITIVE_INFINITY);

  private final List<Complex> zeros;
  private final List<Complex> poles;

  private SectionPairing(List<Complex> zeros, List<Complex> poles) {
    this.zeros = zeros;
    this.poles = poles;
  }

  /// Sections of a filter.
  ///
  /// @param b one or more coefficients
  /// @param a one or more coefficients, the first of them 1
  static List<FilterCoefficients> of(double[] b, double[] a) {
    int delay = 0;
    while (delay < b.length && b[delay] == 0) {
      delay++;
    }
    List<Complex> zeros = new ArrayList<>();
    double gain = 0;
    if (delay < b.length) {
      gain = b[delay];
      zeros.addAll(rootsInZ(Arrays.copyOfRange(b, delay, b.length)));
      zeros.addAll(Collections.nCopies(delay, INFINITY));
    }
    List<Complex> poles = rootsInZ(a);
    int count = Math.max(1, (Math.max(zeros.size(), poles.size()) + 1) / 2);
    zeros.addAll(Collections.nCopies(2 * count - zeros.size(), Complex.ZERO));
    poles.addAll(Collections.nCopies(2 * count - poles.size(), Complex.ZERO));
    return new SectionPairing(zeros, poles).sections(gain);
  }

  private static List<Complex> rootsInZ(double[] coefficients) {
    Polynomial p = new Polynomial(coefficients);
    return new ArrayList<>(p.reversed(p.degree()).roots());
  }

  private List<FilterCoefficients> sections(double gain) {
    List<FilterCoefficients> sections = new ArrayList<>();
    while (!poles.isEmpty()) {
      ToDoubleFunction<Complex> toCircle = p -> Math.abs(1 - p.magnitude());
      Complex pole = takeLeast(poles, false, toCircle);
      double[] below = takePair(poles, pole, toCircle);
      ToDoubleFunction<Complex> toPole = z -> z.minus(pole).magnitude();
      Complex zero = takeLeast(zeros, false, toPole);
      double[] above = takePair(zeros, zero, toPole);
      if (poles.isEmpty()) { // the first section, taken last
        for (int k = 0; k < above.length; k++) {
          above[k] *= gain;
        }
      }
      sections.addFirst(new FilterCoefficients(above, below));
    }
    return sections;
  }

  /// The least root by a measure, or the least real one, which there is.
  private static Complex takeLeast(
      List<Complex> roots, boolean isReal, ToDoubleFunction<Complex> measure) {
    int least = -1;
    for (int i = 0; i < roots.size(); i++) {
      if (isReal && !roots.get(i).isReal()) {
        continue;
      }
      if (least < 0
          || measure.applyAsDouble(roots.get(i)) < measure.applyAsDouble(roots.get(least))) {
        least = i;
      }
    }
    return roots.remove(least);
  }

  /// The polynomial in z⁻¹ of a root and its conjugate, or of two real roots. Roots that are not
  /// real come in pairs and all are an even number, so that there is a second one.
  private static double[] takePair(
      List<Complex> roots, Complex root, ToDoubleFunction<Complex> measure) {
    if (!root.isReal()) {
      roots.remove(root.conjugate());
      return new double[] {
        1, -2 * root.real(), root.real() * root.real() + root.imaginary() * root.imaginary()
      };
    }
    Complex other = takeLeast(roots, true, measure);
    double[] product = new double[3];
    double[] first = factor(root);
    double[] second = factor(other);
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 2; k++) {
        product[i + k] += first[i] * second[k];
      }
    }
    return product;
  }

  /// 1 − r z⁻¹, or z⁻¹ of a root at infinity.
  private static double[] factor(Complex root) {
    return root.equals(INFINITY) ? new double[] {0, 1} : new double[] {1, -root.real()};
  }
}
