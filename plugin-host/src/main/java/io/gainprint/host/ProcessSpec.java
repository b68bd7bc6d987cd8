package io.gainprint.host;

/// What a processor is to run on.
///
/// @param sampleRateHz sample rate, Hz, > 0
/// @param channels channels, ≥ 1
/// @param maxFrames the most frames of a block, ≥ 1
public record ProcessSpec(double sampleRateHz, int channels, int maxFrames) {

  /// Checks every number.
  ///
  /// @throws IllegalArgumentException naming the number, its limit and its value
  public ProcessSpec {
    if (!(sampleRateHz > 0 && sampleRateHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sample rate must be > 0 Hz: " + sampleRateHz);
    }
    if (channels < 1) {
      throw new IllegalArgumentException("channels must be at least 1: " + channels);
    }
    if (maxFrames < 1) {
      throw new IllegalArgumentException("block size must be at least 1: " + maxFrames);
    }
  }
}
