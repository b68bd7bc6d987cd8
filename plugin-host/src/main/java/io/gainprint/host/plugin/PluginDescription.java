package io.gainprint.host.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a plugin says of itself.
///
/// @param id its name for this program
/// @param name its name for people
/// @param category its class, such as `Compressor Plugin`; empty for LADSPA, which has none
/// @param inputs audio inputs, side chains left out
/// @param sideChains audio inputs that only steer; they are fed silence
/// @param outputs audio outputs
/// @param controls its controls, in the order of its ports; empty in a listing
/// @param unsupported what it needs and this program does not offer; it cannot be run unless empty
public record PluginDescription(
    PluginId id,
    String name,
    String category,
    int inputs,
    int sideChains,
    int outputs,
    List<ControlPort> controls,
    List<String> unsupported) {

  /// Copies the lists.
  public PluginDescription {
    controls = List.copyOf(controls);
    unsupported = List.copyOf(unsupported);
  }

  /// The same under another name.
  PluginDescription as(PluginId other) {
    return new PluginDescription(
        other, name, category, inputs, sideChains, outputs, controls, unsupported);
  }

  /// How many instances sound of some channels takes.
  ///
  /// A plugin with as many inputs and outputs as there are channels runs once; a mono plugin runs
  /// once per channel; a stereo plugin runs once on mono sound, which is fed to both of its inputs
  /// and taken from its first output.
  ///
  /// @param channels channels of the sound, ≥ 1
  /// @return the number, ≥ 1
  /// @throws IllegalArgumentException if the plugin does not go with so many channels
  public int instancesFor(int channels) {
    if (inputs == outputs && inputs == 1) {
      return channels;
    }
    if (inputs == outputs && (inputs == channels || (inputs == 2 && channels == 1))) {
      return 1;
    }
    throw new IllegalArgumentException(
        "plugin "
            + id
            + " has "
            + count(inputs, "input")
            + " and "
            + count(outputs, "output")
            + ", which does not go with sound of "
            + count(channels, "channel"));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// Reads values of controls, each `name=value`.
  ///
  /// A name is a control's symbol or its name, in any case, its name as a [slug][ControlPort#slug],
  /// or the beginning of one of these if no other control's begins so.
  ///
  /// @param assignments the values, of which the last one of a control counts
  /// @return the value of each control named, by the index of its port
  /// @throws IllegalArgumentException if there is no such control, several are meant, or a value is
  ///   out of range; the message lists what there is
  public Map<Integer, Float> values(List<String> assignments) {
    Map<Integer, Float> values = new HashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a control is set by name=value: " + assignment);
      }
      ControlPort control = control(assignment.substring(0, equals).strip());
      values.put(control.index(), control.value(assignment.substring(equals + 1).strip()));
    }
    return values;
  }

  private ControlPort control(String given) {
    String word = ControlPort.slug(given);
    List<Predicate<ControlPort>> ways = new ArrayList<>();
    ways.add(control -> control.symbol().equals(given));
    ways.add(control ->
        control.symbol().equalsIgnoreCase(given) || control.name().equalsIgnoreCase(given));
    ways.add(control -> ControlPort.slug(control.name()).equals(word));
    ways.add(control ->
        control.symbol().regionMatches(true, 0, given, 0, given.length())
            || ControlPort.slug(control.name()).startsWith(word));
    for (Predicate<ControlPort> way : ways) {
      List<ControlPort> meant = controls.stream().filter(way).toList();
      if (meant.size() == 1) {
        return meant.getFirst();
      }
      if (meant.size() > 1) {
        throw new IllegalArgumentException(
            "control " + given + " of plugin " + id + " may be any of " + symbols(meant));
      }
    }
    throw new IllegalArgumentException(
        "plugin "
            + id
            + " has no control "
            + given
            + "; it has "
            + (controls.isEmpty() ? "none" : symbols(controls)));
  }

  private static String symbols(List<ControlPort> controls) {
    return controls.stream().map(ControlPort::symbol).collect(Collectors.joining(", "));
  }
}
