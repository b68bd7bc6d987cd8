package io.gainprint.host.device;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is wanted of a stream.
///
/// @param input id of the device to capture from; empty for the default one
/// @param output id of the device to play on; empty for the default one
/// @param inputChannels channels to capture, ≥ 0; with 0, no device is opened for it
/// @param outputChannels channels to play, ≥ 0; likewise
/// @param sampleRateHz the rate, Hz; empty for the device's own. A device that runs at another is
///   refused, not resampled
/// @param blockFrames frames per block, 16 to 8192; empty for the device's own. A wish: the format
///   says what it became
/// @param clientName how the stream shows up elsewhere
public record StreamRequest(
    Optional<String> input,
    Optional<String> output,
    int inputChannels,
    int outputChannels,
    OptionalDouble sampleRateHz,
    OptionalInt blockFrames,
    String clientName) {

  /// Checks every number.
  ///
  /// @throws IllegalArgumentException naming the number, its limit and its value
  public StreamRequest {
    if (inputChannels < 0 || outputChannels < 0 || inputChannels + outputChannels == 0) {
      throw new IllegalArgumentException(
          "a stream needs channels: %d in, %d out".formatted(inputChannels, outputChannels));
    }
    if (sampleRateHz.isPresent()
        && !(sampleRateHz.getAsDouble() >= 8000 && sampleRateHz.getAsDouble() <= 192_000)) {
      throw new IllegalArgumentException(
          "sample rate must be 8000 to 192000 Hz: " + sampleRateHz.getAsDouble());
    }
    if (blockFrames.isPresent()
        && !(blockFrames.getAsInt() >= 16 && blockFrames.getAsInt() <= 8192)) {
      throw new IllegalArgumentException(
          "block size must be 16 to 8192 frames: " + blockFrames.getAsInt());
    }
  }
}
