package io.gainprint.dsp.unit;

import java.util.List;

/// What a [ControlMap] interpolates in one mode, for whoever interpolates without it: five
/// piecewise cubics over the same positions of the peak-reduction knob.
///
/// @param thresholdDb threshold, dBFS
/// @param logRatio natural logarithm of the ratio; where it is below 0, the ratio is 1
/// @param logAttackMs natural logarithm of the attack time in ms; −∞ for a time of 0
/// @param logReleaseMs natural logarithm of the release time in ms; −∞ for a time of 0
/// @param makeUpDb make-up gain, dB
public record KnobCurves(
    List<CurvePoint> thresholdDb,
    List<CurvePoint> logRatio,
    List<CurvePoint> logAttackMs,
    List<CurvePoint> logReleaseMs,
    List<CurvePoint> makeUpDb) {

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if they are not as long as each other, or empty
  public KnobCurves {
    thresholdDb = List.copyOf(thresholdDb);
    logRatio = List.copyOf(logRatio);
    logAttackMs = List.copyOf(logAttackMs);
    logReleaseMs = List.copyOf(logReleaseMs);
    makeUpDb = List.copyOf(makeUpDb);
    int points = thresholdDb.size();
    if (points == 0
        || logRatio.size() != points
        || logAttackMs.size() != points
        || logReleaseMs.size() != points
        || makeUpDb.size() != points) {
      throw new IllegalArgumentException("curves must have the same points, at least one");
    }
  }

  /// The positions that were measured.
  ///
  /// @return positions of the knob, ascending
  public List<Double> positions() {
    return thresholdDb.stream().map(CurvePoint::position).toList();
  }
}
