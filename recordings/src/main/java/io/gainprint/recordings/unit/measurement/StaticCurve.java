package io.gainprint.recordings.unit.measurement;

import java.util.List;

/// The level of a steady tone behind a unit, for its level before it.
///
/// @param thresholdDb level at which gain is reduced by 1 dB, dBFS; NaN if it never is
/// @param points by rising input
public record StaticCurve(double thresholdDb, List<Point> points) {
  /// One level.
  ///
  /// @param inputDb level of the tone, dBFS
  /// @param outputDb level of its fundamental behind the unit, dBFS
  /// @param reductionDb how much lower the gain is than that of the softest tone, dB
  public record Point(double inputDb, double outputDb, double reductionDb) {}

  private static final double THRESHOLD_REDUCTION_DB = 1;

  /// Half the span over which a ratio is taken, dB.
  private static final double HALF_SPAN_DB = 1;

  static StaticCurve of(List<Point> points) {
    return new StaticCurve(levelOfReduction(points, THRESHOLD_REDUCTION_DB), List.copyOf(points));
  }

  /// The input level at which a reduction is first reached, between points by a straight line; NaN
  /// if it is not.
  static double levelOfReduction(List<Point> points, double reductionDb) {
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      if (a.reductionDb < reductionDb && b.reductionDb >= reductionDb) {
        double t = (reductionDb - a.reductionDb) / (b.reductionDb - a.reductionDb);
        return a.inputDb + t * (b.inputDb - a.inputDb);
      }
    }
    return Double.NaN;
  }

  /// The gain reduction at a level above the threshold.
  ///
  /// @param overshootDb input above the threshold, dB
  /// @return dB; NaN outside of what was measured
  public double reductionDb(double overshootDb) {
    double inputDb = thresholdDb + overshootDb;
    return inputDb - outputDb(inputDb) - (points.getFirst().inputDb - points.getFirst().outputDb);
  }

  /// The ratio around a level above the threshold: input dB per output dB over 2 dB.
  ///
  /// @param overshootDb input above the threshold, dB
  /// @return the ratio; NaN outside of what was measured
  public double ratio(double overshootDb) {
    double inputDb = thresholdDb + overshootDb;
    return 2 * HALF_SPAN_DB / (outputDb(inputDb + HALF_SPAN_DB) - outputDb(inputDb - HALF_SPAN_DB));
  }

  private double outputDb(double inputDb) {
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      if (inputDb >= a.inputDb && inputDb <= b.inputDb) {
        double t = (inputDb - a.inputDb) / (b.inputDb - a.inputDb);
        return a.outputDb + t * (b.outputDb - a.outputDb);
      }
    }
    return Double.NaN;
  }
}
