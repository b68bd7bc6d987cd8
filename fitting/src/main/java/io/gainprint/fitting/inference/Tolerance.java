package io.gainprint.fitting.inference;

/// The change of a parameter that matters to who listens.
///
/// @param parameter its name in a sentence, such as make-up
/// @param value the change, > 0: in dB, or as a share such as 0.1 for 10 %
/// @param unit how it is measured
public record Tolerance(String parameter, double value, Unit unit) {
  /// How changes of a parameter are measured and said.
  public enum Unit {
    /// In dB; the parameter's coordinate is its value in dB.
    DECIBELS,
    /// In percent of its value; the parameter's coordinate is its natural logarithm.
    PERCENT
  }

  /// Checks the value.
  ///
  /// @throws IllegalArgumentException if it is not positive and finite
  public Tolerance {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "tolerance of " + parameter + " must be positive: " + value);
    }
  }

  /// A change in dB.
  ///
  /// @param parameter its name
  /// @param value dB, > 0
  /// @return the tolerance
  /// @throws IllegalArgumentException if it is not positive and finite
  public static Tolerance decibels(String parameter, double value) {
    return new Tolerance(parameter, value, Unit.DECIBELS);
  }

  /// A change relative to the parameter's value.
  ///
  /// @param parameter its name
  /// @param value the share, > 0, such as 0.1 for 10 %
  /// @return the tolerance
  /// @throws IllegalArgumentException if it is not positive and finite
  public static Tolerance relative(String parameter, double value) {
    return new Tolerance(parameter, value, Unit.PERCENT);
  }

  /// The tolerance in the parameter's coordinate.
  ///
  /// @return dB, or the natural logarithm of 1 + the share; > 0
  public double inCoordinate() {
    return switch (unit) {
      case DECIBELS -> value;
      case PERCENT -> Math.log1p(value);
    };
  }
}
