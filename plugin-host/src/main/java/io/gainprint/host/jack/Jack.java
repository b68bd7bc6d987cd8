package io.gainprint.host.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The functions of `libjack` that are used here. To be touched only where [JackLibrary] found the
/// library. Clients and ports are addresses; 0 is none.
@SuppressWarnings("restricted") // the foreign function API
final class Jack {
  /// Options of [#clientOpen].
  static final int NO_START_SERVER = 0x01;

  static final int SERVER_NAME = 0x04;

  /// Reasons of [#clientOpen] to fail.
  static final int VERSION_ERROR = 0x400;

  static final int SHARED_MEMORY_FAILURE = 0x100;

  /// Flags of ports.
  static final int IS_INPUT = 0x1;

  static final int IS_OUTPUT = 0x2;
  static final int IS_PHYSICAL = 0x4;

  /// Directions of latency.
  static final int CAPTURE_LATENCY = 0;

  static final int PLAYBACK_LATENCY = 1;

  /// The type of ports that carry sound.
  static final String AUDIO = "32 bit float mono audio";

  /// What `jack_connect` returns for ports that are connected already.
  private static final int EXISTS = 17;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = JackLibrary.loaded().orElseThrow();
  private static final FunctionDescriptor OF_CLIENT = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
  private static final FunctionDescriptor SET_CALLBACK =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG);

  private static final MethodHandle CLIENT_OPEN =
      LINKER.downcallHandle(
          LIBRARY.findOrThrow("jack_client_open"),
          FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle CLIENT_CLOSE = function("jack_client_close", OF_CLIENT);
  private static final MethodHandle ACTIVATE = function("jack_activate", OF_CLIENT);
  private static final MethodHandle DEACTIVATE = function("jack_deactivate", OF_CLIENT);
  private static final MethodHandle GET_SAMPLE_RATE = function("jack_get_sample_rate", OF_CLIENT);
  private static final MethodHandle GET_BUFFER_SIZE = function("jack_get_buffer_size", OF_CLIENT);
  private static final MethodHandle REAL_TIME_PRIORITY =
      function("jack_client_real_time_priority", OF_CLIENT);
  private static final MethodHandle GET_CLIENT_NAME =
      function("jack_get_client_name", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
  private static final MethodHandle PORT_REGISTER =
      function(
          "jack_port_register",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PORT_GET_BUFFER =
      function("jack_port_get_buffer", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle PORT_BY_NAME =
      function("jack_port_by_name", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS));
  private static final MethodHandle PORT_GET_LATENCY_RANGE =
      function(
          "jack_port_get_latency_range", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT, ADDRESS));
  private static final MethodHandle GET_PORTS =
      function(
          "jack_get_ports", FunctionDescriptor.of(ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle FREE =
      function("jack_free", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle CONNECT =
      function("jack_connect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS));
  private static final MethodHandle SET_PROCESS =
      function("jack_set_process_callback", SET_CALLBACK);
  private static final MethodHandle SET_BUFFER_SIZE =
      function("jack_set_buffer_size_callback", SET_CALLBACK);
  private static final MethodHandle SET_SAMPLE_RATE =
      function("jack_set_sample_rate_callback", SET_CALLBACK);
  private static final MethodHandle SET_XRUN = function("jack_set_xrun_callback", SET_CALLBACK);
  private static final MethodHandle SET_SHUTDOWN =
      function("jack_on_info_shutdown", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, JAVA_LONG));

  static {
    keepQuiet();
  }

  private Jack() {}

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LIBRARY.findOrThrow(name), descriptor);
  }

  /// The library reports to standard error, where progress and meters are. What matters comes back
  /// as a status, too. Its messages go to the C library's `strlen`, which takes a text and does
  /// nothing, and which any thread can call at any time, unlike a function of ours.
  private static void keepQuiet() {
    MemorySegment nothing = LINKER.defaultLookup().findOrThrow("strlen");
    for (String setter : List.of("jack_set_error_function", "jack_set_info_function")) {
      MethodHandle set = function(setter, FunctionDescriptor.ofVoid(ADDRESS));
      try {
        set.invokeExact(nothing);
      } catch (Throwable t) {
        throw failed(t);
      }
    }
  }

  /// A downcall throws nothing of its own; what comes is an error of the virtual machine.
  private static AssertionError failed(Throwable t) {
    return new AssertionError("a call of libjack failed", t);
  }

  /// Opens a client.
  ///
  /// @param server its server's name; empty for the default one
  /// @param status one int, for the reasons to fail
  /// @return the client, or 0
  static synchronized long clientOpen(String name, String server, MemorySegment status) {
    int options = NO_START_SERVER | (server.isEmpty() ? 0 : SERVER_NAME);
    try (Arena arena = Arena.ofConfined()) {
      return (long)
          CLIENT_OPEN.invokeExact(
              arena.allocateFrom(name), options, status, arena.allocateFrom(server));
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// As [#clientOpen], by one thread at a time: both work on what all clients of a process share.
  static synchronized void clientClose(long client) {
    int _ = call(CLIENT_CLOSE, client);
  }

  static boolean activate(long client) {
    return call(ACTIVATE, client) == 0;
  }

  static void deactivate(long client) {
    int _ = call(DEACTIVATE, client);
  }

  static int sampleRateHz(long client) {
    return call(GET_SAMPLE_RATE, client);
  }

  static int bufferFrames(long client) {
    return call(GET_BUFFER_SIZE, client);
  }

  /// The priority of the audio thread; −1 where the server runs without real time.
  static int realTimePriority(long client) {
    return call(REAL_TIME_PRIORITY, client);
  }

  private static int call(MethodHandle ofClient, long client) {
    try {
      return (int) ofClient.invokeExact(client);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// The client's name, which the server may have made unique.
  static String clientName(long client) {
    try {
      return text((MemorySegment) GET_CLIENT_NAME.invokeExact(client));
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// Adds a port for sound.
  ///
  /// @return the port, or 0
  static long portRegister(long client, String name, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return (long)
          PORT_REGISTER.invokeExact(
              client, arena.allocateFrom(name), arena.allocateFrom(AUDIO), (long) flags, 0L);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// The address of a port's samples in this block; on the audio thread only.
  static long portBuffer(long port, int frames) throws Throwable {
    return (long) PORT_GET_BUFFER.invokeExact(port, frames);
  }

  /// The longest latency of a port; 0 where there is no such port.
  static int latencyFrames(long client, String port, int direction) {
    try (Arena arena = Arena.ofConfined()) {
      long handle = (long) PORT_BY_NAME.invokeExact(client, arena.allocateFrom(port));
      if (handle == 0) {
        return 0;
      }
      MemorySegment range = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT)); // min, max
      PORT_GET_LATENCY_RANGE.invokeExact(handle, direction, range);
      return range.getAtIndex(JAVA_INT, 1);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// The names of all ports for sound that have all of some flags, in the server's order.
  static List<String> ports(long client, int flags) {
    List<String> names = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found =
          (MemorySegment)
              GET_PORTS.invokeExact(
                  client, MemorySegment.NULL, arena.allocateFrom(AUDIO), (long) flags);
      if (found.address() == 0) {
        return names;
      }
      MemorySegment list = found.reinterpret(Long.MAX_VALUE);
      for (int k = 0; list.getAtIndex(JAVA_LONG, k) != 0; k++) {
        names.add(text(list.getAtIndex(ADDRESS, k)));
      }
      FREE.invokeExact(found);
    } catch (Throwable t) {
      throw failed(t);
    }
    return names;
  }

  /// Connects two ports; what is connected stays so.
  ///
  /// @return whether they are connected
  static boolean connect(long client, String from, String to) {
    try (Arena arena = Arena.ofConfined()) {
      int result =
          (int) CONNECT.invokeExact(client, arena.allocateFrom(from), arena.allocateFrom(to));
      return result == 0 || result == EXISTS;
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// Names the stubs that the library is to call for a client, before it is activated.
  ///
  /// @param stream what they are told
  /// @return whether it accepted them
  static boolean setCallbacks(long client, JackCallbacks callbacks, long stream) {
    try {
      boolean accepted =
          (int) SET_PROCESS.invokeExact(client, callbacks.process(), stream) == 0
              && (int) SET_BUFFER_SIZE.invokeExact(client, callbacks.blockFrames(), stream) == 0
              && (int) SET_SAMPLE_RATE.invokeExact(client, callbacks.sampleRate(), stream) == 0
              && (int) SET_XRUN.invokeExact(client, callbacks.xrun(), stream) == 0;
      SET_SHUTDOWN.invokeExact(client, callbacks.shutdown(), stream);
      return accepted;
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /// The C string at an address; empty at 0.
  static String text(MemorySegment address) {
    return address.address() == 0 ? "" : address.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
