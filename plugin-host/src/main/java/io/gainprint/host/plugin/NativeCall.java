package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Calls of native functions by their address, one method per shape.
///
/// An `unsigned long` is 64 bits here, as it is everywhere but on Windows.
@SuppressWarnings("restricted")
final class NativeCall {
  private static final MethodHandle POINTER_OF_LONG = returning(ADDRESS, JAVA_LONG);
  private static final MethodHandle POINTER_OF_POINTER = returning(ADDRESS, ADDRESS);
  private static final MethodHandle POINTER_OF_2 = returning(ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle POINTER_OF_3 = returning(ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle POINTER_OF_4 =
      returning(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle POINTER_OF_POINTER_INT = returning(ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle POINTER_OF_POINTER_LONG =
      returning(ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle TRUTH_OF_POINTER = returning(JAVA_BOOLEAN, ADDRESS);
  private static final MethodHandle TRUTH_OF_2 = returning(JAVA_BOOLEAN, ADDRESS, ADDRESS);
  private static final MethodHandle TRUTH_OF_3 = returning(JAVA_BOOLEAN, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle INT_OF_POINTER = returning(JAVA_INT, ADDRESS);
  private static final MethodHandle FLOAT_OF_POINTER = returning(JAVA_FLOAT, ADDRESS);
  private static final MethodHandle RUN = running(ADDRESS);
  private static final MethodHandle RUN_INT = running(ADDRESS, JAVA_INT);
  private static final MethodHandle RUN_LONG = running(ADDRESS, JAVA_LONG);
  private static final MethodHandle RUN_INT_POINTER = running(ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle RUN_LONG_POINTER = running(ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle RUN_4 = running(ADDRESS, ADDRESS, ADDRESS, ADDRESS);

  private NativeCall() {}

  private static MethodHandle returning(MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle running(MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(arguments));
  }

  /// Reads a C string; empty for null.
  static String text(MemorySegment string) {
    return isNull(string) ? "" : string.reinterpret(Long.MAX_VALUE).getString(0);
  }

  static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }

  private static IllegalStateException unexpected(Throwable failure) {
    return new IllegalStateException("a native call failed", failure);
  }

  static MemorySegment pointer(MemorySegment function, long a) {
    try {
      return (MemorySegment) POINTER_OF_LONG.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(MemorySegment function, MemorySegment a) {
    try {
      return (MemorySegment) POINTER_OF_POINTER.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(MemorySegment function, MemorySegment a, MemorySegment b) {
    try {
      return (MemorySegment) POINTER_OF_2.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(
      MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      return (MemorySegment) POINTER_OF_3.invokeExact(function, a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(
      MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      return (MemorySegment) POINTER_OF_4.invokeExact(function, a, b, c, d);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(MemorySegment function, MemorySegment a, int b) {
    try {
      return (MemorySegment) POINTER_OF_POINTER_INT.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment pointer(MemorySegment function, MemorySegment a, long b) {
    try {
      return (MemorySegment) POINTER_OF_POINTER_LONG.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean truth(MemorySegment function, MemorySegment a) {
    try {
      return (boolean) TRUTH_OF_POINTER.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean truth(MemorySegment function, MemorySegment a, MemorySegment b) {
    try {
      return (boolean) TRUTH_OF_2.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean truth(MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      return (boolean) TRUTH_OF_3.invokeExact(function, a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int number(MemorySegment function, MemorySegment a) {
    try {
      return (int) INT_OF_POINTER.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static float real(MemorySegment function, MemorySegment a) {
    try {
      return (float) FLOAT_OF_POINTER.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(MemorySegment function, MemorySegment a) {
    try {
      RUN.invokeExact(function, a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(MemorySegment function, MemorySegment a, int b) {
    try {
      RUN_INT.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(MemorySegment function, MemorySegment a, long b) {
    try {
      RUN_LONG.invokeExact(function, a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(MemorySegment function, MemorySegment a, int b, MemorySegment c) {
    try {
      RUN_INT_POINTER.invokeExact(function, a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(MemorySegment function, MemorySegment a, long b, MemorySegment c) {
    try {
      RUN_LONG_POINTER.invokeExact(function, a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void run(
      MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      RUN_4.invokeExact(function, a, b, c, d);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }
}
