package io.gainprint.cli;

import io.gainprint.host.plugin.PluginHost;
import io.gainprint.host.plugin.PluginId;
import io.gainprint.host.plugin.PluginRenderer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that name a native plugin and set its controls.
final class PluginOptions {
  @Option(
      names = "--plugin",
      required = true,
      paramLabel = "<uri|lib:label>",
      description =
          "An LV2 plugin by its URI, or a LADSPA plugin by its library, with or without a path, and"
              + " label; see plugins.")
  String plugin;

  @Option(
      names = "--control",
      paramLabel = "<name=value>",
      description =
          "A control of the plugin: its symbol or name, or how one of them begins; the others stay"
              + " at their defaults.")
  @Nullable List<String> controls;

  @Option(
      names = "--plugin-limit",
      paramLabel = "<s>",
      defaultValue = "30",
      description =
          "How long the plugin may take for a step, such as some thousand frames; ${DEFAULT-VALUE} s if left out.")
  double limitSeconds;

  /// The plugin that the options name, not yet loaded.
  CompressorOptions.Choice.OfPlugin choice() {
    return new CompressorOptions.Choice.OfPlugin(
        CommandFailure.ofUsage(() -> PluginId.parse(plugin)),
        controls == null ? List.of() : List.copyOf(controls),
        limit(limitSeconds));
  }

  /// A time limit of the command line.
  static Duration limit(double seconds) {
    if (!(seconds >= 0.001 && seconds <= 1e6)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--plugin-limit must be 0.001 to 1000000 s: " + seconds);
    }
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  /// Loads a plugin in a process of its own.
  static PluginRenderer open(
      CompressorOptions.Choice.OfPlugin choice, double sampleRateHz, int channels, int blockFrames)
      throws IOException {
    try {
      return new PluginHost(choice.limit())
          .open(choice.id(), sampleRateHz, channels, blockFrames, choice.controls());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
