package io.gainprint.recordings.alignment;

import java.util.Arrays;

/// The median of the slopes between any two points.
final class TheilSen {
  private TheilSen() {}

  /// The slope of y over x; 0 if there is no pair of points with different x.
  static double slope(double[] x, double[] y) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[i] - y[j]) / (x[i] - x[j]);
        }
      }
    }
    return count == 0 ? 0 : median(Arrays.copyOf(slopes, count));
  }

  /// The middle value, or the mean of the two in the middle; `values` is put in order, and not
  /// empty.
  static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
