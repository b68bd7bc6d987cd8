package io.gainprint.recordings.unit.measurement;

import io.gainprint.dsp.unit.Controls;
import java.util.List;

/// All that a [UnitBench] finds of a unit.
///
/// @param unit the unit's name
/// @param controls where its controls were for all that concerns gain reduction
/// @param staticCurve levels of steady tones of 1 kHz
/// @param bursts tone bursts of three levels and three lengths
/// @param response gain of a small signal
/// @param weighting by how much more a frequency reduces gain than 1 kHz does
/// @param distortion harmonics of a tone of 1 kHz without gain reduction
/// @param gainKnob gain of a small signal by the position of the gain knob; empty if there is none
/// @param noiseDb noise without a signal, dBFS RMS
public record UnitMeasurement(
    String unit,
    Controls controls,
    StaticCurve staticCurve,
    List<Burst> bursts,
    List<AtFrequency> response,
    List<AtFrequency> weighting,
    List<Distortion> distortion,
    List<KnobPosition> gainKnob,
    double noiseDb) {

  /// Copies the lists.
  public UnitMeasurement {
    bursts = List.copyOf(bursts);
    response = List.copyOf(response);
    weighting = List.copyOf(weighting);
    distortion = List.copyOf(distortion);
    gainKnob = List.copyOf(gainKnob);
  }

  /// A figure of one frequency.
  ///
  /// @param frequencyHz Hz
  /// @param db dB
  public record AtFrequency(double frequencyHz, double db) {}

  /// What a tone carries behind the unit.
  ///
  /// @param outputDb level of the fundamental, dBFS
  /// @param secondPercent second harmonic, % of the fundamental
  /// @param thirdPercent third harmonic, % of the fundamental
  /// @param totalPercent root of the sum of the squares of harmonics 2 to 10, % of the fundamental
  public record Distortion(
      double outputDb, double secondPercent, double thirdPercent, double totalPercent) {}

  /// A position of the gain knob.
  ///
  /// @param position 0 to 100
  /// @param gainDb gain, dB; −∞ where nothing comes out
  public record KnobPosition(double position, double gainDb) {}
}
