package io.gainprint.fitting;

import java.util.Locale;

/// A stretch of a take.
///
/// @param take the take's name
/// @param fromSeconds where it begins, s
/// @param toSeconds where it ends, s
public record Passage(String take, double fromSeconds, double toSeconds) {
  /// Whether another stretch begins where this one ends.
  boolean isContinuedBy(Passage next) {
    return take.equals(next.take()) && toSeconds == next.fromSeconds();
  }

  /// The stretch in words.
  ///
  /// @return for example `wet.wav, 12.0 to 23.0 s`
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %.1f to %.1f s", take, fromSeconds, toSeconds);
  }
}
