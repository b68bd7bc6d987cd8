package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// An LV2 plugin that lilv has found.
@SuppressWarnings("restricted")
final class Lv2Plugin implements NativePlugin {
  static final String CORE = "http://lv2plug.in/ns/lv2core#";
  private static final String UNITS = "http://lv2plug.in/ns/extensions/units#";

  private final Lilv lilv;
  private final MemorySegment plugin;
  private final Urids urids;
  private final List<PortRole> ports;

  /// @param plugin lilv's plugin
  Lv2Plugin(Lilv lilv, MemorySegment plugin, Urids urids) {
    this.lilv = lilv;
    this.plugin = plugin;
    this.urids = urids;
    this.ports = roles();
  }

  /// The plugin of a URI.
  ///
  /// @throws UnusableException if lilv has found none
  static Lv2Plugin find(Lilv lilv, Urids urids, String uri) {
    MemorySegment plugin = lilv.call("lilv_plugins_get_by_uri", lilv.plugins(), lilv.uri(uri));
    if (NativeCall.isNull(plugin)) {
      throw new UnusableException(
          PluginException.Reason.MISSING,
          "there is no such plugin in LV2_PATH or LV2's usual folders");
    }
    return new Lv2Plugin(lilv, plugin, urids);
  }

  /// All plugins.
  static List<Lv2Plugin> all(Lilv lilv, Urids urids) {
    List<Lv2Plugin> plugins = new ArrayList<>();
    lilv.forEach(
        "plugins", lilv.plugins(), plugin -> plugins.add(new Lv2Plugin(lilv, plugin, urids)));
    return plugins;
  }

  private MemorySegment port(int index) {
    return NativeCall.pointer(lilv.function("lilv_plugin_get_port_by_index"), plugin, index);
  }

