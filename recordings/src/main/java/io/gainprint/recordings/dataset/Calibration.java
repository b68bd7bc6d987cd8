package io.gainprint.recordings.dataset;

import java.util.OptionalDouble;

/// What full scale means in volts: the level of a sine at the unit's terminals that reads 0 dBFS in
/// a file. 0 dBu is 0.775 V RMS.
///
/// @param inputDbu level at the unit's input of a sine of 0 dBFS in the dry file, dBu
/// @param outputDbu level at the unit's output that gives a sine of 0 dBFS in the wet file, dBu
public record Calibration(OptionalDouble inputDbu, OptionalDouble outputDbu) {
  /// No line level is above this: 60 dBu is 775 V.
  private static final double MOST_DBU = 60;

  /// Checks the levels.
  ///
  /// @throws IllegalArgumentException naming the level, its limits and its value
  public Calibration {
    requireLevel("inputDbu", inputDbu);
    requireLevel("outputDbu", outputDbu);
  }

  private static void requireLevel(String name, OptionalDouble levelDbu) {
    if (levelDbu.isPresent() && !(Math.abs(levelDbu.getAsDouble()) <= MOST_DBU)) {
      throw new IllegalArgumentException(
          "%s must be -60 to 60 dBu: %s".formatted(name, levelDbu.getAsDouble()));
    }
  }
}
