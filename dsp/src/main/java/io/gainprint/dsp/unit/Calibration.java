package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.OptionalDouble;

/// What full scale means in volts: the level of a sine at the unit's terminals that reads 0 dBFS in
/// a file. 0 dBu is 0.775 V RMS. Without it, a threshold in dBFS holds only where converters are
/// set as they were when the unit was recorded.
///
/// @param inputDbu level at the unit's input of a sine of 0 dBFS in the dry file, dBu
/// @param outputDbu level at the unit's output that gives a sine of 0 dBFS in the wet file, dBu
public record Calibration(OptionalDouble inputDbu, OptionalDouble outputDbu) {
  /// Nothing is known.
  public static final Calibration UNKNOWN =
      new Calibration(OptionalDouble.empty(), OptionalDouble.empty());

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

  /// The settings that do on another rig, volt for volt, what some do on this one.
  ///
  /// A file's level x dBFS is x + L dBu at the unit, so that with L₁ of this rig and L₂ of the
  /// other
  ///
  /// ```
  /// T₂ = T₁ + L₁ − L₂                    input
  /// M₂ = M₁ − (L₁ − L₂) + (K₁ − K₂)      input L, output K
  /// ```
  ///
  /// @param parameters settings on this rig
  /// @param other the other rig; where it says nothing of a side, that is taken to be as here
  /// @return settings on the other rig
  /// @throws IllegalArgumentException if it says something of a side that is not known here
  public CompressorParameters onto(CompressorParameters parameters, Calibration other) {
    double input = difference("input", inputDbu, other.inputDbu);
    double output = difference("output", outputDbu, other.outputDbu);
    return new CompressorParameters(
        parameters.thresholdDb() + input,
        parameters.ratio(),
        parameters.attackMs(),
        parameters.releaseMs(),
        parameters.makeUpDb() - input + output);
  }

  private static double difference(String side, OptionalDouble here, OptionalDouble there) {
    if (there.isEmpty()) {
      return 0;
    }
    if (here.isEmpty()) {
      throw new IllegalArgumentException(
          "the level that the unit's %s was recorded at is not known, so it cannot be adapted"
              .formatted(side));
    }
    return here.getAsDouble() - there.getAsDouble();
  }
}
