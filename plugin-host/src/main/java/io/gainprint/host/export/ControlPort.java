package io.gainprint.host.export;

import java.util.regex.Pattern;

/// A control of an exported plugin.
///
/// @param symbol its name in files, which never changes
/// @param name its name on the screen
/// @param kind what its value means
/// @param designation what it is among the parameters LV2 knows, such as `threshold`; empty if
///   nothing
/// @param least least value
/// @param most greatest value, more than the least
/// @param initial value at first
record ControlPort(
    String symbol,
    String name,
    Kind kind,
    String designation,
    double least,
    double most,
    double initial) {
  private static final Pattern SYMBOL = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  /// What a value means.
  enum Kind {
    /// Decibels.
    DB("dB"),
    /// Milliseconds, best turned by proportions.
    LOG_MS("ms"),
    /// Milliseconds, with 0 among them.
    MS("ms"),
    /// A ratio, n:1.
    RATIO(":1"),
    /// A mark on a scale.
    POSITION(""),
    /// A switch, 0 for compress and 1 for limit.
    LIMIT_SWITCH("");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    /// The unit's symbol; empty for none.
    String unit() {
      return unit;
    }

    boolean isLogarithmic() {
      return this == LOG_MS || this == RATIO;
    }
  }

  /// Checks what no validator of plugins does.
  ///
  /// @throws IllegalArgumentException if a host could not use the port
  ControlPort {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new IllegalArgumentException("no symbol: " + symbol);
    }
    boolean isOrdered =
        (float) least < (float) most && least <= initial && initial <= most; // false for NaN
    if (!isOrdered || (kind.isLogarithmic() && least <= 0)) {
      throw new IllegalArgumentException(
          "%s cannot go from %s over %s to %s".formatted(symbol, least, initial, most));
    }
  }
}
