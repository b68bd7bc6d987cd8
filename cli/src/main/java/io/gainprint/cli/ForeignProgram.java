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

/// A small program of ours in another language, to measure beside, in a temporary folder.
final class ForeignProgram implements AutoCloseable {
  private final Path folder;
  private final Path source;
  private final Path program;
  private final List<String> command;

  /// Puts the source there.
  ///
  /// @param name of the resource, without its ending
  /// @param ending of the resource
  /// @param interpreter what runs it, or nothing for what is to be compiled
  private ForeignProgram(String name, String ending, List<String> interpreter) throws IOException {
    folder = Files.createTempDirectory("gainprint-bench");
    source = folder.resolve(name + ending);
    program = folder.resolve(name);
    command = new ArrayList<>(interpreter);
    command.add("" + (interpreter.isEmpty() ? program : source));
    try (InputStream in =
        Objects.requireNonNull(ForeignProgram.class.getResourceAsStream(name + ending))) {
      Files.copy(in, source);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// A script in Python.
  ///
  /// @param name of the resource, without `.py`
  /// @param python what runs it
  /// @return the program, to be closed
  static ForeignProgram python(String name, String python) throws IOException {
    return new ForeignProgram(name, ".py", List.of(python));
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
  static ForeignProgram compile(String name, String optimisation, String... libraries)
      throws IOException, InterruptedException {
    ForeignProgram c = new ForeignProgram(name, ".c", List.of());
    try {
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
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    String text = output(all, all.getFirst());
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException _) {
      throw new CommandFailure(
          ExitCode.FAILED, "%s: %s".formatted(source.getFileName(), text.strip()));
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
