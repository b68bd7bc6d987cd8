package io.gainprint.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A program that runs beside a test, and ends with it at the latest: when it is closed, when the
/// virtual machine ends in order, or by itself after ten minutes.
public final class Program implements AutoCloseable {
  private static final List<String> AT_MOST = List.of("timeout", "-k", "5", "600");

  private final Process process;
  private final Thread atExit;

  private Program(Process process) {
    this.process = process;
    atExit = new Thread(this::end);
  }

  /// Which of some programs are not installed.
  ///
  /// @param names as on the command line
  /// @return a reason to skip a test; empty if all are there
  public static Optional<String> missing(String... names) {
    for (String name : names) {
      boolean found = false;
      for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        found |= Files.isExecutable(Path.of(folder, name));
      }
      if (!found) {
        return Optional.of(name + " is not installed");
      }
    }
    return Optional.empty();
  }

  /// Starts a program, whose output goes to a file.
  static Program start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> whole = new ArrayList<>(AT_MOST);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(new File("/dev/null"));
    Program program = new Program(builder.start());
    Runtime.getRuntime().addShutdownHook(program.atExit);
    return program;
  }

  /// Runs a program to its end.
  ///
  /// @return what it printed
  /// @throws IOException if it fails or takes longer than ten seconds
  static String run(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    try (var output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Waits for something.
  ///
  /// @param what to say if it does not come in time
  /// @throws IOException if it does not
  public static void await(String what, Duration atMost, BooleanSupplier condition)
      throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException("not within " + atMost.toMillis() + " ms: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it without giving it a chance to say so.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    end();
  }

  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy(); // timeout passes the signal on
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // It is running.
    }
  }
}
