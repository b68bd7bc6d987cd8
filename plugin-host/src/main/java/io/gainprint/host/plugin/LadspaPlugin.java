package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A plugin of a LADSPA library: the structures and constants of `ladspa.h`, version 1.1.
@SuppressWarnings("restricted")
final class LadspaPlugin implements NativePlugin {
  /// Offsets in the descriptor, bytes.
  private static final int LABEL = 8;

  private static final int NAME = 24;
  private static final int PORT_COUNT = 48;
  private static final int PORT_DESCRIPTORS = 56;
  private static final int PORT_NAMES = 64;
  private static final int RANGE_HINTS = 72;
  private static final int INSTANTIATE = 88;
  private static final int CONNECT = 96;
  private static final int ACTIVATE = 104;
  private static final int RUN = 112;
  private static final int DEACTIVATE = 136;
  private static final int CLEANUP = 144;
  private static final int DESCRIPTOR_BYTES = 152;

  private static final int RANGE_HINT_BYTES = 12;
  private static final int MOST_PORTS = 100_000;

  private static final int INPUT = 1;
  private static final int CONTROL = 4;
  private static final int AUDIO = 8;

  private static final int BOUNDED_BELOW = 0x1;
  private static final int BOUNDED_ABOVE = 0x2;
  private static final int TOGGLED = 0x4;
  private static final int IN_SAMPLE_RATES = 0x8;
  private static final int LOGARITHMIC = 0x10;
  private static final int INTEGER = 0x20;
  private static final int DEFAULT_MASK = 0x3C0;

  private static final Pattern UNIT = Pattern.compile("[(\\[]([^()\\[\\]]+)[)\\]]\\s*$");

  private final String library;
  private final MemorySegment address;
  private final MemorySegment descriptor;
  private final List<PortRole> ports;

  private LadspaPlugin(String library, MemorySegment address) {
    this.library = library;
    this.address = address;
    this.descriptor = address.reinterpret(DESCRIPTOR_BYTES);
    this.ports = List.copyOf(roles());
  }

  /// All plugins of a library.
  ///
  /// @param library the path of its file
  /// @throws UnusableException if it cannot be opened or is none of LADSPA's
  static List<LadspaPlugin> all(String library) {
    MemorySegment function =
        NativeLibrary.open(library)
            .find("ladspa_descriptor")
            .orElseThrow(() ->
                new UnusableException(
                    PluginException.Reason.UNUSABLE,
                    "it is a library, and no LADSPA plugin is in it"));
    List<LadspaPlugin> plugins = new ArrayList<>();
    for (long index = 0; ; index++) {
      MemorySegment descriptor = NativeCall.pointer(function, index);
      if (NativeCall.isNull(descriptor)) {
        return plugins;
      }
      plugins.add(new LadspaPlugin(library, descriptor));
    }
  }

  /// One plugin of a library.
  ///
  /// @throws UnusableException if there is none of that label
  static LadspaPlugin find(PluginId.Ladspa id) {
    List<LadspaPlugin> all = all(id.library());
    return all.stream()
        .filter(plugin -> plugin.label().equals(id.label()))
        .findFirst()
        .orElseThrow(() ->
            new UnusableException(
                PluginException.Reason.MISSING,
                (id.label().isEmpty() ? "its label is missing" : "there is no plugin of that label")
                    + "; the library has "
                    + String.join(", ", all.stream().map(LadspaPlugin::label).toList())));
  }

  private String label() {
    return NativeCall.text(descriptor.get(ADDRESS, LABEL));
  }

  private List<PortRole> roles() {
    long count = descriptor.get(JAVA_LONG, PORT_COUNT);
    if (count < 0 || count > MOST_PORTS) {
      throw new UnusableException(
          PluginException.Reason.UNUSABLE, "its number of ports is senseless: " + count);
    }
    MemorySegment kinds =
        descriptor.get(ADDRESS, PORT_DESCRIPTORS).reinterpret(count * Integer.BYTES);
    List<PortRole> roles = new ArrayList<>();
    for (int port = 0; port < count; port++) {
      int kind = kinds.getAtIndex(JAVA_INT, port);
      boolean input = (kind & INPUT) != 0;
      if ((kind & AUDIO) != 0) {
        roles.add(input ? PortRole.AUDIO_INPUT : PortRole.AUDIO_OUTPUT);
      } else if ((kind & CONTROL) != 0) {
        roles.add(input ? PortRole.CONTROL_INPUT : PortRole.CONTROL_OUTPUT);
      } else {
        roles.add(PortRole.UNKNOWN);
      }
    }
    SideChains.mark(roles, port -> portName(port, count));
    return roles;
  }

  private String portName(int port, long count) {
    MemorySegment names = descriptor.get(ADDRESS, PORT_NAMES).reinterpret(count * Long.BYTES);
    return NativeCall.text(names.getAtIndex(ADDRESS, port));
  }

  @Override
  public List<PortRole> ports() {
    return ports;
  }

