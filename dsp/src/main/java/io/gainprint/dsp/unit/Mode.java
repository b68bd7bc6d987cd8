package io.gainprint.dsp.unit;

import java.util.Locale;

/// The position of a levelling amplifier's compress/limit switch.
public enum Mode {
  /// The lower ratio.
  COMPRESS,
  /// The higher ratio.
  LIMIT;

  /// The mode of a name.
  ///
  /// @param name `compress` or `limit`, in any case
  /// @return the mode
  /// @throws IllegalArgumentException naming the modes, if it is neither
  public static Mode of(String name) {
    for (Mode mode : values()) {
      if (mode.toString().equalsIgnoreCase(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("mode must be compress or limit: " + name);
  }

  /// The name used in files, on the command line and in messages.
  ///
  /// @return `compress` or `limit`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
