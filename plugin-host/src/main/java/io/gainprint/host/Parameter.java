package io.gainprint.host;

/// A knob or switch of a processor.
///
/// @param id lower snake case, unique within a processor
/// @param name what people call it
/// @param unit of its values, as they are written after a number; empty if there is none
/// @param least its lowest value
/// @param most its highest value, ≥ `least`
/// @param initial where it stands at first
/// @param scale along which it moves
public record Parameter(
    String id, String name, String unit, double least, double most, double initial, Scale scale) {

  /// How equal steps of a knob change its value.
  public enum Scale {
    /// By equal differences.
    LINEAR,
    /// By equal factors; `least` is above 0.
    LOGARITHMIC,
    /// There are whole numbers only.
    STEPPED
  }

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException naming the parameter and what is wrong
  public Parameter {
    if (!(least <= most && initial >= least && initial <= most)) {
      throw new IllegalArgumentException(
          "%s must lie within %s to %s: %s".formatted(id, least, most, initial));
    }
    if (scale == Scale.LOGARITHMIC && !(least > 0)) {
      throw new IllegalArgumentException(
          "%s moves along a logarithm and must be above 0: %s".formatted(id, least));
    }
  }

  /// The nearest value that is allowed.
  ///
  /// @param value any; NaN counts as [#initial]
  /// @return from [#least] to [#most]
  public double nearest(double value) {
    if (Double.isNaN(value)) {
      return initial;
    }
    double within = Math.clamp(value, least, most);
    return scale == Scale.STEPPED ? Math.rint(within) : within;
  }
}
