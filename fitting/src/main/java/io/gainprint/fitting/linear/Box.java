package io.gainprint.fitting.linear;

/// A closed axis-parallel box, whose bounds may be infinite. Immutable.
public final class Box {
  private final Vector lower;
  private final Vector upper;

  private Box(Vector lower, Vector upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /// A box between two corners.
  ///
  /// @param lower lower bounds
  /// @param upper upper bounds, each ≥ the lower one
  /// @return the box
  /// @throws IllegalArgumentException if the dimensions differ, or naming the bounds that are not
  ///   in order
  public static Box of(Vector lower, Vector upper) {
    if (lower.dimension() != upper.dimension()) {
      throw new IllegalArgumentException(
          "bounds must have the same dimension: "
              + lower.dimension()
              + " and "
              + upper.dimension());
    }
    for (int i = 0; i < lower.dimension(); i++) {
      if (!(lower.at(i) <= upper.at(i))) {
        throw new IllegalArgumentException(
            "bounds must be in order: " + lower.at(i) + " and " + upper.at(i));
      }
    }
    return new Box(lower, upper);
  }

  /// The number of coordinates.
  ///
  /// @return d
  public int dimension() {
    return lower.dimension();
  }

  /// The lower corner.
  ///
  /// @return lower bounds
  public Vector lower() {
    return lower;
  }

  /// The upper corner.
  ///
  /// @return upper bounds
  public Vector upper() {
    return upper;
  }

  /// How wide the box is along each axis.
  ///
  /// @return upper − lower, ≥ 0
  public Vector widths() {
    return upper.plus(-1, lower);
  }

  /// The nearest point of the box.
  ///
  /// @param point any point of this dimension
  /// @return the point itself if it is in the box
  public Vector clip(Vector point) {
    return Vector.of(dimension(), i -> Math.clamp(point.at(i), lower.at(i), upper.at(i)));
  }

  /// Whether a point is in the box, its faces included.
  ///
  /// @param point a point of this dimension
  /// @return false also where a coordinate is NaN
  public boolean contains(Vector point) {
    for (int i = 0; i < dimension(); i++) {
      if (!(point.at(i) >= lower.at(i) && point.at(i) <= upper.at(i))) {
        return false;
      }
    }
    return true;
  }

  /// The image of a point of the unit cube.
  ///
  /// @param unit coordinates from 0, on the lower face, to 1, on the upper one
  /// @return a point of the box; NaN where a bound is infinite
  public Vector at(Vector unit) {
    return Vector.of(
        dimension(),
        i -> Math.min(upper.at(i), lower.at(i) + unit.at(i) * (upper.at(i) - lower.at(i))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box b && lower.equals(b.lower) && upper.equals(b.upper);
  }

  @Override
  public int hashCode() {
    return 31 * lower.hashCode() + upper.hashCode();
  }

  @Override
  public String toString() {
    return lower + " to " + upper;
  }
}
