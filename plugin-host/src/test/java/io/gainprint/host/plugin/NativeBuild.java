package io.gainprint.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Shared libraries made from the tests' C sources.
final class NativeBuild {
  private NativeBuild() {}

  /// Compiles a source of the tests' resources; skips the test where there is no compiler.
  static void library(String source, Path library, String... options)
      throws IOException, InterruptedException {
    assumeTrue(has("gcc"), "skipped: there is no gcc");
    Path copy = copy(source, library.resolveSibling(library.getFileName() + ".c"));
    List<String> command =
        new ArrayList<>(List.of("gcc", "-std=gnu11", "-O1", "-fPIC", "-shared", "-o"));
    command.add(library.toString());
    command.add(copy.toString());
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Files.delete(copy);
  }

  static Path copy(String resource, Path to) throws IOException {
    try (InputStream in = Objects.requireNonNull(NativeBuild.class.getResourceAsStream(resource))) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
    return to;
  }

  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
