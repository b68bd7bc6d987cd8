package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.unit.FittedUnit;
import io.gainprint.recordings.unit.SimulatedLevellingAmplifier;
import io.gainprint.recordings.unit.UnitModel;
import java.util.Locale;

/// The units that are programs, by the names that options take.
enum UnitName {
  /// The simulated levelling amplifier.
  SIMULATED,
  /// The published fit of an LA-2A, without noise.
  LA2A;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  UnitModel model() {
    return switch (this) {
      case SIMULATED -> new SimulatedLevellingAmplifier();
      case LA2A -> new FittedUnit("LA-2A", PublishedUnits.la2a(), 0);
    };
  }

  /// The position of the knob that reduces gain least.
  Controls open(Mode mode) {
    return switch (this) {
      case SIMULATED -> new Controls(mode, 0);
      case LA2A -> new Controls(mode, 40); // the lowest that was published
    };
  }
}
