package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.function.ToDoubleFunction;

/// The positions of the peak-reduction knob in one mode, and the curves of the five parameters over
/// them.
final class Knob {
  /// Standard deviations count as equal beyond this proportion: no setting is so sure that the rest
  /// of the curve has to go by it alone.
  private static final double MOST_SURE = 100;

  private final double[] positions;
  private final CompressorParameters[] measured;
  private final boolean goesThrough;
  private final Curve threshold;
  private final Curve ratio;
  private final Curve attack;
  private final Curve release;
  private final Curve makeUp;

  /// Curves over measured positions.
  ///
  /// @param settings what was measured, by position; at least one
  /// @param interpolation how to go between them
  Knob(NavigableMap<Double, Measurement> settings, Interpolation interpolation) {
    Collection<Measurement> all = settings.values();
    positions = settings.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    measured = all.stream().map(Measurement::parameters).toArray(CompressorParameters[]::new);
    goesThrough = interpolation != Interpolation.SMOOTHING;
    threshold =
        curve(
            interpolation,
            values(all, m -> m.parameters().thresholdDb()),
            values(all, m -> m.scatter().thresholdDb()));
    makeUp =
        curve(
            interpolation,
            values(all, m -> m.parameters().makeUpDb()),
            values(all, m -> m.scatter().makeUpDb()));
    ratio =
        curve(
            interpolation,
            values(all, m -> Math.log(m.parameters().ratio())),
            values(all, m -> m.scatter().ratio() / m.parameters().ratio()));
    attack =
        curve(
            interpolation,
            values(all, m -> Math.log(m.parameters().attackMs())),
            values(all, m -> m.scatter().attackMs() / m.parameters().attackMs()));
    release =
        curve(
            interpolation,
            values(all, m -> Math.log(m.parameters().releaseMs())),
            values(all, m -> m.scatter().releaseMs() / m.parameters().releaseMs()));
  }

  double first() {
    return positions[0];
  }

  double last() {
    return positions[positions.length - 1];
  }

  /// The settings at a position from [#first] to [#last].
  CompressorParameters at(double position) {
    double[] settings = new double[5];
    at(position, settings);
    return new CompressorParameters(
        settings[0], settings[1], settings[2], settings[3], settings[4]);
  }

  /// The settings at a position from [#first] to [#last], without allocating: threshold, ratio,
  /// attack, release and make-up.
  void at(double position, double[] into) {
    int index = goesThrough ? Arrays.binarySearch(positions, position) : -1;
    if (index >= 0) {
      CompressorParameters exact = measured[index]; // to the last bit
      into[0] = exact.thresholdDb();
      into[1] = exact.ratio();
      into[2] = exact.attackMs();
      into[3] = exact.releaseMs();
      into[4] = exact.makeUpDb();
      return;
    }
    into[0] = threshold.at(position);
    // The smoothest curve through ratios near 1 may dip below it.
    into[1] = Math.max(1, Math.exp(ratio.at(position)));
    into[2] = Math.exp(attack.at(position));
    into[3] = Math.exp(release.at(position));
    into[4] = makeUp.at(position);
  }

  KnobCurves curves() {
    return new KnobCurves(
        threshold.points(), ratio.points(), attack.points(), release.points(), makeUp.points());
  }

  private static double[] values(Collection<Measurement> all, ToDoubleFunction<Measurement> value) {
    return all.stream().mapToDouble(value).toArray();
  }

  private Curve curve(Interpolation interpolation, double[] y, double[] deviations) {
    if (Arrays.stream(y).anyMatch(value -> value == Double.NEGATIVE_INFINITY)) {
      return Curve.linear(positions, y); // a time of 0 is beyond every cubic
    }
    return switch (interpolation) {
      case LINEAR -> Curve.linear(positions, y);
      case MONOTONE -> Curve.monotone(positions, y);
      case SMOOTHING ->
          positions.length < 3
              ? Curve.linear(positions, y)
              : new SmoothingSpline(positions, y, weights(deviations)).validated();
    };
  }

  /// 1/σ², of mean 1; all the same where a standard deviation is not known.
  private static double[] weights(double[] deviations) {
    double[] weights = new double[deviations.length];
    double most = Arrays.stream(deviations).max().orElseThrow();
    boolean areKnown = Arrays.stream(deviations).allMatch(s -> s > 0 && s < Double.MAX_VALUE);
    for (int i = 0; i < weights.length; i++) {
      double deviation = areKnown ? Math.max(deviations[i], most / MOST_SURE) : 1;
      weights[i] = 1 / (deviation * deviation);
    }
    double mean = Arrays.stream(weights).average().orElseThrow();
    return Arrays.stream(weights).map(weight -> weight / mean).toArray();
  }
}
