package io.gainprint.dsp.filter;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Seeded stable filters.
public final class RandomFilters {
  private RandomFilters() {}

  /// A filter with random zeros' coefficients in `[−1, 1)` and random poles within a radius.
  public static DirectFormFilter stable(
      RandomGenerator random, FilterStructure structure, int zeros, int poles, double radius) {
    return new DirectFormFilter(
        structure, RandomSignals.noise(random, zeros + 1), feedback(random, poles, radius));
  }

  /// Π (1 − 2 r cos φ z⁻¹ + r² z⁻²), with one real pole more for an odd order.
  public static double[] feedback(RandomGenerator random, int poles, double radius) {
    double[] a = {1};
    for (int k = 0; k + 1 < poles; k += 2) {
      double r = radius * Math.sqrt(random.nextDouble());
      double phi = random.nextDouble(0, Math.PI);
      a = product(a, new double[] {1, -2 * r * Math.cos(phi), r * r});
    }
    return poles % 2 == 0 ? a : product(a, new double[] {1, random.nextDouble(-radius, radius)});
  }

  /// Sections of second order with poles within a radius.
  public static List<FilterCoefficients> sections(
      RandomGenerator random, int count, double radius) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new FilterCoefficients(RandomSignals.noise(random, 3), feedback(random, 2, radius)))
        .toList();
  }

  private static double[] product(double[] u, double[] v) {
    double[] w = new double[u.length + v.length - 1];
    Arrays.setAll(
        w,
        n -> {
          double sum = 0;
          for (int k = 0; k < u.length; k++) {
            sum += n - k >= 0 && n - k < v.length ? u[k] * v[n - k] : 0;
          }
          return sum;
        });
    return w;
  }
}
