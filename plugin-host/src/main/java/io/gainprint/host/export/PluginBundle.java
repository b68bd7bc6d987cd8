package io.gainprint.host.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The source of a native plugin: the files of a folder, by name. Immutable.
///
/// The same unit always gives the same files. Its URI is made from the unit's name and controls, so
/// that a new fit of a unit takes the place of an old one in a host's sessions, and a unit with
/// other controls does not.
public final class PluginBundle {
  private final ExportFormat format;
  private final String slug;
  private final String uri;
  private final Map<String, String> files = new LinkedHashMap<>();

  private PluginBundle(ExportedUnit unit, ExportFormat format) {
    this.format = format;
    String name = Quoting.line(unit.name());
    ControlPorts controls = ControlPorts.of(unit.controls());
    slug = Quoting.slug(unit.name());
    boolean hasLatency = unit.lookAheadMs() > 0;
    String ports =
        controls.ports().stream().map(ControlPort::symbol).collect(Collectors.joining(" "));
    uri =
        "urn:gainprint:%s:%s"
            .formatted(slug, Quoting.hash(unit.name() + "\n" + ports + "\n" + hasLatency, 8));
    for (String core : List.of("compressor.h", "compressor.c", "unit.h", "unit.c")) {
      files.put(core, resource(core));
    }
    files.put("constants.h", ConstantsHeader.of(unit, controls, slug, uri));
    switch (format) {
      case LV2 -> {
        files.put("plugin.c", resource("plugin.c"));
        files.put("lv2.c", resource("lv2.c"));
        Lv2Description lv2 = new Lv2Description(name, uri, controls, hasLatency);
        files.put("manifest.ttl", lv2.manifest(library()));
        files.put("plugin.ttl", lv2.plugins());
        files.put("presets.ttl", lv2.presets());
      }
      case LADSPA -> {
        files.put("plugin.c", resource("plugin.c"));
        files.put("ladspa.c", resource("ladspa.c"));
        files.put("ports.h", LadspaPorts.of(controls, hasLatency, uri));
      }
      case C -> {}
    }
    BundleTexts texts = new BundleTexts(this, name, controls);
    files.put("Makefile", texts.makefile());
    files.put("README.txt", texts.readme());
  }

  /// The bundle of a unit.
  ///
  /// @param unit what to export
  /// @param format what for
  /// @return the bundle
  public static PluginBundle of(ExportedUnit unit, ExportFormat format) {
    return new PluginBundle(unit, format);
  }

  /// What the bundle is for.
  ///
  /// @return the format
  public ExportFormat format() {
    return format;
  }

  /// The usual name of the bundle's folder.
  ///
  /// @return for example `la_2a.lv2`
  public String folderName() {
    return slug + format.ending();
  }

  /// The URIs of the plugins in an LV2 bundle.
  ///
  /// @return mono and stereo
  public List<String> uris() {
    return List.of(uri + ":mono", uri + ":stereo");
  }

  /// The labels of the plugins in a LADSPA library.
  ///
  /// @return mono and stereo
  public List<String> labels() {
    return List.of(slug + "_mono", slug + "_stereo");
  }

  /// The files.
  ///
  /// @return texts by file name; not modifiable
  public Map<String, String> files() {
    return Collections.unmodifiableMap(files);
  }

  /// What compiling leaves.
  ///
  /// @return file name of the library, or of the object files
  public List<String> products() {
    return format == ExportFormat.C ? List.of("compressor.o", "unit.o") : List.of(library());
  }

  /// What is compiled.
  ///
  /// @return file names of C
  List<String> sources() {
    return switch (format) {
      case LV2 -> List.of("lv2.c");
      case LADSPA -> List.of("ladspa.c");
      case C -> List.of("compressor.c", "unit.c");
    };
  }

  /// The library's file name, which for LADSPA is its name in the folder it shares with others.
  String library() {
    return (format == ExportFormat.LADSPA ? slug : "plugin") + libraryEnding();
  }

  private static String libraryEnding() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return ".dylib";
    }
    return system.startsWith("windows") ? ".dll" : ".so";
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(PluginBundle.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
