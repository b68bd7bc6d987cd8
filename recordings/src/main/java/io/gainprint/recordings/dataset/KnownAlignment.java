package io.gainprint.recordings.dataset;

/// Where a wet recording is known to lie against its dry one.
///
/// @param wetLateBySamples how late the wet recording is, samples, negative if it is early; finite
/// @param inverted whether the wet recording is upside down
public record KnownAlignment(double wetLateBySamples, boolean inverted) {
  /// Checks the shift.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public KnownAlignment {
    if (!Double.isFinite(wetLateBySamples)) {
      throw new IllegalArgumentException("wetLateBySamples must be finite: " + wetLateBySamples);
    }
  }
}