  /// By convention an output control of that name.
  @Override
  public OptionalInt latencyPort() {
    for (int port = 0; port < ports.size(); port++) {
      if (ports.get(port) == PortRole.CONTROL_OUTPUT) {
        String name = portName(port, ports.size());
        if (name.equalsIgnoreCase("latency") || name.equalsIgnoreCase("_latency")) {
          return OptionalInt.of(port);
        }
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public PluginDescription description(double sampleRateHz, boolean withControls) {
    List<String> unsupported = new ArrayList<>();
    if (ports.contains(PortRole.UNKNOWN)) {
      unsupported.add("ports that are neither audio nor control");
    }
    return new PluginDescription(
        new PluginId.Ladspa(library, label()),
        NativeCall.text(descriptor.get(ADDRESS, NAME)),
        "",
        count(PortRole.AUDIO_INPUT),
        count(PortRole.SIDE_CHAIN),
        count(PortRole.AUDIO_OUTPUT),
        withControls ? controls(sampleRateHz) : List.of(),
        unsupported);
  }

  private int count(PortRole role) {
    return Math.toIntExact(ports.stream().filter(role::equals).count());
  }

  private List<ControlPort> controls(double sampleRateHz) {
    MemorySegment hints =
        descriptor.get(ADDRESS, RANGE_HINTS).reinterpret((long) ports.size() * RANGE_HINT_BYTES);
    List<ControlPort> controls = new ArrayList<>();
    Set<String> symbols = new HashSet<>();
    for (int port = 0; port < ports.size(); port++) {
      if (ports.get(port) == PortRole.CONTROL_INPUT) {
        String name = portName(port, ports.size());
        String symbol = ControlPort.slug(name);
        while (!symbols.add(symbol)) {
          symbol += "_" + port;
        }
        controls.add(control(port, symbol, name, hints, sampleRateHz));
      }
    }
    return controls;
  }

  private static ControlPort control(
      int port, String symbol, String name, MemorySegment hints, double sampleRateHz) {
    long offset = (long) port * RANGE_HINT_BYTES;
    int hint = hints.get(JAVA_INT, offset);
    float scale = (hint & IN_SAMPLE_RATES) != 0 ? (float) sampleRateHz : 1;
    float lower =
        (hint & BOUNDED_BELOW) != 0 ? scale * hints.get(JAVA_FLOAT, offset + 4) : Float.NaN;
    float upper =
        (hint & BOUNDED_ABOVE) != 0 ? scale * hints.get(JAVA_FLOAT, offset + 8) : Float.NaN;
    if ((hint & TOGGLED) != 0) {
      lower = 0;
      upper = 1;
    }
    Matcher unit = UNIT.matcher(name);
    return new ControlPort(
        port,
        symbol,
        name,
        defaultValue(hint, lower, upper),
        lower,
        upper,
        unit.find() ? unit.group(1) : "",
        List.of());
  }

  /// The default that a hint stands for; without one, what is nearest to 0 within the bounds.
  static float defaultValue(int hint, float lower, float upper) {
    double value =
        switch (hint & DEFAULT_MASK) {
          case 0x40 -> lower;
          case 0x80 -> between(hint, lower, upper, 0.25);
          case 0xC0 -> between(hint, lower, upper, 0.5);
          case 0x100 -> between(hint, lower, upper, 0.75);
          case 0x140 -> upper;
          case 0x240 -> 1;
          case 0x280 -> 100;
          case 0x2C0 -> 440;
          default -> 0;
        };
    double rounded = (hint & INTEGER) != 0 ? Math.rint(value) : value;
    double bounded = Float.isNaN(lower) ? rounded : Math.max(lower, rounded);
    bounded = Float.isNaN(upper) ? bounded : Math.min(upper, bounded);
    return Double.isNaN(bounded) ? 0 : (float) bounded;
  }

  private static double between(int hint, double lower, double upper, double part) {
    return (hint & LOGARITHMIC) != 0 && lower > 0 && upper > 0
        ? Math.exp(Math.log(lower) * (1 - part) + Math.log(upper) * part)
        : lower * (1 - part) + upper * part;
  }

  @Override
  public NativeInstance instantiate(double sampleRateHz, int blockFrames, Arena arena) {
    MemorySegment handle =
        NativeCall.pointer(descriptor.get(ADDRESS, INSTANTIATE), address, Math.round(sampleRateHz));
    if (NativeCall.isNull(handle)) {
      throw new UnusableException(
          PluginException.Reason.UNUSABLE, "it makes no instance of itself at this sample rate");
    }
    return new Instance(descriptor, handle);
  }

  private static final class Instance implements NativeInstance {
    private final MemorySegment handle;
    private final MemorySegment connect;
    private final MemorySegment activate;
    private final MemorySegment run;
    private final MemorySegment deactivate;
    private final MemorySegment cleanup;

    Instance(MemorySegment descriptor, MemorySegment handle) {
      this.handle = handle;
      connect = descriptor.get(ADDRESS, CONNECT);
      activate = descriptor.get(ADDRESS, ACTIVATE);
      run = descriptor.get(ADDRESS, RUN);
      deactivate = descriptor.get(ADDRESS, DEACTIVATE);
      cleanup = descriptor.get(ADDRESS, CLEANUP);
    }

    @Override
    public void connect(int port, MemorySegment values) {
      NativeCall.run(connect, handle, (long) port, values);
    }

    @Override
    public void activate() {
      if (!NativeCall.isNull(activate)) {
        NativeCall.run(activate, handle);
      }
    }

    @Override
    public void run(int frames) {
      NativeCall.run(run, handle, (long) frames);
    }

    @Override
    public void close() {
      if (!NativeCall.isNull(deactivate)) {
        NativeCall.run(deactivate, handle);
      }
      if (!NativeCall.isNull(cleanup)) {
        NativeCall.run(cleanup, handle);
      }
    }
  }
}
