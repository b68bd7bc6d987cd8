package io.gainprint.fitting.profile;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Measurement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A fitted unit: a compressor or filter for one or more positions of its controls.
///
/// @param unit the unit's name
/// @param sampleRateHz sample rate of the recordings it was fitted to, Hz
/// @param lookAheadMs look-ahead of the compressor, ms, 0 to 1000; 0 of a filter
/// @param settings one entry per fitted setting, at least one, all of one kind; if more, each with
///   controls of its own
/// @param interpolation how to go between the settings' positions
/// @param calibration what full scale means at the unit's input and output
/// @param provenance where it comes from
public record Profile(
    String unit,
    double sampleRateHz,
    double lookAheadMs,
    List<Setting> settings,
    Interpolation interpolation,
    Calibration calibration,
    Provenance provenance) {

  /// Copies the list and checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public Profile {
    settings = List.copyOf(settings);
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("settings must not be empty");
    }
    if (!(sampleRateHz > 0 && sampleRateHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sampleRateHz must be positive: " + sampleRateHz);
    }
    LookAhead.requireValid(lookAheadMs);
    requireOneKind(settings, sampleRateHz, lookAheadMs);
    Set<Controls> positions = new HashSet<>();
    for (int i = 0; i < settings.size() && settings.size() > 1; i++) {
      Optional<Controls> controls = settings.get(i).controls();
      if (controls.isEmpty()) {
        throw new IllegalArgumentException(
            "settings[%d].controls is missing; with several settings each needs its own"
                .formatted(i));
      }
      if (!positions.add(controls.get())) {
        throw new IllegalArgumentException(
            "settings[%d].controls repeats %s %s"
                .formatted(i, controls.get().mode(), controls.get().peakReduction()));
      }
    }
  }

  /// A profile whose settings are interpolated by straight lines.
  ///
  /// @param unit the unit's name
  /// @param sampleRateHz sample rate of the recordings it was fitted to, Hz
  /// @param lookAheadMs look-ahead of the compressor, ms, 0 to 1000; 0 of a filter
  /// @param settings one entry per fitted setting, as above
  /// @param provenance where it comes from
  /// @throws IllegalArgumentException naming the field, its limit and its value
  public Profile(
      String unit,
      double sampleRateHz,
      double lookAheadMs,
      List<Setting> settings,
      Provenance provenance) {
    this(
        unit,
        sampleRateHz,
        lookAheadMs,
        settings,
        Interpolation.LINEAR,
        Calibration.UNKNOWN,
        provenance);
  }

  /// The same with another calibration.
  ///
  /// @param other what full scale means
  /// @return the profile
  public Profile with(Calibration other) {
    return new Profile(unit, sampleRateHz, lookAheadMs, settings, interpolation, other, provenance);
  }

  private static void requireOneKind(
      List<Setting> settings, double sampleRateHz, double lookAheadMs) {
    String kind = settings.getFirst().model().kind();
    for (int i = 0; i < settings.size(); i++) {
      Model model = settings.get(i).model();
      if (!model.kind().equals(kind)) {
        throw new IllegalArgumentException(
            "settings[%d] must be of the kind %s: %s".formatted(i, kind, model.kind()));
      }
      if (!(model instanceof Model.Compressor) && lookAheadMs != 0) {
        throw new IllegalArgumentException("lookAheadMs of a filter must be 0: " + lookAheadMs);
      }
      if (model instanceof Model.DirectForm(var filter) && filter.sampleRateHz() != sampleRateHz) {
        throw new IllegalArgumentException(
            "settings[%d] must hold at sampleRateHz, %s: %s"
                .formatted(i, sampleRateHz, filter.sampleRateHz()));
      }
    }
  }

  /// The compressors whose position of the unit's controls is known, ready to be interpolated.
  ///
  /// @return the map; empty if no position is known, and of filters
  public Optional<ControlMap> controlMap() {
    List<Measurement> measurements =
        settings.stream().flatMap(setting -> setting.measurement().stream()).toList();
    return measurements.isEmpty()
        ? Optional.empty()
        : Optional.of(ControlMap.of(measurements, interpolation));
  }
}
