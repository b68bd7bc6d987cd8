package io.gainprint.host.export;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A C compiler on this machine. Immutable.
public final class NativeCompiler {
  private static final List<String> USUAL = List.of("cc", "gcc", "clang");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int MINUTES = 5;

  private final List<String> command;
  private final List<String> flags;

  private NativeCompiler(List<String> command, List<String> flags) {
    this.command = List.copyOf(command);
    this.flags = List.copyOf(flags);
  }

  /// The compiler of an environment: what `CC` says, or `cc`, `gcc` or `clang` on the `PATH`; with
  /// the flags in `CFLAGS`, or `-O3`.
  ///
  /// @param environment variables by name, such as those of [System#getenv()]
  /// @return the compiler
  /// @throws ExportException if there is none
  public static NativeCompiler of(Map<String, String> environment) throws ExportException {
    List<String> flags = words(environment.getOrDefault("CFLAGS", "-O3"));
    List<String> chosen = words(environment.getOrDefault("CC", ""));
    String path = environment.getOrDefault("PATH", "");
    if (!chosen.isEmpty()) {
      if (find(chosen.getFirst(), path).isEmpty()) {
        throw new ExportException(
            "there is no compiler %s, which the variable CC names".formatted(chosen.getFirst()));
      }
      return new NativeCompiler(chosen, flags);
    }
    for (String name : USUAL) {
      Optional<Path> found = find(name, path);
      if (found.isPresent()) {
        return new NativeCompiler(List.of(found.get().toString()), flags);
      }
    }
    throw new ExportException(
        "there is no C compiler (%s) on the PATH; install one, such as gcc, or name it in CC"
            .formatted(String.join(", ", USUAL)));
  }

  private static List<String> words(String text) {
    return SPACE.splitAsStream(text.strip()).filter(word -> !word.isEmpty()).toList();
  }

  private static Optional<Path> find(String name, String path) {
    if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      for (String ending : List.of("", ".exe")) {
        Path program = Path.of(folder.isEmpty() ? "." : folder, name + ending);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  /// Compiles a bundle in the folder its files are in.
  ///
  /// @param bundle the bundle
  /// @param folder holds its files; gets its products
  /// @throws ExportException if the compiler reports an error, with what it says
  /// @throws IOException if it cannot be started
  public void compile(PluginBundle bundle, Path folder) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("-std=c99", "-Wall", "-Wextra"));
    words.addAll(flags);
    if (bundle.format() == ExportFormat.C) {
      words.add("-c");
      words.addAll(bundle.sources());
    } else {
      words.addAll(List.of("-fPIC", "-fvisibility=hidden", "-shared", "-o", bundle.library()));
      words.addAll(bundle.sources());
      words.add("-lm");
    }
    run(words, folder);
  }

  private static void run(List<String> words, Path folder) throws IOException {
    Path log = Files.createTempFile("gainprint", ".log");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new ExportException("the compiler did not end within %d minutes".formatted(MINUTES));
      }
      if (process.exitValue() != 0) {
        throw new ExportException(
            "the compiler failed (exit code %d): %s%n%s"
                .formatted(
                    process.exitValue(),
                    String.join(" ", words),
                    new String(Files.readAllBytes(log), Charset.defaultCharset()).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExportException("interrupted while compiling");
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
