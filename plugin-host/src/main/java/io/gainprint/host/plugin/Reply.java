package io.gainprint.host.plugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the child answers.
sealed interface Reply {
  /// To a request for descriptions.
  ///
  /// @param plugins the descriptions
  record Plugins(List<PluginDescription> plugins) implements Reply {}

  /// To a request for nothing but that it be done.
  record Done() implements Reply {}

  /// The plugin has run.
  ///
  /// @param sound what came out
  /// @param latencyFrames how late it is, as the plugin says
  record Processed(Planar sound, int latencyFrames) implements Reply {}

  /// It could not be done; the child is as it was.
  ///
  /// @param reason the kind of failure
  /// @param message why, in words that follow the plugin's name
  record Failed(PluginException.Reason reason, String message) implements Reply {}

  /// Writes the reply.
  default void writeTo(DataOutputStream out) throws IOException {
    switch (this) {
      case Plugins(List<PluginDescription> plugins) -> {
        out.writeByte('D');
        out.writeInt(plugins.size());
        for (PluginDescription plugin : plugins) {
          write(plugin, out);
        }
      }
      case Done() -> out.writeByte('K');
      case Processed(Planar sound, int latencyFrames) -> {
        out.writeByte('P');
        out.writeInt(latencyFrames);
        sound.writeTo(out);
      }
      case Failed(PluginException.Reason reason, String message) -> {
        out.writeByte('F');
        out.writeUTF(reason.name());
        out.writeUTF(message);
      }
    }
  }

  /// Reads a reply.
  static Reply readFrom(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'D' -> {
        List<PluginDescription> plugins = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          plugins.add(readDescription(in));
        }
        yield new Plugins(plugins);
      }
      case 'K' -> new Done();
      case 'P' -> {
        int latencyFrames = in.readInt();
        yield new Processed(Planar.readFrom(in), latencyFrames);
      }
      case 'F' -> new Failed(PluginException.Reason.valueOf(in.readUTF()), in.readUTF());
      default -> throw new IOException("no such reply: " + kind);
    };
  }

  private static void write(PluginDescription plugin, DataOutputStream out) throws IOException {
    out.writeUTF(plugin.id().toString());
    out.writeUTF(plugin.name());
    out.writeUTF(plugin.category());
    out.writeInt(plugin.inputs());
    out.writeInt(plugin.sideChains());
    out.writeInt(plugin.outputs());
    out.writeInt(plugin.controls().size());
    for (ControlPort control : plugin.controls()) {
      write(control, out);
    }
    out.writeInt(plugin.unsupported().size());
    for (String what : plugin.unsupported()) {
      out.writeUTF(what);
    }
  }

  private static PluginDescription readDescription(DataInputStream in) throws IOException {
    PluginId id = PluginId.parse(in.readUTF());
    String name = in.readUTF();
    String category = in.readUTF();
    int inputs = in.readInt();
    int sideChains = in.readInt();
    int outputs = in.readInt();
    List<ControlPort> controls = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      controls.add(readControl(in));
    }
    List<String> unsupported = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      unsupported.add(in.readUTF());
    }
    return new PluginDescription(
        id, name, category, inputs, sideChains, outputs, controls, unsupported);
  }

  private static void write(ControlPort control, DataOutputStream out) throws IOException {
    out.writeInt(control.index());
    out.writeUTF(control.symbol());
    out.writeUTF(control.name());
    out.writeFloat(control.defaultValue());
    out.writeFloat(control.minimum());
    out.writeFloat(control.maximum());
    out.writeUTF(control.unit());
    out.writeInt(control.scalePoints().size());
    for (ScalePoint point : control.scalePoints()) {
      out.writeUTF(point.label());
      out.writeFloat(point.value());
    }
  }

  private static ControlPort readControl(DataInputStream in) throws IOException {
    int index = in.readInt();
    String symbol = in.readUTF();
    String name = in.readUTF();
    float defaultValue = in.readFloat();
    float minimum = in.readFloat();
    float maximum = in.readFloat();
    String unit = in.readUTF();
    List<ScalePoint> points = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      points.add(new ScalePoint(in.readUTF(), in.readFloat()));
    }
    return new ControlPort(index, symbol, name, defaultValue, minimum, maximum, unit, points);
  }
}
