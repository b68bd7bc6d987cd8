package io.gainprint.dsp.dynamics;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// How far a signal keeps from the kinks of the stages it passes: derivatives are compared with
/// differences only where no step of theirs crosses one.
final class Kinks {
  /// A step of the contract moves an amplitude or a gain by some 1e-5, and by its integral over the
  /// memory of a smoother.
  private static final double FAR = 5e-4;

  /// Decibels per unit of a level that is not below 0.03 are 300; a step so moves it by 3e-3.
  private static final double FAR_DB = 1e-2;

  private Kinks() {}

  /// Draws until a signal keeps away from all kinks.
  static <T> T firstFar(Supplier<T> draw, Predicate<T> isFar) {
    for (int i = 0; i < 1000; i++) {
      T drawn = draw.get();
      if (isFar.test(drawn)) {
        return drawn;
      }
    }
    throw new IllegalStateException("1000 draws are all too near to a kink");
  }

  /// Whether a signal keeps away from the kinks of stages of one channel, from rest and from a
  /// state.
  static boolean areFar(
      List<? extends DifferentiableProcessor> stages, double[] input, double[] state) {
    double[] rest =
        stages.stream().flatMapToDouble(stage -> Arrays.stream(stage.restingState())).toArray();
    return areFarFrom(stages, input, rest) && areFarFrom(stages, input, state);
  }

  private static boolean areFarFrom(
      List<? extends DifferentiableProcessor> stages, double[] input, double[] state) {
    double[] x = input;
    int at = 0;
    for (DifferentiableProcessor stage : stages) {
      int size = stage.restingState().length;
      double[] z = Arrays.copyOfRange(state, at, at + size);
      double[] y = new double[x.length];
      double before = size == 1 ? z[0] : Double.NaN;
      stage.process(x, 0, y, 0, x.length, z);
      if (!isFar(stage, x, y, before)) {
        return false;
      }
      x = y;
      at += size;
    }
    return true;
  }

  private static boolean isFar(
      DifferentiableProcessor stage, double[] x, double[] y, double before) {
    for (int n = 0; n < x.length; n++) {
      boolean far =
          switch (stage) {
            case AttackRelease _ -> Math.abs(x[n] - (n == 0 ? before : y[n - 1])) > FAR;
            case Memoryless(Curve curve) -> distance(curve, x[n], y[n]) > 1;
            default -> true;
          };
      if (!far) {
        return false;
      }
    }
    return true;
  }

  /// In multiples of what is far.
  private static double distance(Curve curve, double x, double y) {
    return switch (curve) {
      case Magnitude _ -> Math.abs(x) / FAR;
      case Level _ -> (Math.abs(x) - Level.FLOOR) / FAR;
      case LimiterCurve c -> Math.abs(x - Decibels.toFactor(c.thresholdDb())) / FAR;
      case CompressorCurve c -> fromKnee(x - c.thresholdDb(), c.kneeDb());
      case ExpanderCurve c ->
          Math.min(
              fromKnee(x - c.thresholdDb(), c.kneeDb()),
              y == Decibels.toFactor(-c.rangeDb())
                  ? fromRange(c, x)
                  : Math.abs(Decibels.fromFactor(y) + c.rangeDb()) / FAR_DB);
      case GateCurve c -> Math.abs(x - c.thresholdDb()) / FAR_DB;
      case CompressorExpanderCurve c ->
          Math.min(
                  Math.abs(x - crossing(c)),
                  Math.min(
                      Math.abs(x - c.compressorThresholdDb()),
                      Math.abs(x - c.expanderThresholdDb())))
              / FAR_DB;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private static double fromKnee(double d, double w) {
    return Math.min(Math.abs(d - w / 2), Math.abs(d + w / 2)) / FAR_DB;
  }

  /// The level at which compressor and expander ask for the same gain.
  private static double crossing(CompressorExpanderCurve c) {
    double s = 1 - 1 / c.compressorRatio();
    double e = 1 - 1 / c.expanderRatio();
    return (s * c.compressorThresholdDb() - e * c.expanderThresholdDb()) / (s - e);
  }

  /// How far the gain without the range is beyond it.
  private static double fromRange(ExpanderCurve c, double x) {
    double[] y = {x};
    new ExpanderCurve(c.thresholdDb(), c.ratio(), c.kneeDb(), 2 * c.rangeDb())
        .values(y, 0, y, 0, 1);
    return (-c.rangeDb() - Decibels.fromFactor(y[0])) / FAR_DB;
  }
}
