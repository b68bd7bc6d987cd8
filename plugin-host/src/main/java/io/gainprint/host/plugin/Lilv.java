package io.gainprint.host.plugin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The library lilv, and the world of LV2 plugins that it finds. One thread.
final class Lilv {
  private final NativeLibrary library;
  private final Map<String, MemorySegment> functions = new HashMap<>();
  private final Map<String, MemorySegment> uris = new HashMap<>();
  private final MemorySegment world;

  /// Opens the library and finds the plugins in `LV2_PATH` or LV2's usual folders.
  ///
  /// @param names names of the library, of which the first that is there is taken
  /// @throws UnusableException if there is none
  Lilv(List<String> names) {
    library = open(names);
    world = NativeCall.pointer(function("lilv_world_new"), 0L);
    NativeCall.run(function("lilv_world_load_all"), world);
  }

  private static NativeLibrary open(List<String> names) {
    @Nullable UnusableException failure = null;
    for (String name : names) {
      try {
        return NativeLibrary.open(name);
      } catch (UnusableException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw new UnusableException(
        PluginException.Reason.UNUSABLE,
        "LV2 needs the library lilv, which is not here; install it (Debian: liblilv-0-0); "
            + String.join(", ", names)
            + ": "
            + Objects.requireNonNull(failure).getMessage());
  }

  /// The address of a function.
  MemorySegment function(String name) {
    return functions.computeIfAbsent(
        name,
        _ ->
            library
                .find(name)
                .orElseThrow(() ->
                    new UnusableException(
                        PluginException.Reason.UNUSABLE,
                        "the library lilv is too old: it has no " + name)));
  }

  /// The result of a function of up to three arguments, each of which is an address.
  MemorySegment call(String name, MemorySegment a) {
    return NativeCall.pointer(function(name), a);
  }

  MemorySegment call(String name, MemorySegment a, MemorySegment b) {
    return NativeCall.pointer(function(name), a, b);
  }

  MemorySegment call(String name, MemorySegment a, MemorySegment b, MemorySegment c) {
    return NativeCall.pointer(function(name), a, b, c);
  }

  /// A node that is a URI; it lasts.
  MemorySegment uri(String uri) {
    return uris.computeIfAbsent(
        uri,
        _ -> {
          try (Arena arena = Arena.ofConfined()) {
            return call("lilv_new_uri", world, arena.allocateFrom(uri));
          }
        });
  }

  /// The text of a node; empty for null.
  String text(MemorySegment node) {
    return NativeCall.isNull(node) ? "" : NativeCall.text(call("lilv_node_as_string", node));
  }

  /// The text of a node that is the caller's to free.
  String take(MemorySegment node) {
    String text = text(node);
    free(node);
    return text;
  }

  void free(MemorySegment node) {
    if (!NativeCall.isNull(node)) {
      NativeCall.run(function("lilv_node_free"), node);
    }
  }

  /// The object of a statement; null where there is none. The caller frees it.
  MemorySegment objectOf(MemorySegment subject, String predicate) {
    return NativeCall.pointer(
        function("lilv_world_get"), world, subject, uri(predicate), MemorySegment.NULL);
  }

  /// Goes through one of lilv's collections.
  ///
  /// @param kind such as `nodes` or `plugins`
  /// @param collection the collection; may be null
  void forEach(String kind, MemorySegment collection, Consumer<MemorySegment> action) {
    if (NativeCall.isNull(collection)) {
      return;
    }
    MemorySegment next = function("lilv_" + kind + "_next");
    MemorySegment isEnd = function("lilv_" + kind + "_is_end");
    MemorySegment element = function("lilv_" + kind + "_get");
    MemorySegment place = call("lilv_" + kind + "_begin", collection);
    while (!NativeCall.truth(isEnd, collection, place)) {
      action.accept(NativeCall.pointer(element, collection, place));
      place = NativeCall.pointer(next, collection, place);
    }
  }

  /// All plugins.
  MemorySegment plugins() {
    return call("lilv_world_get_all_plugins", world);
  }
}
