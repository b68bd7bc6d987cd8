package io.gainprint.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds native plugins, describes them, and opens them to render sound through.
///
/// LV2 plugins are those of `LV2_PATH` or LV2's usual folders and need the library lilv; LADSPA's
/// are those of `LADSPA_PATH` or its usual folders. Works on Linux and macOS. Immutable; any
/// thread.
public final class PluginHost {
  /// How long a plugin may take for one step if nothing is said.
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

  private static final List<String> LILV = List.of("liblilv-0.so.0", "liblilv-0.0.dylib");

  private final Duration limit;
  private final Map<String, String> environment;
  private final List<String> lilvNames;

  /// A host of the plugins of this machine.
  ///
  /// @param limit how long a plugin may take for one step, such as to load or to process some
  ///   thousand frames, > 0
  public PluginHost(Duration limit) {
    this(limit, System.getenv(), LILV);
  }

  PluginHost(Duration limit, Map<String, String> environment, List<String> lilvNames) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("the time limit must be positive: " + limit);
    }
    this.limit = limit;
    this.environment = Map.copyOf(environment);
    this.lilvNames = List.copyOf(lilvNames);
  }

  private ChildProcess child() throws IOException {
    return new ChildProcess(limit, environment, lilvNames);
  }

  /// All plugins, LV2's first, without their controls.
  ///
  /// A library that is none, crashes or never returns is left out with a warning.
  ///
  /// @param warnings told of everything that could not be listed, one sentence each
  /// @return the plugins
  /// @throws IOException if no process can be started
  public List<PluginDescription> list(Consumer<String> warnings) throws IOException {
    List<PluginDescription> plugins = new ArrayList<>();
    try (ChildProcess child = child()) {
      plugins.addAll(descriptions(child.ask(new Request.ListLv2(), "LV2")));
    } catch (PluginException e) {
      warnings.accept("no LV2 plugins are listed: " + e.getMessage());
    }
    LadspaLibraries libraries = new LadspaLibraries(environment);
    @Nullable ChildProcess child = null;
    try {
      for (Path library : libraries.all()) {
        child = child == null ? child() : child;
        try {
          Request request = new Request.ListLadspa(library.toAbsolutePath().toString());
          for (PluginDescription plugin : descriptions(child.ask(request, library.toString()))) {
            plugins.add(renamed(plugin, libraries.nameOf(library)));
          }
        } catch (PluginException e) {
          warnings.accept(Objects.requireNonNull(e.getMessage()));
          if (e.reason() != PluginException.Reason.UNUSABLE) {
            child.close();
            child = null;
          }
        }
      }
    } finally {
      if (child != null) {
        child.close();
      }
    }
    return plugins;
  }

  private static PluginDescription renamed(PluginDescription plugin, String library) {
    return plugin.id() instanceof PluginId.Ladspa(_, String label)
        ? plugin.as(new PluginId.Ladspa(library, label))
        : plugin;
  }

  /// Describes a plugin with its controls.
  ///
  /// @param id its name
  /// @param sampleRateHz the rate for ranges that depend on it, Hz
  /// @return what it says of itself
  /// @throws PluginException if there is none of that name, or it cannot be loaded
  /// @throws IOException if no process can be started
  public PluginDescription describe(PluginId id, double sampleRateHz) throws IOException {
    PluginId found = find(id);
    try (ChildProcess child = child()) {
      return describe(child, id, found, sampleRateHz);
    }
  }

  private static PluginDescription describe(
      ChildProcess child, PluginId id, PluginId found, double sampleRateHz) throws PluginException {
    Reply reply = child.ask(new Request.Describe(found, sampleRateHz), "plugin " + id);
    return descriptions(reply).getFirst().as(id);
  }

  /// Opens a plugin for some sound.
  ///
  /// @param id its name
  /// @param sampleRateHz rate of the sound, Hz, > 0
  /// @param channels channels of the sound, ≥ 1; see [PluginDescription#instancesFor]
  /// @param blockFrames frames that the plugin processes at once, ≥ 1
  /// @param controls values of controls, each `name=value`; see [PluginDescription#values]
  /// @return the plugin, at rest
  /// @throws IllegalArgumentException if a control or value is not one of the plugin's, or the
  ///   plugin does not go with so many channels
  /// @throws PluginException if there is none of that name, or it cannot be loaded
  /// @throws IOException if no process can be started
  public PluginRenderer open(
      PluginId id, double sampleRateHz, int channels, int blockFrames, List<String> controls)
      throws IOException {
    if (!(sampleRateHz > 0) || channels < 1 || blockFrames < 1) {
      throw new IllegalArgumentException(
          "sample rate, channels and frames of a block must be positive: %s, %d, %d"
              .formatted(sampleRateHz, channels, blockFrames));
    }
    PluginId found = find(id);
    ChildProcess child = child();
    try {
      PluginDescription description = describe(child, id, found, sampleRateHz);
      Map<Integer, Float> values = description.values(controls);
      int _ = description.instancesFor(channels);
      Reply _ =
          child.ask(
              new Request.Open(found, sampleRateHz, channels, blockFrames, values), "plugin " + id);
      return new PluginRenderer(child, description, channels, blockFrames);
    } catch (IOException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private PluginId find(PluginId id) throws PluginException {
    if (!(id instanceof PluginId.Ladspa(String library, String label))) {
      return id;
    }
    LadspaLibraries libraries = new LadspaLibraries(environment);
    Path file =
        libraries
            .find(library)
            .orElseThrow(() ->
                new PluginException(
                    PluginException.Reason.MISSING,
                    "plugin %s: there is no library %s%s"
                        .formatted(
                            id,
                            library,
                            library.contains("/") ? "" : " in " + libraries.places())));
    return new PluginId.Ladspa(file.toString(), label);
  }

  private static List<PluginDescription> descriptions(Reply reply) {
    if (reply instanceof Reply.Plugins(List<PluginDescription> plugins)) {
      return plugins;
    }
    throw new IllegalStateException("an answer to another question: " + reply);
  }
}
