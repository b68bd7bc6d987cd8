package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A shared library, open until the process ends: what it has started may not take being closed.
///
/// @param name how it was opened
/// @param handle what the system calls it
@SuppressWarnings("restricted")
record NativeLibrary(String name, MemorySegment handle) {
  private static final int RESOLVE_NOW = 2;

  private static final MethodHandle OPEN =
      system("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
  private static final MemorySegment ERROR = address("dlerror");
  private static final MethodHandle ERROR_TEXT =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS));
  private static final MemorySegment SYMBOL = address("dlsym");

  private static MemorySegment address(String name) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(name);
  }

  /// A function of the system's own library.
  static MethodHandle system(String name, FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(address(name), shape);
  }

  /// Opens a library with all that it needs.
  ///
  /// @param name a path with a slash, or the name of a library that the system knows
  /// @throws UnusableException if that fails; the message is the system's, without the name
  static NativeLibrary open(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          (MemorySegment) OPEN.invokeExact(arena.allocateFrom(name), RESOLVE_NOW);
      if (NativeCall.isNull(handle)) {
        String why = NativeCall.text((MemorySegment) ERROR_TEXT.invokeExact(ERROR));
        String prefix = name + ": ";
        throw new UnusableException(
            PluginException.Reason.UNUSABLE,
            why.startsWith(prefix) ? why.substring(prefix.length()) : why);
      }
      return new NativeLibrary(name, handle);
    } catch (UnusableException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call failed", e);
    }
  }

  /// The address of a symbol.
  Optional<MemorySegment> find(String symbol) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = NativeCall.pointer(SYMBOL, handle, arena.allocateFrom(symbol));
      return NativeCall.isNull(found) ? Optional.empty() : Optional.of(found);
    }
  }

  /// Bytes of native memory that nothing else accounts for.
  ///
  /// @param pointer their address
  /// @param layout what is there
  static MemorySegment at(MemorySegment pointer, MemoryLayout layout) {
    return pointer.reinterpret(layout.byteSize());
  }
}