  private List<PortRole> roles() {
    int count = NativeCall.number(lilv.function("lilv_plugin_get_num_ports"), plugin);
    List<PortRole> roles = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      roles.add(role(port(index)));
    }
    SideChains.mark(
        roles, index -> lilv.take(lilv.call("lilv_port_get_name", plugin, port(index))));
    return List.copyOf(roles);
  }

  private PortRole role(MemorySegment port) {
    boolean input = isA(port, CORE + "InputPort");
    if (isA(port, CORE + "AudioPort")) {
      if (!input) {
        return PortRole.AUDIO_OUTPUT;
      }
      return has(port, CORE + "isSideChain") ? PortRole.SIDE_CHAIN : PortRole.AUDIO_INPUT;
    }
    if (isA(port, CORE + "ControlPort")) {
      return input ? PortRole.CONTROL_INPUT : PortRole.CONTROL_OUTPUT;
    }
    if (isA(port, CORE + "CVPort")) {
      return input ? PortRole.SIGNAL_INPUT : PortRole.SIGNAL_OUTPUT;
    }
    if (isA(port, "http://lv2plug.in/ns/ext/atom#AtomPort")) {
      return input ? PortRole.EVENT_INPUT : PortRole.EVENT_OUTPUT;
    }
    return has(port, CORE + "connectionOptional") ? PortRole.UNCONNECTED : PortRole.UNKNOWN;
  }

  private boolean isA(MemorySegment port, String type) {
    return NativeCall.truth(lilv.function("lilv_port_is_a"), plugin, port, lilv.uri(type));
  }

  private boolean has(MemorySegment port, String property) {
    return NativeCall.truth(
        lilv.function("lilv_port_has_property"), plugin, port, lilv.uri(property));
  }

  @Override
  public List<PortRole> ports() {
    return ports;
  }

  @Override
  public OptionalInt latencyPort() {
    return NativeCall.truth(lilv.function("lilv_plugin_has_latency"), plugin)
        ? OptionalInt.of(
            NativeCall.number(lilv.function("lilv_plugin_get_latency_port_index"), plugin))
        : OptionalInt.empty();
  }

  @Override
  public PluginDescription description(double sampleRateHz, boolean withControls) {
    MemorySegment kind = lilv.call("lilv_plugin_get_class", plugin);
    return new PluginDescription(
        new PluginId.Lv2(lilv.text(lilv.call("lilv_plugin_get_uri", plugin))),
        lilv.take(lilv.call("lilv_plugin_get_name", plugin)),
        NativeCall.isNull(kind) ? "" : lilv.text(lilv.call("lilv_plugin_class_get_label", kind)),
        count(PortRole.AUDIO_INPUT),
        count(PortRole.SIDE_CHAIN),
        count(PortRole.AUDIO_OUTPUT),
        withControls ? controls(sampleRateHz) : List.of(),
        unsupported());
  }

  private int count(PortRole role) {
    return Math.toIntExact(ports.stream().filter(role::equals).count());
  }

  private List<String> unsupported() {
    List<String> unsupported = new ArrayList<>();
    MemorySegment features = lilv.call("lilv_plugin_get_required_features", plugin);
    lilv.forEach(
        "nodes",
        features,
        node -> {
          String feature = lilv.text(node);
          if (!Lv2Features.SUPPORTED.contains(feature)) {
            unsupported.add(feature);
          }
        });
    if (!NativeCall.isNull(features)) {
      NativeCall.run(lilv.function("lilv_nodes_free"), features);
    }
    if (ports.contains(PortRole.UNKNOWN)) {
      unsupported.add("ports of a kind that this program does not know");
    }
    return unsupported;
  }

  private List<ControlPort> controls(double sampleRateHz) {
    int count = ports.size();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment least = arena.allocate(JAVA_FLOAT, count);
      MemorySegment most = arena.allocate(JAVA_FLOAT, count);
      MemorySegment usual = arena.allocate(JAVA_FLOAT, count);
      NativeCall.run(
          lilv.function("lilv_plugin_get_port_ranges_float"), plugin, least, most, usual);
      List<ControlPort> controls = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        if (ports.get(index) == PortRole.CONTROL_INPUT) {
          MemorySegment port = port(index);
          float scale = has(port, CORE + "sampleRate") ? (float) sampleRateHz : 1;
          controls.add(
              control(
                  index,
                  port,
                  scale * usual.getAtIndex(JAVA_FLOAT, index),
                  scale * least.getAtIndex(JAVA_FLOAT, index),
                  scale * most.getAtIndex(JAVA_FLOAT, index)));
        }
      }
      return controls;
    }
  }

  private ControlPort control(int index, MemorySegment port, float usual, float least, float most) {
    boolean toggled = has(port, CORE + "toggled");
    float minimum = toggled && Float.isNaN(least) ? 0 : least;
    float maximum = toggled && Float.isNaN(most) ? 1 : most;
    float defaultValue = usual;
    if (Float.isNaN(usual)) {
      defaultValue = Float.isNaN(minimum) ? 0 : minimum;
    }
    return new ControlPort(
        index,
        lilv.text(lilv.call("lilv_port_get_symbol", plugin, port)),
        lilv.take(lilv.call("lilv_port_get_name", plugin, port)),
        defaultValue,
        minimum,
        maximum,
        unit(port),
        scalePoints(port));
  }

  /// The unit's symbol, or, where the world does not know one, the last part of its URI.
  private String unit(MemorySegment port) {
    MemorySegment unit = lilv.call("lilv_port_get", plugin, port, lilv.uri(UNITS + "unit"));
    if (NativeCall.isNull(unit)) {
      return "";
    }
    String symbol = lilv.take(lilv.objectOf(unit, UNITS + "symbol"));
    String name = lilv.take(unit);
    return symbol.isEmpty()
        ? name.substring(name.lastIndexOf('#') + 1).toLowerCase(Locale.ROOT)
        : symbol;
  }

  private List<ScalePoint> scalePoints(MemorySegment port) {
    List<ScalePoint> points = new ArrayList<>();
    MemorySegment found = lilv.call("lilv_port_get_scale_points", plugin, port);
    lilv.forEach(
        "scale_points",
        found,
        point -> {
          MemorySegment value = lilv.call("lilv_scale_point_get_value", point);
          points.add(
              new ScalePoint(
                  lilv.text(lilv.call("lilv_scale_point_get_label", point)),
                  NativeCall.real(lilv.function("lilv_node_as_float"), value)));
        });
    if (!NativeCall.isNull(found)) {
      NativeCall.run(lilv.function("lilv_scale_points_free"), found);
    }
    points.sort((a, b) -> Float.compare(a.value(), b.value()));
    return points;
  }

  @Override
  public NativeInstance instantiate(double sampleRateHz, int blockFrames, Arena arena) {
    Lv2Worker worker = new Lv2Worker(arena);
    MemorySegment features =
        new Lv2Features(urids, arena).array(sampleRateHz, blockFrames, worker.schedule());
    MemorySegment instance =
        Lv2Instance.instantiate(
            lilv.function("lilv_plugin_instantiate"), plugin, sampleRateHz, features);
    if (NativeCall.isNull(instance)) {
      throw new UnusableException(
          PluginException.Reason.UNUSABLE, "it makes no instance of itself at this sample rate");
    }
    MemorySegment fields = instance.reinterpret(2 * ADDRESS.byteSize());
    return new Lv2Instance(
        fields.get(ADDRESS, 0),
        fields.get(ADDRESS, ADDRESS.byteSize()),
        worker,
        () -> NativeCall.run(lilv.function("lilv_instance_free"), instance));
  }
}
