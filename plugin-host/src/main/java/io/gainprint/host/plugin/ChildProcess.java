package io.gainprint.host.plugin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A process that loads plugins for this one: this program's modules on the same virtual machine.
/// What plugins do to the state of a processor, such as to flush denormals to zero, ends with it.
///
/// One thread at a time.
final class ChildProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Xss8m",
          // Reports of crashes go where this process reads them, and leave no files.
          "-XX:+ErrorFileToStderr",
          "-XX:-CreateCoredumpOnCrash",
          "--enable-native-access=ALL-UNNAMED");

  /// Signals by number, where they are the same on every Unix.
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final Duration TO_END = Duration.ofSeconds(2);

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("plugin time limits").unstarted(task));

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream replies;
  private final ChildOutput output = new ChildOutput();
  private final Thread outputReader;
  private final Duration limit;

  private volatile boolean late;

  /// Starts a process.
  ///
  /// @param limit how long it may take for one answer
  /// @param environment its environment
  /// @param lilvNames names of the library lilv
  ChildProcess(Duration limit, Map<String, String> environment, List<String> lilvNames)
      throws IOException {
    this.limit = limit;
    ProcessBuilder builder = new ProcessBuilder(command(lilvNames));
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Options for other virtual machines, which this one would announce.
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    process = builder.start();
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    replies = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    outputReader =
        Thread.ofPlatform()
            .daemon()
            .name("plugin output")
            .start(() -> output.readFrom(process.getErrorStream()));
  }

  private static List<String> command(List<String> lilvNames) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    Module module = ChildProcess.class.getModule();
    if (module.isNamed() && module.getLayer() != null) {
      command.add("--enable-native-access=" + module.getName());
      command.add("--module-path");
      command.add(modulePath(module));
      command.add("--module");
      command.add(module.getName() + "/" + PluginChild.class.getName());
    } else {
      command.add("--class-path");
      command.add(System.getProperty("java.class.path"));
      command.add(PluginChild.class.getName());
    }
    command.addAll(lilvNames);
    return command;
  }

  /// Where the files of a module are, and those of all that it needs.
  private static String modulePath(Module module) {
    Set<ResolvedModule> needed = new HashSet<>();
    List<ResolvedModule> open = new ArrayList<>();
    module.getLayer().configuration().findModule(module.getName()).ifPresent(open::add);
    while (!open.isEmpty()) {
      ResolvedModule next = open.removeLast();
      if (needed.add(next)) {
        open.addAll(next.reads());
      }
    }
    List<String> places =
        needed.stream()
            .map(ResolvedModule::reference)
            .flatMap(reference -> reference.location().stream())
            .filter(place -> "file".equals(place.getScheme()))
            .map(place -> Path.of(place).toString())
            .sorted()
            .toList();
    return String.join(File.pathSeparator, places);
  }

  /// Asks for something and waits for the answer.
  ///
  /// @param who the plugin or library it is about, for messages
  /// @throws PluginException if it cannot be done, or the process has ended or was ended at the
  ///   time limit; after the latter two, nothing more can be asked
  Reply ask(Request request, String who) throws PluginException {
    return ask(request, who, limit);
  }

  private Reply ask(Request request, String who, Duration limit) throws PluginException {
    ScheduledFuture<?> timer =
        WATCH.schedule(
            () -> {
              late = true;
              process.destroyForcibly();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    Reply reply;
    try {
      request.writeTo(requests);
      requests.flush();
      reply = Reply.readFrom(replies);
    } catch (IOException _) {
      throw ended(who, limit);
    } finally {
      timer.cancel(false);
    }
    if (reply instanceof Reply.Failed(PluginException.Reason reason, String message)) {
      throw new PluginException(reason, who + ": " + message);
    }
    return reply;
  }

  private PluginException ended(String who, Duration limit) {
    if (late) {
      return new PluginException(
          PluginException.Reason.HUNG,
          "%s did not return within %s s, and was ended%s"
              .formatted(who, seconds(limit), printed()));
    }
    process.destroyForcibly();
    int status;
    try {
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        return new PluginException(PluginException.Reason.DIED, who + " broke its process");
      }
      status = process.exitValue();
      outputReader.join(TO_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new PluginException(PluginException.Reason.DIED, who + " was interrupted");
    }
    return new PluginException(PluginException.Reason.DIED, who + " " + cause(status) + printed());
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? String.valueOf(limit.toSeconds())
        : String.valueOf(limit.toMillis() / 1000.0);
  }

  private String cause(int status) {
    if (output.signal().isPresent()) {
      return "crashed with "
          + output.signal().get()
          + output.place().map(place -> " in " + place).orElse("");
    }
    String signal = SIGNALS.get(status - 128);
    return signal == null
        ? "ended its process with exit status " + status
        : "crashed with " + signal;
  }

  private String printed() {
    List<String> lines = output.lines();
    return lines.isEmpty() ? "" : "; it had printed: " + String.join(" | ", lines);
  }

  /// Takes the plugin down, if one is open, and ends the process. What goes wrong with that has no
  /// influence on what was done before.
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        ask(new Request.Close(), "closing", TO_END);
      }
    } catch (PluginException _) {
      // A plugin that fails as it is taken down.
    } finally {
      process.destroyForcibly();
    }
  }
}
