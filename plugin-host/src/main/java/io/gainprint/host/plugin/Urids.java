package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers for URIs, as LV2 plugins ask for them. Any thread: plugins have threads of their own.
@SuppressWarnings("restricted")
final class Urids {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<MemorySegment> texts = new ArrayList<>();
  private final MemorySegment map =
      feature("map", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private final MemorySegment unmap =
      feature("unmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));

  /// A structure of a handle, which is not used, and a function.
  private MemorySegment feature(String method, FunctionDescriptor shape) {
    try {
      MethodType type = shape.toMethodType();
      MethodHandle target = MethodHandles.lookup().bind(this, method, type);
      MemorySegment feature = Arena.global().allocate(ADDRESS, 2);
      feature.setAtIndex(
          ADDRESS, 1, Linker.nativeLinker().upcallStub(target, shape, Arena.global()));
      return feature;
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("a method of this class", e);
    }
  }

  /// The feature's data, `LV2_URID_Map`.
  MemorySegment map() {
    return map;
  }

  /// The feature's data, `LV2_URID_Unmap`.
  MemorySegment unmap() {
    return unmap;
  }

  /// The number of a URI, ≥ 1.
  synchronized int number(String uri) {
    return numbers.computeIfAbsent(
        uri,
        _ -> {
          texts.add(Arena.global().allocateFrom(uri));
          return texts.size();
        });
  }

  private synchronized MemorySegment text(int number) {
    return number >= 1 && number <= texts.size() ? texts.get(number - 1) : MemorySegment.NULL;
  }

  /// Called by plugins. Nothing may be thrown into native code.
  @SuppressWarnings({"unused", "UnusedMethod"}) // by name
  private int map(MemorySegment ignored, MemorySegment uri) {
    try {
      return number(NativeCall.text(uri));
    } catch (Throwable _) {
      return 0;
    }
  }

  /// Called by plugins. Nothing may be thrown into native code.
  @SuppressWarnings({"unused", "UnusedMethod"}) // by name
  private MemorySegment unmap(MemorySegment ignored, int number) {
    try {
      return text(number);
    } catch (Throwable _) {
      return MemorySegment.NULL;
    }
  }
}
