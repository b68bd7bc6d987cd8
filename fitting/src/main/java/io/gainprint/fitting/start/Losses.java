package io.gainprint.fitting.start;

import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.function.Function;

/// What a caller's function says of a batch of points, checked.
final class Losses {
  private Losses() {}

  /// One loss per point, +∞ where it is not finite.
  ///
  /// @throws IllegalArgumentException if there are more or fewer losses than points
  static Vector of(List<Vector> points, Function<List<Vector>, List<Double>> function) {
    List<Double> losses = function.apply(points);
    if (losses.size() != points.size()) {
      throw new IllegalArgumentException(
          "there must be one loss per point: " + losses.size() + " for " + points.size());
    }
    return Vector.of(
        losses.size(),
        i -> Double.isFinite(losses.get(i)) ? losses.get(i) : Double.POSITIVE_INFINITY);
  }
}
