package io.gainprint.recordings.alignment;

import java.util.Arrays;

/// A straight line through points of which some are wrong, and its uncertainty.
///
/// y = a + b (x − x̄), by weighted least squares with J. W. Tukey's biweight: a point that lies r
/// from the line keeps (1 − (r / 4.685 s)²)² of its weight, none from 4.685 s on, where s = 1.4826
/// · median |r| (95 % efficiency for normal errors; P. J. Huber, "Robust Statistics"). It starts
/// from the line of [TheilSen]. The uncertainties are those of the sandwich formula, which makes no
/// assumption on how errors and weights go together, times n / (n − 2).
///
/// @param centre x̄, the weighted mean of x
/// @param value a, the line there
/// @param slope b
/// @param valueError standard error of a
/// @param slopeError standard error of b; infinite if no slope can be told
record RobustLine(double centre, double value, double slope, double valueError, double slopeError) {
  private static final double CUT_OFF = 4.685;

  /// Makes the median magnitude of normal errors their standard deviation.
  private static final double NORMAL = 1.4826;

  private static final int ROUNDS = 10;

  /// Fewer points than this give a level, but no slope.
  private static final int FEWEST_FOR_SLOPE = 5;

  /// The line through points with given weights, not all 0.
  static RobustLine through(double[] x, double[] y, double[] weights) {
    boolean sloped = x.length >= FEWEST_FOR_SLOPE;
    double slope = sloped ? TheilSen.slope(x, y) : 0;
    double[] level = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      level[i] = y[i] - slope * x[i];
    }
    RobustLine line = new RobustLine(0, TheilSen.median(level), slope, 0, 0);
    for (int round = 0; round < ROUNDS; round++) {
      line = refined(line, x, y, weights, sloped);
    }
    return line;
  }

  double at(double x) {
    return value + slope * (x - centre);
  }

  private static RobustLine refined(
      RobustLine last, double[] x, double[] y, double[] weights, boolean sloped) {
    double[] w = robustWeights(last, x, y, weights);
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < x.length; i++) {
      sum += w[i];
      sumX += w[i] * x[i];
      sumY += w[i] * y[i];
    }
    double centre = sumX / sum;
    double value = sumY / sum;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += w[i] * (x[i] - centre) * (x[i] - centre);
      xy += w[i] * (x[i] - centre) * (y[i] - value);
    }
    double slope = sloped && xx > 0 ? xy / xx : 0;
    double meatValue = 0;
    double meatSlope = 0;
    for (int i = 0; i < x.length; i++) {
      double r = w[i] * (y[i] - value - slope * (x[i] - centre));
      meatValue += r * r;
      meatSlope += r * r * (x[i] - centre) * (x[i] - centre);
    }
    double correction = x.length > 2 ? Math.sqrt(x.length / (x.length - 2.0)) : 1;
    return new RobustLine(
        centre,
        value,
        slope,
        x.length > 2 ? correction * Math.sqrt(meatValue) / sum : Double.POSITIVE_INFINITY,
        sloped && xx > 0 ? correction * Math.sqrt(meatSlope) / xx : Double.POSITIVE_INFINITY);
  }

  private static double[] robustWeights(RobustLine line, double[] x, double[] y, double[] weights) {
    double[] distance = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      distance[i] = Math.abs(y[i] - line.at(x[i]));
    }
    double reach = CUT_OFF * NORMAL * weightedMedian(distance, weights);
    double[] w = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double part = distance[i] / reach;
      if (reach == 0) {
        part = distance[i] == 0 ? 0 : 1;
      }
      double kept = Math.max(0, 1 - part * part);
      w[i] = weights[i] * kept * kept;
    }
    return w;
  }

  private static double weightedMedian(double[] values, double[] weights) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double sum = 0;
    for (int i : order) {
      sum += weights[i];
      if (2 * sum >= total) {
        return values[i];
      }
    }
    return 0;
  }
}
