package io.gainprint.dsp;

/// How far a gain may lead the sound it acts on.
public final class LookAhead {
  /// The longest look-ahead, ms: beyond a second a gain has nothing to do with the sound.
  public static final double MAX_MS = 1000;

  private LookAhead() {}

  /// Checks a look-ahead.
  ///
  /// @param ms look-ahead, ms
  /// @return the same
  /// @throws IllegalArgumentException naming range and value, unless it is 0 to 1000 ms
  public static double requireValid(double ms) {
    if (!(ms >= 0 && ms <= MAX_MS)) {
      throw new IllegalArgumentException("look-ahead must be 0 to 1000 ms: " + ms);
    }
    return ms;
  }

  /// A look-ahead in whole samples.
  ///
  /// @param ms look-ahead, 0 to 1000 ms
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @return the nearest number of samples
  /// @throws IllegalArgumentException if the look-ahead is out of range
  public static int samples(double ms, double sampleRateHz) {
    return (int) Math.round(requireValid(ms) * sampleRateHz / 1000);
  }
}
