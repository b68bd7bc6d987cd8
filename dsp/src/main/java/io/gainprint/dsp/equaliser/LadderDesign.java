package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Any direct-form filter of one order, by the parameters of a lattice with taps: N + 1 taps v0 …
/// vN, then N reflection coefficients k1 … kN in `(−1, 1)`. Every choice is stable.
///
/// ```
/// b = Σ v_m ã_m          ã_m[i] = a_m[m − i]          i = 0 … m
/// ```
///
/// with a_m the feedback of the first m reflection coefficients. Those of [ReflectionDesign] are
/// the same filters, but its feed-forward coefficients are hopeless to fit where poles crowd: they
/// weigh delays of one sound x/A, all but equal. The sounds ã_m x/A that the taps weigh are
/// orthogonal for white x; their powers are those of x times 1 / Π (1 − k_i²), i = m + 1 … N.
///
/// Source: Gray and Markel, Digital lattice and ladder filter synthesis (IEEE Transactions on Audio
/// and Electroacoustics 21, 1973).
///
/// @param order N, 1 to 32
public record LadderDesign(int order) implements SectionDesign {
  /// A design of one order.
  ///
  /// @throws IllegalArgumentException if the order is not allowed
  public LadderDesign {
    if (order < 1 || order > ReflectionDesign.MAX_ORDER) {
      throw new IllegalArgumentException(
          "order must be 1 to " + ReflectionDesign.MAX_ORDER + ": " + order);
    }
  }

  /// The parameters that design given coefficients.
  ///
  /// @param coefficients stable coefficients
  /// @return the parameters of the design of their order
  /// @throws IllegalStateException if the filter is not stable
  public static double[] parametersOf(FilterCoefficients coefficients) {
    int order = coefficients.order();
    double[] k = coefficients.reflectionCoefficients();
    double[] b = coefficients.feedForward();
    double[][] stages = stages(k);
    double[] parameters = new double[2 * order + 1];
    for (int m = order; m >= 0; m--) {
      double tap = b[m];
      parameters[m] = tap;
      for (int i = 0; i <= m; i++) {
        b[i] -= tap * stages[m][m - i];
      }
    }
    System.arraycopy(k, 0, parameters, order + 1, order);
    return parameters;
  }

  /// The feedback a_m of the first m reflection coefficients, for m = 0 to N.
  ///
  /// @param k reflection coefficients, that of the first stage first
  /// @return N + 1 arrays of m + 1 values, the first of each 1
  public static double[][] stages(double... k) {
    double[][] stages = new double[k.length + 1][];
    stages[0] = new double[] {1};
    for (int m = 1; m <= k.length; m++) {
      stages[m] = Arrays.copyOf(stages[m - 1], m + 1);
      for (int i = 1; i <= m; i++) {
        stages[m][i] += k[m - 1] * stages[m - 1][m - i];
      }
    }
    return stages;
  }

  @Override
  public List<String> parameterNames() {
    return Stream.concat(
            IntStream.rangeClosed(0, order).mapToObj(m -> "v" + m),
            IntStream.rangeClosed(1, order).mapToObj(m -> "k" + m))
        .toList();
  }

  @Override
  public DesignedSection at(double... parameters) {
    List<String> names = parameterNames();
    Requirements.count(names, parameters);
    for (int i = 0; i < parameters.length; i++) {
      if (i <= order) {
        Requirements.finite(names.get(i), parameters[i]);
      } else {
        Requirements.between(-1, 1, names.get(i), parameters[i]);
      }
    }
    Jet[] theta = Jet.variables(0, parameters);
    Jet zero = theta[0].times(0);
    Jet[] b = new Jet[order + 1];
    Jet[] a = new Jet[order + 1];
    Arrays.fill(b, zero);
    Arrays.fill(a, zero);
    a[0] = zero.plus(1);
    b[0] = theta[0];
    for (int m = 1; m <= order; m++) {
      Jet reflection = theta[order + m];
      a[m] = reflection;
      for (int i = 1, j = m - 1; i <= j; i++, j--) { // Levinson's recursion, see ReflectionDesign
        Jet low = a[i];
        Jet high = a[j];
        a[i] = low.plus(reflection.times(high));
        a[j] = high.plus(reflection.times(low));
      }
      b[m] = theta[m];
      for (int i = 0; i < m; i++) {
        b[i] = b[i].plus(theta[m].times(a[m - i]));
      }
    }
    return new DesignedSection(names.size(), b, a);
  }
}
