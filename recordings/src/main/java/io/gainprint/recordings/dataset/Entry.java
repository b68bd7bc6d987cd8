package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.Controls;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// One dry and one wet recording of a data set, and what is known of them.
///
/// @param id what the entry is called, unlike all others of its data set; not blank
/// @param dry what went into the unit
/// @param wet what came out
/// @param controls where the unit's controls stood, if that is known
/// @param alignment where the wet recording lies; empty if that is to be found out
/// @param calibration what full scale means, where it is not what it means in the data set
/// @param expectation what a profile must make of the dry recording, if this is a regression test
public record Entry(
    String id,
    Path dry,
    Path wet,
    Optional<Controls> controls,
    Optional<KnownAlignment> alignment,
    Optional<Calibration> calibration,
    Optional<Expectation> expectation) {

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException if it is blank
  public Entry {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    Objects.requireNonNull(dry, "dry");
    Objects.requireNonNull(wet, "wet");
  }

  /// What the entry of a position is called, and its wet file.
  ///
  /// @param controls the position
  /// @return for example `compress-65`
  public static String idOf(Controls controls) {
    return controls.mode() + "-" + SignalTrainName.Wet.knob(controls);
  }

  /// An entry of which only files and controls are known.
  ///
  /// @param id what the entry is called
  /// @param dry what went into the unit
  /// @param wet what came out
  /// @param controls where the unit's controls stood
  /// @return the entry
  /// @throws IllegalArgumentException if the name is blank
  public static Entry of(String id, Path dry, Path wet, Controls controls) {
    return new Entry(
        id, dry, wet, Optional.of(controls), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
