package io.gainprint.host.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;

/// Where `libjack` is.
@SuppressWarnings("restricted") // the foreign function API
final class JackLibrary {
  /// What the system's loader may know it as: on Linux, macOS, and Windows of 64 and 32 bits.
  private static final List<String> NAMES =
      List.of(
          "libjack.so.0",
          "libjack.so",
          "libjack.dylib",
          "/usr/local/lib/libjack.dylib",
          "/opt/homebrew/lib/libjack.dylib",
          "libjack64.dll",
          "libjack.dll");

  private static final Optional<SymbolLookup> LOADED = load();

  private JackLibrary() {}

  /// The library, if there is one.
  static Optional<SymbolLookup> loaded() {
    return LOADED;
  }

  private static Optional<SymbolLookup> load() {
    for (String name : NAMES) {
      try {
        return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
      } catch (IllegalArgumentException _) {
        // The next name.
      }
    }
    return Optional.empty();
  }
}
