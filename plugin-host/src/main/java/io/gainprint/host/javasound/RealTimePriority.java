package io.gainprint.host.javasound;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// The scheduling of an audio thread: first come, first served before all ordinary threads, where
/// the system allows it.
@SuppressWarnings("restricted") // the foreign function API
final class RealTimePriority {
  /// Below what JACK and interrupt handlers usually have, above everything else's.
  private static final int PRIORITY = 60;

  /// `SCHED_FIFO` of Linux.
  private static final int FIRST_IN_FIRST_OUT = 1;

  /// `EPERM` of Linux.
  private static final int NOT_PERMITTED = 1;

  private RealTimePriority() {}

  /// Asks for it for the calling thread.
  ///
  /// @return what came of it, for people to read
  static String request() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return "ordinary priority: only Linux is asked for another";
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    try (Arena arena = Arena.ofConfined()) {
      // pthread_t is an unsigned long, and sched_param one int, its priority.
      MethodHandle self =
          linker.downcallHandle(
              library.findOrThrow("pthread_self"), FunctionDescriptor.of(JAVA_LONG));
      MethodHandle set =
          linker.downcallHandle(
              library.findOrThrow("pthread_setschedparam"),
              FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS));
      MemorySegment parameters = arena.allocateFrom(JAVA_INT, PRIORITY);
      int error = (int) set.invokeExact((long) self.invokeExact(), FIRST_IN_FIRST_OUT, parameters);
      return switch (error) {
        case 0 -> "real-time priority " + PRIORITY;
        case NOT_PERMITTED ->
            "ordinary priority: real time is not permitted (rtprio in /etc/security/limits.conf)";
        default -> "ordinary priority: the system refused real time with error " + error;
      };
    } catch (Throwable t) {
      return "ordinary priority: " + t;
    }
  }
}
