package io.gainprint.host.export;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;

/// What the user of an exported plugin turns.
public sealed interface UnitControls {
  /// The unit's own knob and switch, where more than one position of them was fitted, and a gain.
  ///
  /// @param map what the positions stand for
  record OfUnit(ControlMap map) implements UnitControls {}

  /// The five parameters of the compressor.
  ///
  /// @param parameters where they stand at first
  record OfCompressor(CompressorParameters parameters) implements UnitControls {}

  /// The controls for a map: the unit's own, or the five parameters where only one position was
  /// fitted.
  ///
  /// @param map what the positions stand for
  /// @return the controls
  static UnitControls of(ControlMap map) {
    return map.measurements().size() > 1
        ? new OfUnit(map)
        : new OfCompressor(map.measurements().getFirst().parameters());
  }
}
