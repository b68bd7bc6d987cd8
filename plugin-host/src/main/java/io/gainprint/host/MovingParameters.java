package io.gainprint.host;

import java.util.List;

/// The values of a processor's parameters while they move: each goes to where it was set within
/// [#SECONDS], along a straight line, or along one of logarithms.
///
/// Values are taken at the ends of a grid of [#GRID] frames that begins with the sound; between
/// them a processor goes along straight lines. So what a parameter does to the sound depends on
/// when it was set, not on how the sound is cut into blocks.
final class MovingParameters {
  /// Frames from one value to the next.
  static final int GRID = 64;

  /// How long a parameter takes.
  static final double SECONDS = 0.02;

  private final Parameter[] parameters;
  private final double[] targets;
  private final double[] from; // on the parameter's scale
  private final int[] stepsLeft;
  private int steps = 1;
  private int moving;

  MovingParameters(List<Parameter> parameters) {
    this.parameters = parameters.toArray(Parameter[]::new);
    targets = parameters.stream().mapToDouble(Parameter::initial).toArray();
    from = new double[targets.length];
    stepsLeft = new int[targets.length];
    arrive();
  }

  /// Fixes the rate, and goes to all targets at once.
  void activate(double sampleRateHz) {
    steps = (int) Math.max(1, Math.ceil(SECONDS * sampleRateHz / GRID));
    arrive();
  }

  /// Sets where a parameter goes; what is out of range counts as the nearest that is not.
  void set(int index, double value) {
    double nearest = parameters[index].nearest(value);
    if (nearest == targets[index]) {
      return;
    }
    if (stepsLeft[index] == 0) {
      moving++;
    }
    targets[index] = nearest;
    stepsLeft[index] = steps;
  }

  /// Where a parameter goes, or is.
  double target(int index) {
    return targets[index];
  }

  /// Whether any parameter is on its way.
  boolean isMoving() {
    return moving > 0;
  }

  /// Goes on to the end of the next grid.
  void step() {
    for (int i = 0; i < targets.length; i++) {
      if (stepsLeft[i] > 0) {
        from[i] += (scaled(i, targets[i]) - from[i]) / stepsLeft[i];
        if (--stepsLeft[i] == 0) {
          from[i] = scaled(i, targets[i]);
          moving--;
        }
      }
    }
  }

  /// Ends all movement.
  void arrive() {
    for (int i = 0; i < targets.length; i++) {
      from[i] = scaled(i, targets[i]);
      stepsLeft[i] = 0;
    }
    moving = 0;
  }

  /// The value of a parameter now: where it stands, to the last bit, if it does not move.
  double value(int index) {
    if (stepsLeft[index] == 0) {
      return targets[index];
    }
    return parameters[index].scale() == Parameter.Scale.LOGARITHMIC
        ? Math.exp(from[index])
        : from[index];
  }

  private double scaled(int index, double value) {
    return parameters[index].scale() == Parameter.Scale.LOGARITHMIC ? Math.log(value) : value;
  }
}
