package io.gainprint.cli;

import io.gainprint.dsp.unit.Calibration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that say what full scale means in volts.
@Command
final class CalibrationOptions {
  @Option(
      names = "--input-level-dbu",
      paramLabel = "<dBu>",
      description =
          "Level at the unit's input of a sine of 0 dBFS in the dry sound; not known if left out.")
  @Nullable Double inputDbu;

  @Option(
      names = "--output-level-dbu",
      paramLabel = "<dBu>",
      description =
          "Level at the unit's output that gives a sine of 0 dBFS in the wet sound; not known if left"
              + " out.")
  @Nullable Double outputDbu;

  Calibration calibration() {
    return CommandFailure.ofUsage(() -> new Calibration(optional(inputDbu), optional(outputDbu)));
  }

  private static OptionalDouble optional(@Nullable Double level) {
    return level == null ? OptionalDouble.empty() : OptionalDouble.of(level);
  }
}
