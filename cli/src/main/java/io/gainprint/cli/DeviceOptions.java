package io.gainprint.cli;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioBackends;
import io.gainprint.host.device.StreamRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that say which device to open, and how.
@Command
final class DeviceOptions {
  @Option(
      names = "--backend",
      paramLabel = "<name>",
      description =
          "How to reach the device: jack or javasound, with a setting of its own after a colon, such"
              + " as the name of a JACK server (jack:studio) or an encoding (javasound:24); see"
              + " gainprint devices. The first that has devices if left out.")
  @Nullable String backend;

  @Option(
      names = "--input-device",
      paramLabel = "<device>",
      description = "The device to capture from, as gainprint devices names it; the default one.")
  @Nullable String input;

  @Option(
      names = "--output-device",
      paramLabel = "<device>",
      description = "The device to play on; the default one.")
  @Nullable String output;

  @Option(
      names = "--rate",
      paramLabel = "<Hz>",
      description = "The sample rate to ask for; the device's own if left out.")
  @Nullable Double rateHz;

  @Option(
      names = "--block",
      paramLabel = "<frames>",
      description =
          "The block size to ask for, 16 to 8192 frames; the device's own if left out. What it became"
              + " is said.")
  @Nullable Integer blockFrames;

  /// The backend that was named, or the first that has a device.
  AudioBackend chosen() {
    String name = backend;
    if (name != null) {
      return CommandFailure.ofUsage(() -> AudioBackends.named(name));
    }
    for (AudioBackend each : AudioBackends.all()) {
      try {
        if (!each.devices().isEmpty()) {
          return each;
        }
      } catch (IOException _) {
        // gainprint devices says why
      }
    }
    throw new CommandFailure(
        ExitCode.FAILED, "there is no audio device here; gainprint devices says why");
  }

  /// What to ask for.
  StreamRequest request(int inputChannels, int outputChannels, String clientName) {
    return CommandFailure.ofUsage(() ->
        new StreamRequest(
            Optional.ofNullable(input),
            Optional.ofNullable(output),
            inputChannels,
            outputChannels,
            rateHz == null ? OptionalDouble.empty() : OptionalDouble.of(rateHz),
            blockFrames == null ? OptionalInt.empty() : OptionalInt.of(blockFrames),
            clientName));
  }
}
