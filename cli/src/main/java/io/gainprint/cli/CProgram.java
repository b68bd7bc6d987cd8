package io.gainprint.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A small C program of ours, to measure beside, compiled in a temporary folder when it is needed.
final class CProgram implements AutoCloseable {
  private final Path folder;
  private final Path source;
  private final Path program;

  private CProgram(String name) throws IOException {
    folder = Files.createTempDirectory("gainprint-bench");
    source = folder.resolve(name + ".c");
    program = folder.resolve(name);
  }

  /// Whether there is a C compiler.
  static boolean hasCompiler() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "cc"))) {
        return true;
      }
    }
    return false;
  }

  /// Compiles a program.
  ///
  /// @param name of the resource, without `.c`
  /// @param optimisation such as `-O2`
  /// @param libraries such as `-lm`
  /// @return the program, to be closed
  static CProgram compile(String name, String optimisation, String... libraries)
      throws IOException, InterruptedException {
    CProgram c = new CProgram(name);
    try {
      try (InputStream in =
          Objects.requireNonNull(CProgram.class.getResourceAsStream(name + ".c"))) {
        Files.copy(in, c.source);
      }
      List<String> command =
          new ArrayList<>(List.of("cc", optimisation, "-o", "" + c.program, "" + c.source));
      command.addAll(List.of(libraries));
      String log = output(command, "cc; install a C compiler");
      if (!Files.exists(c.program)) {
        throw new CommandFailure(
            ExitCode.FAILED, "%s.c was not compiled: %s".formatted(name, log.strip()));
      }
      return c;
    } catch (IOException | InterruptedException | RuntimeException e) {
      c.close();
      throw e;
    }
  }

  /// Runs it.
  ///
  /// @return the number that it prints
  double number(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("" + program));
    command.addAll(List.of(arguments));
    String text = output(command, "" + program);
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException _) {
      throw new CommandFailure(
          ExitCode.FAILED, "%s: %s".formatted(program.getFileName(), text.strip()));
    }
  }

  /// Runs a command to its end.
  ///
  /// @param what it is, for the message if there is none
  /// @return what it prints
  static String output(List<String> command, String what) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "there is no " + what);
    }
    try {
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new CommandFailure(ExitCode.FAILED, command.getFirst() + " did not end");
      }
      return text;
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(source);
    Files.deleteIfExists(program);
    Files.delete(folder);
  }
}
