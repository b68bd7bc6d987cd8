package io.gainprint.cli;

import io.gainprint.host.device.AudioBackend;
import io.gainprint.host.device.AudioBackends;
import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint devices`: what can be opened.
@Command(
    name = "devices",
    description =
        "Lists the audio devices that can be opened, and says of a backend without any why.",
    footer = {
      "",
      "Examples:",
      "  gainprint devices",
      "  gainprint devices --backend jack:default --json"
    })
final class DevicesCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Option(
      names = "--backend",
      paramLabel = "<name>",
      description = {
        "List only this one's: jack, or jack:<server>; or javasound. All if left out."
      })
  Optional<String> backend = Optional.empty();

  @Option(names = "--json", description = "Print the list as JSON.")
  boolean json;

  /// A backend and its devices, or why it has none.
  private record Listed(String backend, List<AudioDevice> devices, Optional<String> problem) {
    static Listed of(AudioBackend backend) {
      try {
        List<AudioDevice> devices = backend.devices();
        return new Listed(
            backend.name(),
            devices,
            devices.isEmpty()
                ? Optional.of("no device: none is plugged in, or this user may not use it")
                : Optional.empty());
      } catch (DeviceException e) {
        return new Listed(backend.name(), List.of(), Optional.ofNullable(e.getMessage()));
      }
    }
  }

  @Override
  public Integer call() {
    List<AudioBackend> backends =
        backend
            .map(name -> List.of(CommandFailure.ofUsage(() -> AudioBackends.named(name))))
            .orElseGet(AudioBackends::all);
    List<Listed> listed = new ArrayList<>();
    backends.forEach(b -> listed.add(Listed.of(b)));
    if (json) {
      common.out().print(json(listed));
    } else {
      listed.forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(Listed listed) {
    int width = listed.devices().stream().mapToInt(d -> d.id().length()).reduce(6, Math::max);
    if (!listed.devices().isEmpty()) {
      String format = "%-9s  %-" + width + "s  %3s %4s %7s  %s%n";
      common.out().printf(Locale.ROOT, format, "backend", "device", "in", "out", "Hz", "");
      for (AudioDevice device : listed.devices()) {
        common
            .out()
            .printf(
                Locale.ROOT,
                format,
                listed.backend(),
                device.id(),
                device.inputChannels(),
                device.outputChannels(),
                device.sampleRateHz().isPresent()
                    ? String.format(Locale.ROOT, "%.0f", device.sampleRateHz().getAsDouble())
                    : "-",
                (device.isDefault() ? "default, " : "") + device.description());
      }
    }
    listed.problem().ifPresent(why -> common.out().printf("%-9s  %s%n", listed.backend(), why));
  }

  private static String json(List<Listed> all) {
    ObjectNode root = Json.object();
    ArrayNode backends = root.putArray("backends");
    for (Listed listed : all) {
      ObjectNode node = backends.addObject().put("backend", listed.backend());
      node.put("problem", listed.problem().orElse(null));
      ArrayNode devices = node.putArray("devices");
      for (AudioDevice device : listed.devices()) {
        ObjectNode entry =
            devices
                .addObject()
                .put("id", device.id())
                .put("description", device.description())
                .put("inputChannels", device.inputChannels())
                .put("outputChannels", device.outputChannels())
                .put("default", device.isDefault());
        Json.put(entry, "sampleRateHz", device.sampleRateHz().orElse(Double.NaN));
      }
    }
    return Json.text(root);
  }
}
