package io.gainprint.host.plugin;

import java.util.regex.Pattern;

/// The name of a native plugin.
public sealed interface PluginId {
  /// An LV2 plugin.
  ///
  /// @param uri its URI
  record Lv2(String uri) implements PluginId {
    @Override
    public String toString() {
      return uri;
    }
  }

  /// A LADSPA plugin.
  ///
  /// @param library its library: a path, or the name of a file in one of LADSPA's folders, with or
  ///   without its extension
  /// @param label its label within the library; empty where none was given
  record Ladspa(String library, String label) implements PluginId {
    @Override
    public String toString() {
      return library + ":" + label;
    }
  }

  /// What has a scheme with `//`, `urn:` or `tag:` is an LV2 plugin's URI; all else is the library
  /// and label of a LADSPA plugin, parted by the last colon.
  ///
  /// @param text such as `http://calf.sourceforge.net/plugins/Compressor` or `sc4m_1916:sc4m`
  /// @return the name
  /// @throws IllegalArgumentException if the text is blank
  static PluginId parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "a plugin is named by its URI (LV2) or by library:label (LADSPA)");
    }
    if (UriForm.PATTERN.matcher(text).matches()) {
      return new Lv2(text);
    }
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? new Ladspa(text, "")
        : new Ladspa(text.substring(0, colon), text.substring(colon + 1));
  }
}

/// What tells a URI from a library and its label, in which a single colon is common.
final class UriForm {
  static final Pattern PATTERN = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*|(urn|tag):.*");

  private UriForm() {}
}
