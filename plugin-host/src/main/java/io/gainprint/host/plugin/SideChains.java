package io.gainprint.host.plugin;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/// Tells the audio inputs that only steer where a plugin does not say which they are: where there
/// are more inputs than outputs, those beyond the first whose names say so.
final class SideChains {
  private static final Pattern NAME = Pattern.compile("(?i)side[ _-]?chain|\\bkey\\b|\\bsc\\b");

  private SideChains() {}

  /// Gives such inputs their role.
  ///
  /// @param roles the roles of a plugin's ports, changed
  /// @param nameOf the name of a port
  static void mark(List<PortRole> roles, IntFunction<String> nameOf) {
    long inputs = roles.stream().filter(PortRole.AUDIO_INPUT::equals).count();
    long outputs = roles.stream().filter(PortRole.AUDIO_OUTPUT::equals).count();
    boolean first = true;
    for (int port = 0; port < roles.size() && inputs > outputs; port++) {
      if (roles.get(port) == PortRole.AUDIO_INPUT) {
        if (!first && NAME.matcher(nameOf.apply(port)).find()) {
          roles.set(port, PortRole.SIDE_CHAIN);
          inputs--;
        }
        first = false;
      }
    }
  }
}
