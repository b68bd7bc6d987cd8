package io.gainprint.host.plugin;

import java.util.List;
import java.util.Locale;

/// A control of a plugin: a number that it reads before each block.
///
/// @param index the port's index
/// @param symbol its short name: LV2's symbol, or LADSPA's port name as a [slug](#slug)
/// @param name its name for people
/// @param defaultValue the value it has if nothing is said
/// @param minimum the least value; NaN where there is no bound
/// @param maximum the largest value; NaN where there is no bound
/// @param unit its unit, such as `dB` or `ms`; empty where it has none
/// @param scalePoints values that have names
public record ControlPort(
    int index,
    String symbol,
    String name,
    float defaultValue,
    float minimum,
    float maximum,
    String unit,
    List<ScalePoint> scalePoints) {

  /// Copies the list.
  public ControlPort {
    scalePoints = List.copyOf(scalePoints);
  }

  /// Reads a value for this control: a number, or the name of a scale point in any case.
  ///
  /// @param text the value
  /// @return the value, within the control's range
  /// @throws IllegalArgumentException if it is neither, or out of range; the message names what the
  ///   control takes
  public float value(String text) {
    for (ScalePoint point : scalePoints) {
      if (point.label().equalsIgnoreCase(text.strip())) {
        return point.value();
      }
    }
    float value;
    try {
      value = Float.parseFloat(text);
    } catch (NumberFormatException _) {
      value = Float.NaN;
    }
    if (!Float.isFinite(value) || value < minimum || value > maximum) {
      throw new IllegalArgumentException(symbol + " must be " + range() + ": " + text);
    }
    return value;
  }

  /// The values it takes, in words.
  ///
  /// @return such as `1.5 to 400 ms`, followed by the names of scale points
  public String range() {
    StringBuilder text = new StringBuilder();
    if (Float.isNaN(minimum) && Float.isNaN(maximum)) {
      text.append("a number");
    } else if (Float.isNaN(minimum)) {
      text.append("at most ").append(number(maximum));
    } else if (Float.isNaN(maximum)) {
      text.append("at least ").append(number(minimum));
    } else {
      text.append(number(minimum)).append(" to ").append(number(maximum));
    }
    if (!unit.isEmpty()) {
      text.append(' ').append(unit);
    }
    if (!scalePoints.isEmpty()) {
      List<String> points =
          scalePoints.stream().map(p -> p.label() + " = " + number(p.value())).toList();
      text.append(" (").append(String.join(", ", points)).append(')');
    }
    return text.toString();
  }

  /// A number as people write it: no digits that single precision does not have, no `.0`.
  ///
  /// @param value the number
  /// @return its text
  public static String number(float value) {
    String text = Float.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// A name as one word: lower case, without what stands in brackets, and with an underscore
  /// wherever there is no letter or digit. `Attack time (ms)` becomes `attack_time`.
  ///
  /// @param name the name
  /// @return the word; `control` where nothing is left
  public static String slug(String name) {
    String word =
        name.replaceAll("[(\\[][^)\\]]*[)\\]]", " ")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    return word.isEmpty() ? "control" : word;
  }
}
