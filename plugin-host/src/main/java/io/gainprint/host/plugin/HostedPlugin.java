package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A plugin at work on the channels of a sound: within the child, its instances and their buffers.
/// One thread.
final class HostedPlugin implements AutoCloseable {
  /// Room for the events of one block, bytes.
  static final int EVENT_BYTES = 65_536;

  private static final int ATOM_HEADER_BYTES = 8;
  private static final int SEQUENCE_HEADER_BYTES = 8;
  private static final double MOST_LATENCY_SECONDS = 60;

  private final Arena arena = Arena.ofConfined();
  private final int blockFrames;
  private final int mostLatencyFrames;
  private final int channels;
  private final Urids urids;
  private final List<Lane> lanes = new ArrayList<>();

  HostedPlugin(NativePlugin plugin, Urids urids, Request.Open request) {
    blockFrames = request.blockFrames();
    mostLatencyFrames = (int) (MOST_LATENCY_SECONDS * request.sampleRateHz());
    channels = request.channels();
    this.urids = urids;
    PluginDescription description = plugin.description(request.sampleRateHz(), true);
    if (!description.unsupported().isEmpty()) {
      throw new UnusableException(
          PluginException.Reason.UNUSABLE,
          "it needs what is not offered here: " + String.join(", ", description.unsupported()));
    }
    int instances = description.instancesFor(channels);
    for (int i = 0; i < instances; i++) {
      lanes.add(new Lane(plugin, description.controls(), request));
    }
  }

  /// Runs whole blocks and writes what comes out over what went in.
  void process(Planar sound) {
    int perLane = channels / lanes.size();
    for (int from = 0; from < sound.frames(); from += blockFrames) {
      for (int lane = 0; lane < lanes.size(); lane++) {
        lanes.get(lane).process(sound, lane * perLane, perLane, from);
      }
    }
  }

  /// How late the output is, as the plugin has last said, frames.
  int latencyFrames() {
    float most = 0;
    for (Lane lane : lanes) {
      most = Math.max(most, lane.latency());
    }
    if (!(most <= mostLatencyFrames)) {
      throw new UnusableException(
          PluginException.Reason.UNUSABLE, "it says that it is late by " + most + " frames");
    }
    return Math.round(most);
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.instance.close());
    arena.close();
  }

  /// One instance.
  private final class Lane {
    private final NativePlugin.NativeInstance instance;
    private final MemorySegment controls;
    private final OptionalInt latencyPort;
    private final List<MemorySegment> inputs = new ArrayList<>();
    private final List<MemorySegment> outputs = new ArrayList<>();
    private final List<MemorySegment> eventInputs = new ArrayList<>();
    private final List<MemorySegment> eventOutputs = new ArrayList<>();

    Lane(NativePlugin plugin, List<ControlPort> ports, Request.Open request) {
      instance = plugin.instantiate(request.sampleRateHz(), blockFrames, arena);
      latencyPort = plugin.latencyPort();
      controls = arena.allocate(JAVA_FLOAT, Math.max(1, plugin.ports().size()));
      for (ControlPort port : ports) {
        controls.setAtIndex(
            JAVA_FLOAT,
            port.index(),
            request.values().getOrDefault(port.index(), port.defaultValue()));
      }
      for (int port = 0; port < plugin.ports().size(); port++) {
        instance.connect(port, buffer(port, plugin.ports().get(port)));
      }
      instance.activate();
    }

    private MemorySegment buffer(int port, PortRole role) {
      return switch (role) {
        case AUDIO_INPUT -> added(inputs, audio());
        case AUDIO_OUTPUT -> added(outputs, audio());
        case SIDE_CHAIN, SIGNAL_INPUT, SIGNAL_OUTPUT -> audio();
        case CONTROL_INPUT, CONTROL_OUTPUT ->
            controls.asSlice((long) port * Float.BYTES, Float.BYTES);
        case EVENT_INPUT -> added(eventInputs, events());
        case EVENT_OUTPUT -> added(eventOutputs, events());
        case UNCONNECTED, UNKNOWN -> MemorySegment.NULL;
      };
    }

    private MemorySegment audio() {
      return arena.allocate((long) blockFrames * Float.BYTES, 64);
    }

    private MemorySegment events() {
      return arena.allocate(EVENT_BYTES, 64);
    }

    private static MemorySegment added(List<MemorySegment> list, MemorySegment buffer) {
      list.add(buffer);
      return buffer;
    }

    void process(Planar sound, int channel, int count, int from) {
      for (int i = 0; i < inputs.size(); i++) {
        MemorySegment.copy(
            sound.row(channel + Math.min(i, count - 1)),
            from,
            inputs.get(i),
            JAVA_FLOAT,
            0,
            blockFrames);
      }
      clearEvents();
      instance.run(blockFrames);
      for (int i = 0; i < count; i++) {
        MemorySegment.copy(
            outputs.get(i), JAVA_FLOAT, 0, sound.row(channel + i), from, blockFrames);
      }
    }

    /// Inputs are an empty sequence, outputs say how much room there is.
    private void clearEvents() {
      for (MemorySegment events : eventInputs) {
        events.set(JAVA_INT, 0, SEQUENCE_HEADER_BYTES);
        events.set(JAVA_INT, 4, urids.number("http://lv2plug.in/ns/ext/atom#Sequence"));
        events.set(JAVA_INT, 8, 0);
        events.set(JAVA_INT, 12, 0);
      }
      for (MemorySegment events : eventOutputs) {
        events.set(JAVA_INT, 0, EVENT_BYTES - ATOM_HEADER_BYTES);
        events.set(JAVA_INT, 4, urids.number("http://lv2plug.in/ns/ext/atom#Chunk"));
      }
    }

    float latency() {
      return latencyPort.isEmpty() ? 0 : controls.getAtIndex(JAVA_FLOAT, latencyPort.getAsInt());
    }
  }
}
