package io.gainprint.fitting.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/// How a sweep came to a setting, by which it knows a finished one again.
///
/// @param start where its fit began
/// @param takes how many of the provenance's recordings belong to it, ≥ 1: those of the settings
///   follow each other
/// @param key SHA-256 of all that the fit depends on: the recordings and how they were taken, the
///   program's version and the method, and the key of the setting that it began at; hexadecimal
public record SweepMark(Start start, int takes, String key) {
  /// Where a fit began.
  public enum Start {
    /// At the usual starts, as the first of its mode.
    SEARCH,
    /// At the neighbouring setting.
    NEIGHBOUR,
    /// At the neighbouring setting, which was not enough, and then at the usual starts.
    FALLBACK;

    /// The start of a name.
    ///
    /// @param name `search`, `neighbour` or `fallback`
    /// @return the start
    /// @throws IllegalArgumentException naming all, if it is none
    public static Start of(String name) {
      return Arrays.stream(values())
          .filter(start -> start.toString().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException("start must be search, neighbour or fallback: " + name));
    }

    /// The name used in files.
    ///
    /// @return for example `neighbour`
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Checks the number of takes.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public SweepMark {
    if (takes < 1) {
      throw new IllegalArgumentException("takes must be at least 1: " + takes);
    }
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(key, "key");
  }
}
