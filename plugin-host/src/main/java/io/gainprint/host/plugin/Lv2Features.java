package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What LV2 plugins are offered.
final class Lv2Features {
  private static final String URID = "http://lv2plug.in/ns/ext/urid#";
  private static final String OPTIONS = "http://lv2plug.in/ns/ext/options#options";
  private static final String BLOCKS = "http://lv2plug.in/ns/ext/buf-size#";
  private static final String ATOM = "http://lv2plug.in/ns/ext/atom#";
  private static final String SAMPLE_RATE = "http://lv2plug.in/ns/ext/parameters#sampleRate";

  /// Features that a plugin may require. Every block has the same length; buffers are never shared
  /// between ports.
  static final Set<String> SUPPORTED =
      Set.of(
          URID + "map",
          URID + "unmap",
          OPTIONS,
          BLOCKS + "boundedBlockLength",
          BLOCKS + "fixedBlockLength",
          Lv2Worker.URI + "#schedule",
          Lv2Plugin.CORE + "inPlaceBroken",
          Lv2Plugin.CORE + "hardRTCapable");

  /// Bytes of an `LV2_Options_Option`: context, subject, key, size, type, and the value's address.
  private static final int OPTION_BYTES = 32;

  private static final int KEY = 8;
  private static final int SIZE = 12;
  private static final int TYPE = 16;
  private static final int VALUE = 24;

  private final Urids urids;
  private final Arena arena;

  /// @param arena memory that lasts as long as the instance
  Lv2Features(Urids urids, Arena arena) {
    this.urids = urids;
    this.arena = arena;
  }

  /// The features as `lilv_plugin_instantiate` takes them.
  ///
  /// @param schedule the worker's
  MemorySegment array(double sampleRateHz, int blockFrames, MemorySegment schedule) {
    List<MemorySegment> features = new ArrayList<>();
    features.add(feature(URID + "map", urids.map()));
    features.add(feature(URID + "unmap", urids.unmap()));
    features.add(feature(OPTIONS, options(sampleRateHz, blockFrames)));
    features.add(feature(BLOCKS + "boundedBlockLength", MemorySegment.NULL));
    features.add(feature(BLOCKS + "fixedBlockLength", MemorySegment.NULL));
    features.add(feature(Lv2Worker.URI + "#schedule", schedule));
    MemorySegment array = arena.allocate(ADDRESS, features.size() + 1);
    for (int i = 0; i < features.size(); i++) {
      array.setAtIndex(ADDRESS, i, features.get(i));
    }
    return array;
  }

  private MemorySegment feature(String uri, MemorySegment data) {
    MemorySegment feature = arena.allocate(ADDRESS, 2);
    feature.setAtIndex(ADDRESS, 0, arena.allocateFrom(uri));
    feature.setAtIndex(ADDRESS, 1, data);
    return feature;
  }

  private MemorySegment options(double sampleRateHz, int blockFrames) {
    String[] lengths = {"minBlockLength", "maxBlockLength", "nominalBlockLength"};
    // One more, all zero, ends the array.
    MemorySegment options = arena.allocate((lengths.length + 3L) * OPTION_BYTES, 8);
    int number = urids.number(ATOM + "Int");
    int at = 0;
    for (String length : lengths) {
      option(options, at++, BLOCKS + length, number, arena.allocateFrom(JAVA_INT, blockFrames));
    }
    option(
        options,
        at++,
        BLOCKS + "sequenceSize",
        number,
        arena.allocateFrom(JAVA_INT, HostedPlugin.EVENT_BYTES));
    option(
        options,
        at,
        SAMPLE_RATE,
        urids.number(ATOM + "Float"),
        arena.allocateFrom(JAVA_FLOAT, (float) sampleRateHz));
    return options;
  }

  private void option(MemorySegment options, int index, String key, int type, MemorySegment value) {
    long at = (long) index * OPTION_BYTES;
    options.set(JAVA_INT, at + KEY, urids.number(key));
    options.set(JAVA_INT, at + SIZE, Math.toIntExact(value.byteSize()));
    options.set(JAVA_INT, at + TYPE, type);
    options.set(ADDRESS, at + VALUE, value);
  }
}
