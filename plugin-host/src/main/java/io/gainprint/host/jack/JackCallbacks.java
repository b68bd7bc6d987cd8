package io.gainprint.host.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /// The stubs, which live as long as the virtual machine.
  static final JackCallbacks STUBS = make();

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
    FunctionDescriptor ofInt = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG);
    return new JackCallbacks(
        stub("onProcess", ofInt),
        stub("onBlockFrames", ofInt),
        stub("onSampleRate", ofInt),
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

  static int onProcess(int frames, long number) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      stream.process(frames); // throws nothing
    }
    return 0;
  }

  static int onBlockFrames(int frames, long number) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      stream.blockFramesAre(frames);
    }
    return 0;
  }

  static int onSampleRate(int sampleRateHz, long number) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      stream.sampleRateIs(sampleRateHz);
    }
    return 0;
  }

  static int onXrun(long number) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      stream.times().addDeviceFaults(1);
    }
    return 0;
  }

  static void onShutdown(int status, MemorySegment reason, long number) {
    JackStream stream = OPEN.get((int) number);
    if (stream != null) {
      String why = "status 0x" + Integer.toHexString(status);
      try {
        String text = Jack.text(reason);
        why = text.isBlank() ? why : text.strip();
      } catch (RuntimeException _) {
        // Then the status has to do.
      }
      stream.serverIsGone(why);
    }
  }
}
