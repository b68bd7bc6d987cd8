package io.gainprint.host.export;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.Measurement;
import java.util.List;
import java.util.Objects;

/// A unit to export.
///
/// @param name what it is called, any text; shown by hosts
/// @param controls what its user turns
/// @param lookAheadMs look-ahead, 0 to 1000 ms
public record ExportedUnit(String name, UnitControls controls, double lookAheadMs) {

  /// Checks that the processor can do what is asked for.
  ///
  /// @throws IllegalArgumentException naming the setting, its range and its value
  public ExportedUnit {
    Objects.requireNonNull(name);
    LookAhead.requireValid(lookAheadMs);
    List<CompressorParameters> all =
        switch (controls) {
          case UnitControls.OfUnit(var map) ->
              map.measurements().stream().map(Measurement::parameters).toList();
          case UnitControls.OfCompressor(var parameters) -> List.of(parameters);
        };
    for (CompressorParameters parameters : all) {
      requireWithin(-160, 60, "threshold", parameters.thresholdDb(), "dBFS");
      requireWithin(1, 1e6, "ratio", parameters.ratio(), "");
      requireWithin(0, 60_000, "attack time", parameters.attackMs(), "ms");
      requireWithin(0, 60_000, "release time", parameters.releaseMs(), "ms");
      requireWithin(-120, 120, "make-up gain", parameters.makeUpDb(), "dB");
    }
  }

  private static void requireWithin(
      double least, double most, String name, double value, String unit) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be %.0f to %.0f %s to be exported: %s"
              .formatted(name, least, most, unit, value)
              .replace("  ", " "));
    }
  }
}
