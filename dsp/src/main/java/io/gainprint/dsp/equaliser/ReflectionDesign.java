package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Any direct-form filter of one order, by parameters of which every choice is stable: N + 1
/// feed-forward coefficients b0 … bN, then N reflection coefficients k1 … kN in `(−1, 1)`.
///
/// @param order N, 1 to 32
public record ReflectionDesign(int order) implements SectionDesign {
  /// The highest order. In double precision, poles of a higher one are hardly where they should be.
  public static final int MAX_ORDER = 32;

  /// A design of one order.
  ///
  /// @throws IllegalArgumentException if the order is not allowed
  public ReflectionDesign {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be 1 to " + MAX_ORDER + ": " + order);
    }
  }

  /// The parameters that design given coefficients.
  ///
  /// @param coefficients stable coefficients
  /// @return the parameters of the design of their order
  /// @throws IllegalStateException if the filter is not stable
  public static double[] parametersOf(FilterCoefficients coefficients) {
    double[] b = coefficients.feedForward();
    double[] k = coefficients.reflectionCoefficients();
    double[] parameters = Arrays.copyOf(b, b.length + k.length);
    System.arraycopy(k, 0, parameters, b.length, k.length);
    return parameters;
  }

  @Override
  public List<String> parameterNames() {
    return Stream.concat(
            IntStream.rangeClosed(0, order).mapToObj(k -> "b" + k),
            IntStream.rangeClosed(1, order).mapToObj(k -> "k" + k))
        .toList();
  }

  @Override
  public DesignedSection at(double... parameters) {
    List<String> names = parameterNames();
    Requirements.count(names, parameters);
    Jet[] b = new Jet[order + 1];
    for (int k = 0; k <= order; k++) {
      Requirements.finite(names.get(k), parameters[k]);
      b[k] = Jet.variables(k, parameters[k])[0];
    }
    for (int i = order + 1; i < parameters.length; i++) {
      Requirements.between(-1, 1, names.get(i), parameters[i]);
    }
    double[] reflections = Arrays.copyOfRange(parameters, order + 1, parameters.length);
    return new DesignedSection(names.size(), b, stepUp(Jet.variables(order + 1, reflections)));
  }

  /// Levinson's recursion from m = 1 to N, with a of order m from a of order m − 1:
  ///
  /// ```
  /// a[m] = k[m]          a[i] ← a[i] + k[m] a[m−i]          i = 1 … m − 1
  /// ```
  ///
  /// Source: Markel and Gray, Linear Prediction of Speech (Springer 1976), chapter 5.
  private static Jet[] stepUp(Jet[] k) {
    Jet[] a = new Jet[k.length + 1];
    a[0] = Jet.constant(1);
    for (int m = 1; m < a.length; m++) {
      Jet reflection = k[m - 1];
      a[m] = reflection;
      for (int i = 1, j = m - 1; i <= j; i++, j--) {
        Jet low = a[i];
        Jet high = a[j];
        a[i] = low.plus(reflection.times(high));
        a[j] = high.plus(reflection.times(low));
      }
    }
    return a;
  }
}
