package io.gainprint.host.export;

import java.util.Locale;

/// What a bundle is for.
public enum ExportFormat {
  /// An LV2 bundle with a mono and a stereo plugin.
  LV2(".lv2"),
  /// A LADSPA library with a mono and a stereo plugin.
  LADSPA("-ladspa"),
  /// The processor alone, to be built into another program.
  C("-c");

  private final String ending;

  ExportFormat(String ending) {
    this.ending = ending;
  }

  /// How folders of this format are named.
  ///
  /// @return the end of the name, such as `.lv2`
  public String ending() {
    return ending;
  }

  /// The name used on the command line and in messages.
  ///
  /// @return for example `lv2`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
