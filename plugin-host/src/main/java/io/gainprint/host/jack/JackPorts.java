package io.gainprint.host.jack;

import io.gainprint.host.device.DeviceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which ports of others a stream's own are connected to.
final class JackPorts {
  /// The word for no connection.
  static final String NONE = "none";

  private JackPorts() {}

  /// The client that a port belongs to.
  static String clientOf(String port) {
    int colon = port.indexOf(':');
    return colon < 0 ? port : port.substring(0, colon);
  }

  /// The ports to connect to, in the server's order.
  ///
  /// @param client who asks
  /// @param wanted empty for physical ports, `none`, a client's name, or a regular expression that
  ///   is found in the full name of a port
  /// @param flag [Jack#IS_OUTPUT] for sources of sound, [Jack#IS_INPUT] for sinks
  /// @throws DeviceException if something was named and nothing is there, listing what is
  static List<String> wanted(long client, Optional<String> wanted, int flag)
      throws DeviceException {
    if (wanted.isEmpty()) {
      return Jack.ports(client, flag | Jack.IS_PHYSICAL);
    }
    String name = wanted.get();
    if (name.equals(NONE)) {
      return List.of();
    }
    List<String> there = Jack.ports(client, flag);
    there.removeIf(port -> clientOf(port).equals(Jack.clientName(client)));
    List<String> found = new ArrayList<>(there);
    found.removeIf(port -> !clientOf(port).equals(name));
    if (found.isEmpty()) {
      Pattern pattern = pattern(name);
      found.addAll(there);
      found.removeIf(port -> !pattern.matcher(port).find());
    }
    if (found.isEmpty()) {
      Set<String> clients = new LinkedHashSet<>();
      there.forEach(port -> clients.add(clientOf(port)));
      throw new DeviceException(
          "JACK has no %s like '%s'; there is: %s"
              .formatted(
                  flag == Jack.IS_OUTPUT ? "source of sound" : "sink for sound",
                  name,
                  clients.isEmpty() ? NONE : String.join(", ", clients)));
    }
    return found;
  }

  private static Pattern pattern(String regex) throws DeviceException {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new DeviceException(
          "neither a JACK client nor a pattern of port names: '%s' (%s)"
              .formatted(regex, e.getDescription()),
          e);
    }
  }
}
