package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// An instance of an LV2 plugin, driven through its descriptor: lilv's own functions for that are
/// inline, and not in its library.
@SuppressWarnings("restricted")
final class Lv2Instance implements NativePlugin.NativeInstance {
  /// Offsets in the descriptor, bytes.
  private static final int CONNECT = 16;

  private static final int ACTIVATE = 24;
  private static final int RUN = 32;
  private static final int DEACTIVATE = 40;
  private static final int EXTENSION_DATA = 56;
  private static final int DESCRIPTOR_BYTES = 64;

  private static final MethodHandle INSTANTIATE =
      Linker.nativeLinker()
          .downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_DOUBLE, ADDRESS));

  private final MemorySegment handle;
  private final Lv2Worker worker;
  private final Runnable free;
  private final MemorySegment connect;
  private final MemorySegment activate;
  private final MemorySegment run;
  private final MemorySegment deactivate;

  /// @param free frees the instance
  Lv2Instance(MemorySegment descriptor, MemorySegment handle, Lv2Worker worker, Runnable free) {
    MemorySegment fields = descriptor.reinterpret(DESCRIPTOR_BYTES);
    this.handle = handle;
    this.worker = worker;
    this.free = free;
    connect = fields.get(ADDRESS, CONNECT);
    activate = fields.get(ADDRESS, ACTIVATE);
    run = fields.get(ADDRESS, RUN);
    deactivate = fields.get(ADDRESS, DEACTIVATE);
    MemorySegment extensions = fields.get(ADDRESS, EXTENSION_DATA);
    if (!NativeCall.isNull(extensions)) {
      try (Arena arena = Arena.ofConfined()) {
        worker.attach(
            handle,
            NativeCall.pointer(extensions, arena.allocateFrom(Lv2Worker.URI + "#interface")));
      }
    }
  }

  /// Lilv's instance of its plugin; null if the plugin makes none.
  static MemorySegment instantiate(
      MemorySegment function, MemorySegment plugin, double sampleRateHz, MemorySegment features) {
    try {
      return (MemorySegment) INSTANTIATE.invokeExact(function, plugin, sampleRateHz, features);
    } catch (Throwable e) {
      throw new IllegalStateException("a native call failed", e);
    }
  }

  @Override
  public void connect(int port, MemorySegment values) {
    NativeCall.run(connect, handle, port, values);
  }

  @Override
  public void activate() {
    if (!NativeCall.isNull(activate)) {
      NativeCall.run(activate, handle);
    }
  }

  @Override
  public void run(int frames) {
    NativeCall.run(run, handle, frames);
    worker.work();
  }

  @Override
  public void close() {
    if (!NativeCall.isNull(deactivate)) {
      NativeCall.run(deactivate, handle);
    }
    free.run();
  }
}
