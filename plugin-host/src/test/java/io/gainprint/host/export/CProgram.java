package io.gainprint.host.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Programs of C among the tests' resources, and others, on this machine.
final class CProgram {
  static final List<String> STRICT = List.of("-std=c99", "-Wall", "-Wextra", "-Werror");

  private CProgram() {}

  /// Skips the test where a program is missing.
  static void assumeInstalled(String program) {
    assumeTrue(isInstalled(program), () -> program + " is not installed");
  }

  static boolean isInstalled(String program) {
    for (String folder : String.valueOf(System.getenv("PATH")).split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /// Writes a bundle's files into a folder.
  static void write(PluginBundle bundle, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : bundle.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /// Compiles a program of the tests beside the files of a bundle; its compiler must be there.
  ///
  /// @param source resource, such as `fuzz.c`
  /// @return the program
  static Path compile(String compiler, String source, Path bundle, List<String> flags)
      throws Exception {
    try (InputStream in = Objects.requireNonNull(CProgram.class.getResourceAsStream(source))) {
      Files.write(bundle.resolve(source), in.readAllBytes());
    }
    Path program = bundle.resolve(source + "-program");
    List<String> words = new ArrayList<>(List.of(compiler));
    words.addAll(flags);
    words.addAll(List.of("-o", program.toString(), bundle.resolve(source).toString(), "-lm"));
    Run run = run(words);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return program;
  }

  /// What a program left.
  record Run(int exitCode, String output) {}

  static Run run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
