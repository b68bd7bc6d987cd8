package io.gainprint.dsp.unit;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The compressor settings of a unit for every position of its controls, interpolated between
/// measured ones.
///
/// Within a mode, between neighbouring positions of the knob: threshold and make-up linearly in dB,
/// ratio and times geometrically, since it is their proportions that are heard; next to a time of 0
/// it is 0. Positions outside the measured range are refused, not extrapolated. Immutable and safe
/// to share.
public final class ControlMap {
  private final Map<Mode, NavigableMap<Double, CompressorParameters>> measured;

  private ControlMap(Map<Mode, NavigableMap<Double, CompressorParameters>> measured) {
    this.measured = measured;
  }

  /// A map through measured positions.
  ///
  /// @param settings what each position stands for; at least one
  /// @return the map
  /// @throws IllegalArgumentException if there is none
  public static ControlMap of(Map<Controls, CompressorParameters> settings) {
    if (settings.isEmpty()) {
      throw new IllegalArgumentException("a control map needs at least one setting");
    }
    Map<Mode, NavigableMap<Double, CompressorParameters>> measured = new EnumMap<>(Mode.class);
    settings.forEach((controls, parameters) ->
        measured
            .computeIfAbsent(controls.mode(), _ -> new TreeMap<>())
            .put(controls.peakReduction(), parameters));
    return new ControlMap(measured);
  }

  /// The settings for a position.
  ///
  /// @param controls position of knob and switch
  /// @return measured settings there, or interpolated ones
  /// @throws IllegalArgumentException naming what was measured, if that position lies outside of it
  public CompressorParameters at(Controls controls) {
    NavigableMap<Double, CompressorParameters> knob = measured.get(controls.mode());
    if (knob == null) {
      throw new IllegalArgumentException(
          "mode " + controls.mode() + " was not measured; there is " + measured.keySet());
    }
    double position = controls.peakReduction();
    Map.Entry<Double, CompressorParameters> below = knob.floorEntry(position);
    Map.Entry<Double, CompressorParameters> above = knob.ceilingEntry(position);
    if (below == null || above == null) {
      throw new IllegalArgumentException(
          "peak reduction %s is outside what was measured in %s mode: %s to %s"
              .formatted(position, controls.mode(), knob.firstKey(), knob.lastKey()));
    }
    if (below.getKey().equals(above.getKey())) {
      return below.getValue();
    }
    double t = (position - below.getKey()) / (above.getKey() - below.getKey());
    CompressorParameters a = below.getValue();
    CompressorParameters b = above.getValue();
    return new CompressorParameters(
        linear(a.thresholdDb(), b.thresholdDb(), t),
        geometric(a.ratio(), b.ratio(), t),
        geometric(a.attackMs(), b.attackMs(), t),
        geometric(a.releaseMs(), b.releaseMs(), t),
        linear(a.makeUpDb(), b.makeUpDb(), t));
  }

  private static double linear(double a, double b, double t) {
    return a + t * (b - a);
  }

  private static double geometric(double a, double b, double t) {
    return a == 0 ? 0 : a * Math.pow(b / a, t); // not 0 · ∞
  }
}
