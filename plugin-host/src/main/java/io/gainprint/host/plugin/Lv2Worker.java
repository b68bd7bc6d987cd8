package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Queue;

/// LV2's worker, done at once: what a plugin schedules while it runs is worked on when the block is
/// done, and answered before the next one. So a file comes out the same every time.
@SuppressWarnings("restricted")
final class Lv2Worker {
  static final String URI = "http://lv2plug.in/ns/ext/worker";

  private static final int SUCCESS = 0;
  private static final int UNKNOWN_ERROR = 1;

  /// The most requests of one block, beyond which a plugin schedules for ever.
  private static final int MOST_REQUESTS = 10_000;

  private static final FunctionDescriptor SCHEDULE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle WORK =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle RESPONSE = Linker.nativeLinker().downcallHandle(SCHEDULE);
  private static final MethodHandle END_RUN =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private final Queue<byte[]> requests = new ArrayDeque<>();
  private final Queue<byte[]> responses = new ArrayDeque<>();
  private final MemorySegment schedule;
  private final MemorySegment respond;
  private MemorySegment handle = MemorySegment.NULL;
  private MemorySegment work = MemorySegment.NULL;
  private MemorySegment workResponse = MemorySegment.NULL;
  private MemorySegment endRun = MemorySegment.NULL;

  /// @param arena memory that lasts as long as the instance
  Lv2Worker(Arena arena) {
    respond = stub("respond", arena);
    schedule = arena.allocate(ADDRESS, 2);
    schedule.setAtIndex(ADDRESS, 1, stub("schedule", arena));
  }

  private MemorySegment stub(String method, Arena arena) {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .bind(
                  this,
                  method,
                  MethodType.methodType(
                      int.class, MemorySegment.class, int.class, MemorySegment.class));
      return Linker.nativeLinker().upcallStub(target, SCHEDULE, arena);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("a method of this class", e);
    }
  }

  /// The feature's data, `LV2_Worker_Schedule`.
  MemorySegment schedule() {
    return schedule;
  }

  /// Learns what the plugin's side of the worker is.
  ///
  /// @param handle the instance
  /// @param functions its `LV2_Worker_Interface`; null where it has none
  void attach(MemorySegment handle, MemorySegment functions) {
    this.handle = handle;
    if (!NativeCall.isNull(functions)) {
      MemorySegment fields = functions.reinterpret(3 * ADDRESS.byteSize());
      work = fields.getAtIndex(ADDRESS, 0);
      workResponse = fields.getAtIndex(ADDRESS, 1);
      endRun = fields.getAtIndex(ADDRESS, 2);
    }
  }

  /// Called by the plugin. Nothing may be thrown into native code.
  @SuppressWarnings({"unused", "UnusedMethod"}) // by name
  private int schedule(MemorySegment ignored, int size, MemorySegment data) {
    return keep(requests, size, data);
  }

  /// Called by the plugin while it works. Nothing may be thrown into native code.
  @SuppressWarnings({"unused", "UnusedMethod"}) // by name
  private int respond(MemorySegment ignored, int size, MemorySegment data) {
    return keep(responses, size, data);
  }

  private static int keep(Queue<byte[]> queue, int size, MemorySegment data) {
    try {
      if (queue.size() >= MOST_REQUESTS) {
        return UNKNOWN_ERROR;
      }
      queue.add(
          size == 0
              ? new byte[0]
              : data.reinterpret(Integer.toUnsignedLong(size)).toArray(JAVA_BYTE));
      return SUCCESS;
    } catch (Throwable _) {
      return UNKNOWN_ERROR;
    }
  }

  /// Does the work that the last block has scheduled, and hands over its results.
  void work() {
    try (Arena arena = Arena.ofConfined()) {
      while (!requests.isEmpty()) {
        byte[] request = requests.remove();
        if (!NativeCall.isNull(work)) {
          int _ =
              (int)
                  WORK.invokeExact(
                      work,
                      handle,
                      respond,
                      MemorySegment.NULL,
                      request.length,
                      arena.allocateFrom(JAVA_BYTE, request));
        }
      }
      while (!responses.isEmpty()) {
        byte[] response = responses.remove();
        if (!NativeCall.isNull(workResponse)) {
          int _ =
              (int)
                  RESPONSE.invokeExact(
                      workResponse,
                      handle,
                      response.length,
                      arena.allocateFrom(JAVA_BYTE, response));
        }
      }
      if (!NativeCall.isNull(endRun)) {
        int _ = (int) END_RUN.invokeExact(endRun, handle);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("a native call failed", e);
    }
  }
}
