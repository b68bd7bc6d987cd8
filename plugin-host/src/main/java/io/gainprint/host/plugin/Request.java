package io.gainprint.host.plugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What the child is asked. Every request has one answer.
sealed interface Request {
  /// Describe all LV2 plugins, without their controls.
  record ListLv2() implements Request {}

  /// Describe all plugins of a LADSPA library, without their controls.
  ///
  /// @param library the path of its file
  record ListLadspa(String library) implements Request {}

  /// Describe one plugin.
  ///
  /// @param id its name; of LADSPA, with the path of the library
  /// @param sampleRateHz the rate that ranges in multiples of it are meant for
  record Describe(PluginId id, double sampleRateHz) implements Request {}

  /// Load a plugin and make it ready to run.
  ///
  /// @param id its name; of LADSPA, with the path of the library
  /// @param sampleRateHz rate of the sound
  /// @param channels channels of the sound
  /// @param blockFrames frames of every block
  /// @param values controls that differ from their defaults, by port
  record Open(
      PluginId id, double sampleRateHz, int channels, int blockFrames, Map<Integer, Float> values)
      implements Request {}

  /// Run the plugin on whole blocks.
  ///
  /// @param sound what goes in, and then what came out
  record Render(Planar sound) implements Request {}

  /// Take the plugin down.
  record Close() implements Request {}

  /// Writes the request.
  default void writeTo(DataOutputStream out) throws IOException {
    switch (this) {
      case ListLv2() -> out.writeByte('L');
      case ListLadspa(String library) -> {
        out.writeByte('S');
        out.writeUTF(library);
      }
      case Describe(PluginId id, double sampleRateHz) -> {
        out.writeByte('D');
        out.writeUTF(id.toString());
        out.writeDouble(sampleRateHz);
      }
      case Open(
              PluginId id,
              double sampleRateHz,
              int channels,
              int blockFrames,
              Map<Integer, Float> values) -> {
        out.writeByte('O');
        out.writeUTF(id.toString());
        out.writeDouble(sampleRateHz);
        out.writeInt(channels);
        out.writeInt(blockFrames);
        out.writeInt(values.size());
        for (Map.Entry<Integer, Float> value : values.entrySet()) {
          out.writeInt(value.getKey());
          out.writeFloat(value.getValue());
        }
      }
      case Render(Planar sound) -> {
        out.writeByte('P');
        sound.writeTo(out);
      }
      case Close() -> out.writeByte('C');
    }
  }

  /// Reads a request.
  ///
  /// @throws java.io.EOFException where there is none any more
  static Request readFrom(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'L' -> new ListLv2();
      case 'S' -> new ListLadspa(in.readUTF());
      case 'D' -> new Describe(PluginId.parse(in.readUTF()), in.readDouble());
      case 'O' -> {
        PluginId id = PluginId.parse(in.readUTF());
        double sampleRateHz = in.readDouble();
        int channels = in.readInt();
        int blockFrames = in.readInt();
        Map<Integer, Float> values = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          values.put(in.readInt(), in.readFloat());
        }
        yield new Open(id, sampleRateHz, channels, blockFrames, values);
      }
      case 'C' -> new Close();
      case 'P' -> new Render(Planar.readFrom(in));
      default -> throw new IOException("no such request: " + kind);
    };
  }
}
