package io.gainprint.cli;

import io.gainprint.host.plugin.ControlPort;
import io.gainprint.host.plugin.PluginDescription;
import io.gainprint.host.plugin.PluginHost;
import io.gainprint.host.plugin.PluginId;
import io.gainprint.host.plugin.ScalePoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint plugins`: the native plugins of this machine.
@Command(
    name = "plugins",
    description = "Lists the LV2 and LADSPA plugins of this machine, or the controls of one.",
    footer = {
      "",
      "LV2_PATH and LADSPA_PATH name the folders to look in, where they are not the usual ones.",
      "A plugin is loaded in a process of its own; one that crashes is left out, with a warning.",
      "",
      "Examples:",
      "  gainprint plugins compressor",
      "  gainprint plugins --controls sc4m_1916:sc4m"
    })
final class PluginsCommand implements Callable<Integer> {
  /// For ranges in multiples of the sample rate.
  private static final double USUAL_RATE_HZ = 48_000;

  @Mixin CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "<filter>",
      description = "List only plugins with this in their name, class, URI, library or label.")
  @Nullable String filter;

  @Option(
      names = "--controls",
      paramLabel = "<uri|lib:label>",
      description = "Describe this plugin's controls, at 48 kHz.")
  @Nullable String plugin;

  @Option(
      names = "--plugin-limit",
      paramLabel = "<s>",
      defaultValue = "30",
      description = "How long a plugin may take to load; ${DEFAULT-VALUE} s if left out.")
  double limitSeconds;

  @Option(names = "--json", description = "Print the list as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    PluginHost host = new PluginHost(PluginOptions.limit(limitSeconds));
    if (plugin == null) {
      List<PluginDescription> found =
          host.list(warning -> common.err().println("gainprint: warning: " + warning)).stream()
              .filter(this::isWanted)
              .toList();
      if (json) {
        common.out().print(json(found));
      } else {
        print(found);
      }
      return ExitCode.OK;
    }
    if (filter != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "a filter is for the list, --controls for one plugin: " + filter);
    }
    String name = plugin;
    PluginDescription found =
        host.describe(CommandFailure.ofUsage(() -> PluginId.parse(name)), USUAL_RATE_HZ);
    if (json) {
      common.out().print(Json.text(put(Json.object(), found, true)));
    } else {
      print(found);
    }
    return ExitCode.OK;
  }

  private boolean isWanted(PluginDescription found) {
    if (filter == null) {
      return true;
    }
    String text = found.id() + "\n" + found.name() + "\n" + found.category();
    return text.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }

  private static String format(PluginDescription found) {
    return switch (found.id()) {
      case PluginId.Lv2 _ -> "LV2";
      case PluginId.Ladspa _ -> "LADSPA";
    };
  }

  private static String channels(PluginDescription found) {
    return found.inputs()
        + (found.sideChains() > 0 ? "+" + found.sideChains() : "")
        + ">"
        + found.outputs();
  }

  private void print(List<PluginDescription> plugins) {
    PrintWriter out = common.out();
    int width = plugins.stream().mapToInt(p -> p.id().toString().length()).reduce(6, Math::max);
    String line = "%-6s  %-6s  %-" + width + "s  %s%n";
    out.printf(line, "format", "in>out", "plugin", "name");
    for (PluginDescription found : plugins) {
      out.printf(line, format(found), channels(found), found.id(), described(found));
    }
    out.printf("plugins: %d%n", plugins.size());
  }

  private static String described(PluginDescription found) {
    return found.name()
        + (found.category().isEmpty() ? "" : " (" + found.category() + ")")
        + (found.unsupported().isEmpty()
            ? ""
            : "; cannot be run here, needs " + String.join(", ", found.unsupported()));
  }

  private void print(PluginDescription found) {
    PrintWriter out = common.out();
    out.printf("%s %s%n%s%n", format(found), found.id(), described(found));
    out.printf(
        "inputs: %d, side chains: %d, outputs: %d%n",
        found.inputs(), found.sideChains(), found.outputs());
    int symbols = found.controls().stream().mapToInt(c -> c.symbol().length()).reduce(7, Math::max);
    int names = found.controls().stream().mapToInt(c -> c.name().length()).reduce(4, Math::max);
    String line = "%-" + symbols + "s  %-" + names + "s  %10s  %s%n";
    out.printf(line, "control", "name", "default", "range");
    for (ControlPort control : found.controls()) {
      out.printf(
          line,
          control.symbol(),
          control.name(),
          ControlPort.number(control.defaultValue()),
          control.range());
    }
  }

  private static String json(List<PluginDescription> plugins) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("plugins");
    for (PluginDescription found : plugins) {
      put(list.addObject(), found, false);
    }
    return Json.text(root);
  }

  private static ObjectNode put(ObjectNode node, PluginDescription found, boolean withControls) {
    node.put("format", format(found))
        .put("plugin", found.id().toString())
        .put("name", found.name())
        .put("class", found.category())
        .put("inputs", found.inputs())
        .put("sideChains", found.sideChains())
        .put("outputs", found.outputs());
    ArrayNode unsupported = node.putArray("unsupported");
    found.unsupported().forEach(unsupported::add);
    if (withControls) {
      ArrayNode controls = node.putArray("controls");
      found.controls().forEach(control -> put(controls.addObject(), control));
    }
    return node;
  }

  private static void put(ObjectNode node, ControlPort control) {
    node.put("symbol", control.symbol()).put("name", control.name());
    Json.put(node, "default", control.defaultValue());
    Json.put(node, "minimum", control.minimum());
    Json.put(node, "maximum", control.maximum());
    node.put("unit", control.unit());
    ArrayNode points = node.putArray("scalePoints");
    for (ScalePoint point : control.scalePoints()) {
      ObjectNode entry = points.addObject().put("label", point.label());
      Json.put(entry, "value", point.value());
    }
  }
}
