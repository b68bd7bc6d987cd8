package io.gainprint.host.export;

import java.nio.file.Path;
import java.util.Locale;

/// Where plugin hosts look for the plugins of one user.
public final class PluginFolders {
  private PluginFolders() {}

  /// The user's folder for a format.
  ///
  /// @param format LV2 or LADSPA
  /// @param home the user's home folder
  /// @return for example `~/.lv2`; it may not exist yet
  /// @throws IllegalArgumentException if there are no plugins of that format
  public static Path of(ExportFormat format, Path home) {
    boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    Path plugins = isMac ? home.resolve("Library/Audio/Plug-Ins") : home;
    return switch (format) {
      case LV2 -> plugins.resolve(isMac ? "LV2" : ".lv2");
      case LADSPA -> plugins.resolve(isMac ? "LADSPA" : ".ladspa");
      case C -> throw new IllegalArgumentException("hosts load no plugins of format c");
    };
  }
}
