package io.gainprint.recordings.alignment;

/// What to do about the clock, the polarity and the direct voltage of a wet recording.
public sealed interface AlignmentRequest {
  /// Finds and mends what needs it: shift, drift, polarity and direct voltage.
  record Auto() implements AlignmentRequest {}

  /// Takes the recordings as they are.
  record Off() implements AlignmentRequest {}

  /// Does what was found to be due before.
  ///
  /// @param found what that is
  record As(Alignment found) implements AlignmentRequest {}

  /// Takes the wet recording to be shifted, and perhaps upside down, and nothing else.
  ///
  /// @param lateBySamples how late it is; negative if early, need not be a whole number
  /// @param inverted whether to turn it over
  record By(double lateBySamples, boolean inverted) implements AlignmentRequest {
    /// Checks the shift.
    ///
    /// @throws IllegalArgumentException if it is not a finite number
    public By {
      if (!Double.isFinite(lateBySamples)) {
        throw new IllegalArgumentException("the shift must be a finite number: " + lateBySamples);
      }
    }

    /// A shift alone.
    ///
    /// @param lateBySamples how late the wet recording is
    /// @throws IllegalArgumentException if that is not a finite number
    public By(double lateBySamples) {
      this(lateBySamples, false);
    }
  }
}
