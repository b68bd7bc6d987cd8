package io.gainprint.recordings;

import java.util.Objects;

/// What the samples of a sound file are.
///
/// @param sampleRateHz frames per second, 8000 to 192000
/// @param channels samples per frame, 1 to 64
/// @param encoding how a sample is stored
public record SoundFormat(int sampleRateHz, int channels, Encoding encoding) {
  static final int LOWEST_RATE_HZ = 8_000;
  static final int HIGHEST_RATE_HZ = 192_000;
  static final int MOST_CHANNELS = 64;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if the rate or the number of channels is out of its range
  public SoundFormat {
    if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 192000: " + sampleRateHz);
    }
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new IllegalArgumentException("channels must be 1 to 64: " + channels);
    }
    Objects.requireNonNull(encoding, "encoding");
  }

  /// How one sample is stored.
  public enum Encoding {
    /// Signed integers of 16 bits; full scale is 2¹⁵.
    PCM_16(16),
    /// Signed integers of 24 bits; full scale is 2²³.
    PCM_24(24),
    /// Signed integers of 32 bits; full scale is 2³¹.
    PCM_32(32),
    /// IEEE floating point of 32 bits; full scale is 1, and larger values are stored as they are.
    FLOAT_32(32);

    private final int bits;

    Encoding(int bits) {
      this.bits = bits;
    }

    /// The size of a sample, bits.
    ///
    /// @return 16, 24 or 32
    public int bits() {
      return bits;
    }
  }
}
