package io.gainprint.dsp.unit;

import java.util.Locale;

/// The position of a levelling amplifier's compress/limit switch.
public enum Mode {
  /// The lower ratio.
  COMPRESS,
  /// The higher ratio.
  LIMIT;

  /// The name used in files, on the command line and in messages.
  ///
  /// @return `compress` or `limit`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
