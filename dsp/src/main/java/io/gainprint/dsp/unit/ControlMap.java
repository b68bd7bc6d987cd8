package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The compressor settings of a unit for every position of its controls, interpolated between
/// measured ones.
///
/// Within a mode, an [Interpolation] goes along the positions of the knob: threshold and make-up in
/// dB, ratio and times by their logarithms, since it is their proportions that are heard. A time
/// that is 0 at a position has no logarithm: it is interpolated between neighbours whatever was
/// asked for, and 0 next to that position. Positions outside the measured range are refused, not
/// extrapolated.
///
/// Immutable and safe to share. All curves are made beforehand: looking a position up allocates
/// nothing but what it returns.
public final class ControlMap {
  private final List<Measurement> measurements;
  private final Interpolation interpolation;
  private final Map<Mode, Knob> knobs = new EnumMap<>(Mode.class);

  private ControlMap(Collection<Measurement> measurements, Interpolation interpolation) {
    this.measurements = List.copyOf(measurements);
    this.interpolation = interpolation;
    if (measurements.isEmpty()) {
      throw new IllegalArgumentException("a control map needs at least one setting");
    }
    Map<Mode, NavigableMap<Double, Measurement>> byMode = new EnumMap<>(Mode.class);
    for (Measurement measurement : measurements) {
      Controls controls = measurement.controls();
      Measurement before =
          byMode
              .computeIfAbsent(controls.mode(), _ -> new TreeMap<>())
              .put(controls.peakReduction(), measurement);
      if (before != null) {
        throw new IllegalArgumentException(
            "a control map needs one setting for each position; there are more for "
                + controls.mode()
                + " "
                + controls.peakReduction());
      }
    }
    byMode.forEach((mode, settings) -> knobs.put(mode, new Knob(settings, interpolation)));
  }

  /// A map through measured positions, with straight lines between them.
  ///
  /// @param settings what each position stands for; at least one
  /// @return the map
  /// @throws IllegalArgumentException if there is none
  public static ControlMap of(Map<Controls, CompressorParameters> settings) {
    return of(
        settings.entrySet().stream()
            .map(entry ->
                new Measurement(entry.getKey(), entry.getValue(), Measurement.Scatter.UNKNOWN))
            .toList(),
        Interpolation.LINEAR);
  }

  /// A map of measured positions.
  ///
  /// @param measurements what each position stands for, in any order; at least one
  /// @param interpolation how to go between them. Smoothing trusts sure measurements more where all
  ///   of a mode say how sure they are
  /// @return the map
  /// @throws IllegalArgumentException if there is none, or two for one position
  public static ControlMap of(Collection<Measurement> measurements, Interpolation interpolation) {
    return new ControlMap(measurements, interpolation);
  }

  /// The same measurements, interpolated in another way.
  ///
  /// @param other how to go between them
  /// @return the map
  public ControlMap with(Interpolation other) {
    return other == interpolation ? this : new ControlMap(measurements, other);
  }

  /// This map with every measured setting turned into another.
  ///
  /// @param change what to make of each setting
  /// @return the map
  public ControlMap map(UnaryOperator<CompressorParameters> change) {
    return new ControlMap(
        measurements.stream()
            .map(measurement ->
                new Measurement(
                    measurement.controls(),
                    change.apply(measurement.parameters()),
                    measurement.scatter()))
            .toList(),
        interpolation);
  }

  /// The measured positions and what they stand for.
  ///
  /// @return the measurements, in the order they were given
  public List<Measurement> measurements() {
    return measurements;
  }

  /// The curves behind [#at], for each mode that was measured. At a position that was measured,
  /// `at` gives what was measured to the last bit, and the curves to rounding.
  ///
  /// @return curves by mode, compress before limit; not modifiable
  public Map<Mode, KnobCurves> curves() {
    Map<Mode, KnobCurves> curves = new EnumMap<>(Mode.class);
    knobs.forEach((mode, knob) -> curves.put(mode, knob.curves()));
    return Collections.unmodifiableMap(curves);
  }

  /// How this map goes between measured positions.
  ///
  /// @return the interpolation
  public Interpolation interpolation() {
    return interpolation;
  }

  /// The modes that were measured.
  ///
  /// @return at least one
  public Set<Mode> modes() {
    return Collections.unmodifiableSet(knobs.keySet());
  }

  /// The lowest position that was measured.
  ///
  /// @param mode one of [#modes]
  /// @return peak reduction
  public double first(Mode mode) {
    return knob(mode).first();
  }

  /// The highest position that was measured.
  ///
  /// @param mode one of [#modes]
  /// @return peak reduction
  public double last(Mode mode) {
    return knob(mode).last();
  }

  /// The settings for a position, for an audio thread: allocates nothing, and takes the nearest
  /// measured position where there is none on one side.
  ///
  /// @param mode one of [#modes]
  /// @param position peak reduction; what is outside of the measured range counts as its end
  /// @param into written: threshold (dB), ratio, attack and release (ms), make-up (dB)
  public void settingsAt(Mode mode, double position, double[] into) {
    Knob knob = knob(mode);
    knob.at(Math.clamp(position, knob.first(), knob.last()), into);
  }

  private Knob knob(Mode mode) {
    Knob knob = knobs.get(mode);
    if (knob == null) {
      throw new IllegalArgumentException(
          "mode " + mode + " was not measured; there is " + knobs.keySet());
    }
    return knob;
  }

  /// The settings for a position.
  ///
  /// @param controls position of knob and switch
  /// @return interpolated settings; at a measured position what was measured, except by smoothing
  /// @throws IllegalArgumentException naming what was measured, if that position lies outside of it
  public CompressorParameters at(Controls controls) {
    Knob knob = knob(controls.mode());
    double position = controls.peakReduction();
    if (!(position >= knob.first() && position <= knob.last())) {
      throw new IllegalArgumentException(
          "peak reduction %s is outside what was measured in %s mode: %s to %s"
              .formatted(position, controls.mode(), knob.first(), knob.last()));
    }
    return knob.at(position);
  }
}
