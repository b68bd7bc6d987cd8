package io.gainprint.fitting.coordinates;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.List;

/// The coordinates of several parameters, each with a map of its own. Immutable; safe to share.
///
/// @param maps one for each parameter
/// @param box bounds of the coordinates; infinite where the map keeps the parameter in its range
public record Coordinates(List<ScalarMap> maps, Box box) {
  /// Copies the list and checks that there are as many bounds.
  ///
  /// @throws IllegalArgumentException if there are not
  public Coordinates {
    maps = List.copyOf(maps);
    if (maps.size() != box.dimension()) {
      throw new IllegalArgumentException(
          "bounds must be as many as maps, %d: %d".formatted(maps.size(), box.dimension()));
    }
  }

  /// The number of parameters.
  ///
  /// @return n
  public int dimension() {
    return maps.size();
  }

  /// The parameters at a point.
  ///
  /// @param z point
  /// @return θ
  public Vector parameters(Vector z) {
    return Vector.of(dimension(), i -> maps.get(i).value(z.at(i)));
  }

  /// The point of given parameters; of those out of reach, of some within.
  ///
  /// @param parameters θ
  /// @return z, within the box
  public Vector point(Vector parameters) {
    return box.clip(Vector.of(dimension(), i -> maps.get(i).inverse(parameters.at(i))));
  }

  /// How fast each parameter moves with its coordinate.
  ///
  /// @param z point
  /// @return the n values ψ′
  public Vector slopes(Vector z) {
    return Vector.of(dimension(), i -> maps.get(i).slope(z.at(i)));
  }

  /// Derivatives with respect to z, from those with respect to θ.
  ///
  /// @param natural derivatives with respect to the parameters
  /// @param z the point they were taken at
  /// @return the same, in these coordinates
  public Derivatives chain(Derivatives natural, Vector z) {
    return natural.inVariables(
        slopes(z).toArray(), Vector.of(dimension(), i -> maps.get(i).bend(z.at(i))).toArray());
  }
}
