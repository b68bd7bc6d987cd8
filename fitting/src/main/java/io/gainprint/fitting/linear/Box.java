package io.gainprint.fitting.linear;

/// A box: bounds of every variable, which may be infinite. Immutable.
public final class Box {
  private final Vector lower;
  private final Vector upper;

  private Box(Vector lower, Vector upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /// A box of given bounds.
  ///
  /// @param lower lower bounds
  /// @param upper upper bounds, as many, none below its lower one
  /// @return the box
  /// @throws IllegalArgumentException if the dimensions differ or a bound is NaN or below the other
  public static Box of(Vector lower, Vector upper) {
    if (lower.dimension() != upper.dimension()) {
      throw new IllegalArgumentException(
          "bounds differ in number: " + lower.dimension() + " and " + upper.dimension());
    }
    for (int i = 0; i < lower.dimension(); i++) {
      if (!(lower.at(i) <= upper.at(i))) {
        throw new IllegalArgumentException(
            "lower bound %d must not be above the upper one: %s, %s"
                .formatted(i, lower.at(i), upper.at(i)));
      }
    }
    return new Box(lower, upper);
  }

  /// The number of variables.
  ///
  /// @return n
  public int dimension() {
    return lower.dimension();
  }

  /// The lower bounds.
  ///
  /// @return n values
  public Vector lower() {
    return lower;
  }

  /// The upper bounds.
  ///
  /// @return n values
  public Vector upper() {
    return upper;
  }

  /// The nearest point of the box.
  ///
  /// @param point any point; NaN stays NaN
  /// @return the point clipped to the bounds
  public Vector project(Vector point) {
    return Vector.of(dimension(), i -> Math.min(upper.at(i), Math.max(lower.at(i), point.at(i))));
  }

  /// A point of the box by shares of its sides.
  ///
  /// @param shares n values from 0, the lower bound, to 1, the upper one; bounds must be finite
  /// @return lower + shares · (upper − lower)
  public Vector at(Vector shares) {
    return Vector.of(dimension(), i -> lower.at(i) + shares.at(i) * (upper.at(i) - lower.at(i)));
  }
}
