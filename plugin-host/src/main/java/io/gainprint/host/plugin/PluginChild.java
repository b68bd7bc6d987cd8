package io.gainprint.host.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/// The process that loads plugins: it reads requests from standard input and writes answers to what
/// was its standard output. Whatever plugins print goes to standard error.
///
/// Plugins run on the first thread. Another one reads requests, and ends the process as soon as
/// there can be no more of them, even while a plugin does not return.
@SuppressWarnings("restricted")
final class PluginChild {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int INTERRUPT = 2;
  private static final long IGNORE = 1;

  private final List<String> lilvNames;
  private final Urids urids = new Urids();
  private @Nullable Lilv lilv;
  private @Nullable HostedPlugin hosted;

  private PluginChild(List<String> lilvNames) {
    this.lilvNames = lilvNames;
  }

  /// @param args names of the library lilv, of which the first that is there is taken
  static void main(String[] args) throws Throwable {
    DataOutputStream replies =
        new DataOutputStream(new BufferedOutputStream(takeStandardOutput(), 1 << 16));
    ignoreInterrupts();
    SynchronousQueue<Request> requests = new SynchronousQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    PluginChild child = new PluginChild(List.of(args));
    while (true) {
      child.answer(requests.take()).writeTo(replies);
      replies.flush();
    }
  }

  /// What was standard output; from now on that is where standard error is.
  private static FileOutputStream takeStandardOutput() throws Throwable {
    MethodHandle duplicate = NativeLibrary.system("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    MethodHandle duplicateTo =
        NativeLibrary.system("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    int output = (int) duplicate.invokeExact(STANDARD_OUTPUT);
    int _ = (int) duplicateTo.invokeExact(STANDARD_ERROR, STANDARD_OUTPUT);
    return new FileOutputStream("/dev/fd/" + output);
  }

  /// Ctrl-C is for the process that started this one, whose end is the end of this one too.
  private static void ignoreInterrupts() throws Throwable {
    MethodHandle signal =
        NativeLibrary.system("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_LONG));
    MemorySegment _ = (MemorySegment) signal.invokeExact(INTERRUPT, IGNORE);
  }

  private static void read(SynchronousQueue<Request> requests) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16))) {
      while (true) {
        requests.put(Request.readFrom(in));
      }
    } catch (IOException | InterruptedException _) {
      Runtime.getRuntime().halt(0);
    }
  }

  private Reply answer(Request request) {
    try {
      return switch (request) {
        case Request.ListLv2() ->
            new Reply.Plugins(
                Lv2Plugin.all(lilv(), urids).stream()
                    .map(plugin -> plugin.description(1, false))
                    .toList());
        case Request.ListLadspa(String library) ->
            new Reply.Plugins(
                LadspaPlugin.all(library).stream()
                    .map(plugin -> plugin.description(1, false))
                    .toList());
        case Request.Describe(PluginId id, double sampleRateHz) ->
            new Reply.Plugins(List.of(find(id).description(sampleRateHz, true)));
        case Request.Open open -> {
          close();
          hosted = new HostedPlugin(find(open.id()), urids, open);
          yield new Reply.Done();
        }
        case Request.Render(Planar sound) -> {
          HostedPlugin plugin = hosted;
          if (plugin == null) {
            throw new IllegalStateException("no plugin is open");
          }
          plugin.process(sound);
          yield new Reply.Processed(sound, plugin.latencyFrames());
        }
        case Request.Close() -> {
          close();
          yield new Reply.Done();
        }
      };
    } catch (UnusableException e) {
      return new Reply.Failed(e.reason(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Reply.Failed(PluginException.Reason.UNUSABLE, "it cannot be used: " + e);
    }
  }

  private void close() {
    if (hosted != null) {
      hosted.close();
      hosted = null;
    }
  }

  private Lilv lilv() {
    Lilv known = lilv;
    if (known == null) {
      known = new Lilv(lilvNames);
      lilv = known;
    }
    return known;
  }

  private NativePlugin find(PluginId id) {
    return switch (id) {
      case PluginId.Lv2(String uri) -> Lv2Plugin.find(lilv(), urids, uri);
      case PluginId.Ladspa ladspa -> LadspaPlugin.find(ladspa);
    };
  }
}
