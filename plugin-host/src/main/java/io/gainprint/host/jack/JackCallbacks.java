package io.gainprint.host.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What `libjack` calls: one stub per kind of event, which finds the stream by the number that it
/// is handed. No exception leaves a stub, since that would end the process.
///
/// @param process `int (uint32 frames, void *)`, on the audio thread
/// @param blockFrames `int (uint32 frames, void *)`
/// @param sampleRate `int (uint32 hertz, void *)`
/// @param xrun `int (void *)`
/// @param shutdown `void (int status, const char *reason, void *)`
@SuppressWarnings("restricted") // the foreign function API
record JackCallbacks(
    MemorySegment process,
    MemorySegment blockFrames,
    MemorySegment sampleRate,
    MemorySegment xrun,
    MemorySegment shutdown) {

  /// `int (uint32, void *)`, the type of the first three.
  private static final FunctionDescriptor OF_NUMBER =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG);

  /// The stubs, which live as long as the virtual machine.
  static final JackCallbacks STUBS = make();

  private static final MethodHandle PROCESS =
      Linker.nativeLinker().downcallHandle(STUBS.process(), OF_NUMBER);

  /// Streams that can be open at once.
  private static final int STREAMS = 256;

  private static final AtomicReferenceArray<@Nullable JackStream> OPEN =
      new AtomicReferenceArray<>(STREAMS);

  /// Makes a stream known to the stubs.
  ///
  /// @return the number to hand to the library; −1 where too many streams are open
  static long add(JackStream stream) {
    for (int k = 0; k < STREAMS; k++) {
      if (OPEN.compareAndSet(k, null, stream)) {
        return k;
      }
    }
    return -1;
  }

  /// Makes the stubs forget a stream.
  static void remove(long number) {
    if (number >= 0) {
      OPEN.set((int) number, null);
    }
  }

  private static JackCallbacks make() {
    return new JackCallbacks(
        stub("onProcess", OF_NUMBER),
        stub("onBlockFrames", OF_NUMBER),
        stub("onSampleRate", OF_NUMBER),
        stub("onXrun", FunctionDescriptor.of(JAVA_INT, JAVA_LONG)),
        stub("onShutdown", FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, JAVA_LONG)));
  }

  private static MemorySegment stub(String method, FunctionDescriptor descriptor) {
    MethodType type = descriptor.toMethodType();
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup().findStatic(JackCallbacks.class, method, type),
              descriptor,
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }

  /// Calls the process stub from native code, on this thread.
  static int callProcess(long number, int frames) {
    try {
      return (int) PROCESS.invokeExact(frames, number);
    } catch (Throwable t) {
      throw new AssertionError("the call of a stub failed", t);
    }
  }

  static int onProcess(int frames, long number) {
    JackStream stream = OPEN.get((int) number);
    return stream == null ? 0 : stream.process(frames); // throws nothing
  }

  static int onBlockFrames(int frames, long number) {
    tell(number, stream -> stream.blockFramesAre(frames));
    return 0;
  }

  static int onSampleRate(int sampleRateHz, long number) {
    tell(number, stream -> stream.sampleRateIs(sampleRateHz));
    return 0;
  }

  static int onXrun(long number) {
    tell(number, stream -> stream.times().addDeviceFaults(1));
    return 0;
  }

  static void onShutdown(int status, MemorySegment reason, long number) {
    tell(
        number,
        stream -> {
          String text = Jack.text(reason).strip();
          stream.serverIsGone(text.isEmpty() ? "status 0x" + Integer.toHexString(status) : text);
        });
  }

  /// Tells a stream of an event, on any thread of the library but the audio thread.
  private static void tell(long number, Consumer<JackStream> event) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      stream.beginEvent();
      try {
        event.accept(stream);
      } catch (Throwable t) {
        stream.eventFailed(t);
      } finally {
        stream.endEvent();
      }
    }
  }
}
