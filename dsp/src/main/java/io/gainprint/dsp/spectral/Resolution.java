package io.gainprint.dsp.spectral;

/// One compromise between time and frequency.
///
/// @param windowSamples W, length of the Hann window, 2 to `transformSamples`
/// @param hopSamples H, from one frame to the next, 1 or more
/// @param transformSamples F, length of the Fourier transform, a power of two from 4 to 2²⁰
public record Resolution(int windowSamples, int hopSamples, int transformSamples) {
  private static final int MOST = 1 << 20;

  /// Checks what the parameters say.
  ///
  /// @throws IllegalArgumentException if a length is out of range
  public Resolution {
    if (transformSamples < 4
        || transformSamples > MOST
        || Integer.bitCount(transformSamples) != 1) {
      throw new IllegalArgumentException(
          "transformSamples must be a power of two from 4 to %d: %d"
              .formatted(MOST, transformSamples));
    }
    if (windowSamples < 2 || windowSamples > transformSamples) {
      throw new IllegalArgumentException(
          "windowSamples must be from 2 to %d, the transform: %d"
              .formatted(transformSamples, windowSamples));
    }
    if (hopSamples < 1) {
      throw new IllegalArgumentException("hopSamples must be >= 1: " + hopSamples);
    }
  }

  /// A window as long as the transform, every quarter of it.
  ///
  /// @param windowSamples W, a power of two from 4 to 2²⁰
  /// @return W, W/4, W
  /// @throws IllegalArgumentException if it is none
  public static Resolution of(int windowSamples) {
    return new Resolution(windowSamples, Math.max(1, windowSamples / 4), windowSamples);
  }
}
