package io.gainprint.host.export;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Measurement;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import java.util.List;

/// Units for tests.
final class TestUnits {
  static final CompressorParameters PARAMETERS =
      new CompressorParameters(-27.123456789, 3.7, 4.2, 130.5, 2.25);

  private TestUnits() {}

  static ExportedUnit la2a() {
    return new ExportedUnit("LA-2A", UnitControls.of(PublishedUnits.la2a()), 0);
  }

  static ExportedUnit compressor(String name, double lookAheadMs) {
    return new ExportedUnit(name, new UnitControls.OfCompressor(PARAMETERS), lookAheadMs);
  }

  /// A map with ranges that differ by mode, an attack of 0 at a position, and ratios near 1.
  static ControlMap unevenMap(Interpolation interpolation) {
    return ControlMap.of(
        List.of(
            at(Mode.COMPRESS, 10, -10, 1, 2),
            at(Mode.COMPRESS, 22.5, -14, 1.02, 3),
            at(Mode.COMPRESS, 40, -22, 1.01, 9),
            at(Mode.COMPRESS, 61, -25, 2.5, 4),
            at(Mode.COMPRESS, 90, -44, 6, 1),
            at(Mode.LIMIT, 30, -12, 8, 1),
            at(Mode.LIMIT, 50, -21, 20, 0),
            at(Mode.LIMIT, 70, -33, 12, 3),
            at(Mode.LIMIT, 100, -41, 30, 2)),
        interpolation);
  }

  private static Measurement at(
      Mode mode, double position, double thresholdDb, double ratio, double attackMs) {
    return new Measurement(
        new Controls(mode, position),
        new CompressorParameters(
            thresholdDb, ratio, attackMs, 100 + position * attackMs, position / 10 - ratio),
        Measurement.Scatter.UNKNOWN);
  }
}
