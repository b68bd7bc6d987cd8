package io.gainprint.host.javasound;

import io.gainprint.host.device.AudioDevice;
import io.gainprint.host.device.DeviceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The mixers of javax.sound that capture or play, by names that are unique.
final class Mixers {
  /// The most channels that are told of. A device without a limit of its own, such as ALSA's
  /// plugins, says a thousand millions or that it does not know.
  static final int MOST_CHANNELS = 32;

  private Mixers() {}

  /// A mixer and what it can do.
  ///
  /// @param inputChannels the most channels it captures
  /// @param outputChannels the most channels it plays
  private record Found(Mixer mixer, int inputChannels, int outputChannels) {}

  private static Map<String, Found> all() {
    Map<String, Found> found = new LinkedHashMap<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      int captured = channels(mixer.getTargetLineInfo(), TargetDataLine.class);
      int played = channels(mixer.getSourceLineInfo(), SourceDataLine.class);
      if (captured + played > 0) {
        String name = info.getName();
        for (int k = 2; found.containsKey(name); k++) {
          name = info.getName() + " #" + k;
        }
        found.put(name, new Found(mixer, captured, played));
      }
    }
    return found;
  }

  private static int channels(Line.Info[] lines, Class<?> kind) {
    int most = 0;
    boolean unknown = false;
    for (Line.Info line : lines) {
      if (line instanceof DataLine.Info data && data.getLineClass() == kind) {
        for (AudioFormat format : data.getFormats()) {
          most = Math.max(most, format.getChannels());
          unknown |= format.getChannels() == AudioSystem.NOT_SPECIFIED;
        }
      }
    }
    return most == 0 && unknown ? MOST_CHANNELS : Math.min(most, MOST_CHANNELS);
  }

  /// What can be opened.
  static List<AudioDevice> devices() {
    Map<String, Found> all = all();
    String input = first(all, true).orElse("");
    String output = first(all, false).orElse("");
    List<AudioDevice> devices = new ArrayList<>();
    all.forEach((name, found) ->
        devices.add(
            new AudioDevice(
                name,
                found.mixer().getMixerInfo().getDescription(),
                found.inputChannels(),
                found.outputChannels(),
                name.equals(input) || name.equals(output),
                OptionalDouble.empty())));
    return devices;
  }

  private static Optional<String> first(Map<String, Found> all, boolean captures) {
    return all.entrySet().stream()
        .filter(e -> (captures ? e.getValue().inputChannels() : e.getValue().outputChannels()) > 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The mixer to use.
  ///
  /// @param wanted its name or a part that only its name has, in any case; empty for the first
  /// @param captures what it must be able to do: capture, or else play
  /// @throws DeviceException if there is none, or more than one
  static Mixer mixer(Optional<String> wanted, boolean captures) throws DeviceException {
    Map<String, Found> all = all();
    all.values().removeIf(f -> (captures ? f.inputChannels() : f.outputChannels()) == 0);
    String does = captures ? "captures" : "plays";
    if (all.isEmpty()) {
      throw new DeviceException(
          "there is no device that %s sound here: none is plugged in, or this user may not use it"
              .formatted(does));
    }
    if (wanted.isEmpty()) {
      return all.values().iterator().next().mixer();
    }
    String name = wanted.get();
    Found exact = all.get(name);
    if (exact != null) {
      return exact.mixer();
    }
    String part = name.toLowerCase(Locale.ROOT);
    List<String> matching =
        all.keySet().stream().filter(n -> n.toLowerCase(Locale.ROOT).contains(part)).toList();
    Found only = matching.size() == 1 ? all.get(matching.getFirst()) : null;
    if (only == null) {
      throw new DeviceException(
          "%s device that %s has '%s' in its name; there is: %s"
              .formatted(
                  matching.isEmpty() ? "no" : "more than one",
                  does,
                  name,
                  all.keySet().stream().collect(Collectors.joining("', '", "'", "'"))));
    }
    return only.mixer();
  }
}
