package io.gainprint.recordings.unit;

/// A unit with a knob for the gain behind the gain reduction.
public interface UnitModelWithGain extends UnitModel {
  /// The same unit with its gain knob elsewhere.
  ///
  /// @param position position of the knob, 0 to 100
  /// @return another unit
  /// @throws IllegalArgumentException if the position is out of range
  UnitModelWithGain withGain(double position);
}
