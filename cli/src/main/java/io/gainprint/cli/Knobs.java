package io.gainprint.cli;

import io.gainprint.host.Parameter;
import io.gainprint.host.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The knobs of what an engine runs, as the one who turns them sees them.
final class Knobs {
  /// Knobs of the unit: where they stand is the player's choice, and outlives a new profile.
  private static final List<String> OF_UNIT = List.of("peak_reduction", "gain", "limit");

  private final Engine engine;
  private final Map<String, Double> values = new LinkedHashMap<>();

  Knobs(Engine engine) {
    this.engine = engine;
    readInitial();
  }

  private void readInitial() {
    for (Parameter parameter : engine.processor().parameters()) {
      values.putIfAbsent(parameter.id(), parameter.initial());
    }
  }

  /// What the engine runs has been replaced: goes on with the unit's knobs where they stood.
  void replaced() {
    Map<String, Double> before = new LinkedHashMap<>(values);
    values.clear();
    readInitial();
    for (String id : OF_UNIT) {
      Double value = before.get(id);
      if (value != null && values.containsKey(id)) {
        set(id, value);
      }
    }
  }

  boolean has(String id) {
    return values.containsKey(id);
  }

  /// Where a knob stands.
  double value(String id) {
    return values.getOrDefault(id, Double.NaN);
  }

  /// Turns a knob.
  ///
  /// @return what is wrong with that; empty if nothing
  Optional<String> set(String id, double value) {
    List<Parameter> parameters = engine.processor().parameters();
    for (int index = 0; index < parameters.size(); index++) {
      Parameter parameter = parameters.get(index);
      if (parameter.id().equals(id)) {
        double nearest = parameter.nearest(value);
        if (!engine.set(index, nearest)) {
          return Optional.of("the engine does not take parameters now");
        }
        values.put(id, nearest);
        return nearest == value
            ? Optional.empty()
            : Optional.of(
                "%s goes from %s to %s; it is at %s now"
                    .formatted(
                        id, figure(parameter.least()), figure(parameter.most()), figure(nearest)));
      }
    }
    return Optional.of(
        "there is no parameter %s; there are: %s"
            .formatted(id, String.join(", ", values.keySet())));
  }

  /// Turns a knob by an amount.
  void turn(String id, double by) {
    set(id, value(id) + by);
  }

  /// All knobs, for people to read.
  String text() {
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : engine.processor().parameters()) {
      double value = value(parameter.id());
      String words =
          parameter.scale() == Parameter.Scale.STEPPED
              ? (value == 1 ? "on" : "off")
              : (figure(value) + " " + parameter.unit()).strip();
      text.append(text.isEmpty() ? "" : ", ").append(parameter.id()).append(' ').append(words);
    }
    return text.isEmpty() ? "no knobs" : text.toString();
  }

  private static String figure(double value) {
    String text = "%.2f".formatted(value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
