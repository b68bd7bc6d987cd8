package io.gainprint.host;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Mode;
import java.util.ArrayList;
import java.util.List;

/// What the knobs of a compressor are, and which settings they stand for.
public sealed interface CompressorControls {
  /// The most make-up that a knob gives, dB.
  double MOST_GAIN_DB = 40;

  /// The knobs and switches.
  ///
  /// @return at least one
  List<Parameter> parameters();

  /// The settings for values of the knobs; allocates nothing.
  ///
  /// @param values one per parameter
  /// @param into written: threshold (dB), ratio, attack and release (ms), make-up (dB)
  void settings(double[] values, double[] into);

  /// The five settings themselves, each a knob.
  ///
  /// @param initial where they stand at first
  record Outright(CompressorParameters initial) implements CompressorControls {
    // Wide enough for whatever was fitted or given; a time of 0 has no logarithm.
    private static final double SHORTEST_MS = 1e-4;
    private static final double LONGEST_MS = 1e5;

    @Override
    public List<Parameter> parameters() {
      return List.of(
          within(
              "threshold",
              "Threshold",
              "dB",
              -160,
              60,
              initial.thresholdDb(),
              Parameter.Scale.LINEAR),
          within("ratio", "Ratio", ":1", 1, 1e6, initial.ratio(), Parameter.Scale.LOGARITHMIC),
          time("attack", "Attack", initial.attackMs()),
          time("release", "Release", initial.releaseMs()),
          within("makeup", "Make-up", "dB", -120, 120, initial.makeUpDb(), Parameter.Scale.LINEAR));
    }

    private static Parameter time(String id, String name, double ms) {
      return within(id, name, "ms", SHORTEST_MS, LONGEST_MS, ms, Parameter.Scale.LOGARITHMIC);
    }

    private static Parameter within(
        String id,
        String name,
        String unit,
        double least,
        double most,
        double initial,
        Parameter.Scale scale) {
      return new Parameter(id, name, unit, least, most, Math.clamp(initial, least, most), scale);
    }

    @Override
    public void settings(double[] values, double[] into) {
      System.arraycopy(values, 0, into, 0, values.length);
    }
  }

  /// The knobs of a unit: peak reduction, a gain on top of its make-up, and, where both modes were
  /// fitted, the compress/limit switch. While the switch moves, it is between the two settings:
  /// threshold and make-up in dB, ratio and times by their logarithms.
  final class OfUnit implements CompressorControls {
    private final ControlMap map;
    private final List<Parameter> parameters;
    private final Mode first;
    private final double[] other = new double[5];

    /// The knobs of a unit.
    ///
    /// @param map what their positions stand for
    /// @param peakReduction where the knob stands at first, within what was measured
    /// @param mode where the switch stands at first, one that was measured
    /// @throws IllegalArgumentException if a position was not measured
    public OfUnit(ControlMap map, double peakReduction, Mode mode) {
      this.map = map;
      first = map.modes().size() == 1 ? mode : Mode.COMPRESS;
      double least = map.modes().stream().mapToDouble(map::first).min().orElseThrow();
      double most = map.modes().stream().mapToDouble(map::last).max().orElseThrow();
      if (!map.modes().contains(mode)) {
        throw new IllegalArgumentException(
            "mode " + mode + " was not measured; there is " + map.modes());
      }
      List<Parameter> all = new ArrayList<>();
      all.add(
          new Parameter(
              "peak_reduction",
              "Peak reduction",
              "",
              least,
              most,
              peakReduction,
              Parameter.Scale.LINEAR));
      all.add(
          new Parameter(
              "gain", "Gain", "dB", -MOST_GAIN_DB, MOST_GAIN_DB, 0, Parameter.Scale.LINEAR));
      if (map.modes().size() > 1) {
        all.add(
            new Parameter(
                "limit", "Limit", "", 0, 1, mode == Mode.LIMIT ? 1 : 0, Parameter.Scale.STEPPED));
      }
      parameters = List.copyOf(all);
    }

    @Override
    public List<Parameter> parameters() {
      return parameters;
    }

    @Override
    public void settings(double[] values, double[] into) {
      double limit = values.length > 2 ? values[2] : 0;
      if (values.length > 2 && limit > 0 && limit < 1) {
        map.settingsAt(Mode.COMPRESS, values[0], into);
        map.settingsAt(Mode.LIMIT, values[0], other);
        into[0] += limit * (other[0] - into[0]);
        for (int i = 1; i <= 3; i++) {
          into[i] *= Math.pow(other[i] / into[i], limit);
        }
        into[4] += limit * (other[4] - into[4]);
      } else {
        map.settingsAt(limit == 1 ? Mode.LIMIT : first, values[0], into);
      }
      into[4] += values[1];
    }
  }
}
