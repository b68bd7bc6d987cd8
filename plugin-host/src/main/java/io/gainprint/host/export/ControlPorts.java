package io.gainprint.host.export;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.KnobCurves;
import io.gainprint.dsp.unit.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The controls of an exported plugin, and the presets that stand for its fitted settings.
///
/// @param ports the controls, in the order of their ports
/// @param presets the settings that were fitted
record ControlPorts(List<ControlPort> ports, List<Preset> presets) {
  static final String PEAK_REDUCTION = "peak_reduction";
  static final String LIMIT = "limit";

  /// Positions of all controls.
  ///
  /// @param name for example `Compress 65`
  /// @param values one value for each port
  record Preset(String name, List<Double> values) {}

  /// Checks what no validator of plugins does.
  ///
  /// @throws IllegalArgumentException if a host could not tell the ports apart
  ControlPorts {
    ports = List.copyOf(ports);
    presets = List.copyOf(presets);
    Set<String> symbols = new HashSet<>(Lv2Description.RESERVED_SYMBOLS);
    for (ControlPort port : ports) {
      if (!symbols.add(port.symbol())) {
        throw new IllegalArgumentException("two ports are called " + port.symbol());
      }
    }
    for (Preset preset : presets) {
      if (preset.values().size() != ports.size()) {
        throw new IllegalArgumentException("preset " + preset.name() + " is not complete");
      }
    }
  }

  static ControlPorts of(UnitControls controls) {
    return switch (controls) {
      case UnitControls.OfUnit(var map) -> ofUnit(map);
      case UnitControls.OfCompressor(var parameters) -> ofCompressor(parameters);
    };
  }

  private static ControlPorts ofUnit(ControlMap map) {
    Map<Mode, KnobCurves> curves = map.curves();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (KnobCurves mode : curves.values()) {
      least = Math.min(least, mode.positions().getFirst());
      most = Math.max(most, mode.positions().getLast());
    }
    boolean hasKnob = least < most;
    boolean hasSwitch = curves.size() > 1;
    List<ControlPort> ports = new ArrayList<>();
    if (hasKnob) {
      List<Double> fitted = curves.values().iterator().next().positions();
      double middle = nearest(fitted, (least + most) / 2);
      ports.add(
          new ControlPort(
              PEAK_REDUCTION,
              "Peak Reduction",
              ControlPort.Kind.POSITION,
              "",
              least,
              most,
              middle));
    }
    if (hasSwitch) {
      ports.add(new ControlPort(LIMIT, "Limit", ControlPort.Kind.LIMIT_SWITCH, "", 0, 1, 0));
    }
    ports.add(new ControlPort("gain", "Gain", ControlPort.Kind.DB, "gain", -20, 40, 0));
    List<Preset> presets = new ArrayList<>();
    curves.forEach((mode, knob) -> {
      for (double position : knob.positions()) {
        presets.add(preset(mode, position, hasKnob, hasSwitch));
      }
    });
    return new ControlPorts(ports, presets);
  }

  private static Preset preset(Mode mode, double position, boolean hasKnob, boolean hasSwitch) {
    List<Double> values = new ArrayList<>();
    if (hasKnob) {
      values.add(position);
    }
    if (hasSwitch) {
      values.add(mode == Mode.LIMIT ? 1.0 : 0.0);
    }
    values.add(0.0);
    return new Preset(
        (mode == Mode.LIMIT ? "Limit " : "Compress ") + Numbers.plain(position), values);
  }

  private static double nearest(List<Double> positions, double to) {
    double nearest = positions.getFirst();
    for (double position : positions) {
      if (Math.abs(position - to) < Math.abs(nearest - to)) {
        nearest = position;
      }
    }
    return nearest;
  }

  private static ControlPorts ofCompressor(CompressorParameters p) {
    List<ControlPort> ports =
        List.of(
            port("threshold", "Threshold", ControlPort.Kind.DB, -60, 0, p.thresholdDb()),
            port("ratio", "Ratio", ControlPort.Kind.RATIO, 1, 20, p.ratio()),
            time("attack", "Attack", 0.1, 100, p.attackMs()),
            time("release", "Release", 5, 5000, p.releaseMs()),
            new ControlPort(
                "makeup",
                "Make-up",
                ControlPort.Kind.DB,
                "gain",
                Math.min(-20, p.makeUpDb()),
                Math.max(40, p.makeUpDb()),
                p.makeUpDb()));
    return new ControlPorts(
        ports, List.of(new Preset("As fitted", ports.stream().map(ControlPort::initial).toList())));
  }

  private static ControlPort time(
      String symbol, String name, double least, double most, double initial) {
    ControlPort.Kind kind = initial > 0 ? ControlPort.Kind.LOG_MS : ControlPort.Kind.MS;
    return port(symbol, name, kind, least, most, initial);
  }

  /// A port whose usual range is widened where its value lies outside.
  private static ControlPort port(
      String symbol, String name, ControlPort.Kind kind, double least, double most, double value) {
    return new ControlPort(
        symbol, name, kind, symbol, Math.min(least, value), Math.max(most, value), value);
  }
}
