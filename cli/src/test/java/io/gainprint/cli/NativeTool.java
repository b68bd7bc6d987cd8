package io.gainprint.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Programs that load plugins, and what they said.
///
/// @param exitCode their exit code
/// @param output standard output and error together
record NativeTool(int exitCode, String output) {
  /// Skips the test where a program is missing.
  static void assumeInstalled(String... programs) {
    for (String program : programs) {
      assumeTrue(isInstalled(program), () -> program + " is not installed");
    }
  }

  private static boolean isInstalled(String program) {
    return List.of(String.valueOf(System.getenv("PATH")).split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static NativeTool run(Map<String, String> environment, Object... words) throws Exception {
    Process process = start(environment, words);
    process.getOutputStream().close();
    return end(process);
  }

  /// Runs a program that is told something now and then.
  static NativeTool talk(Map<String, String> environment, List<String> lines, Object... words)
      throws Exception {
    Process process = start(environment, words);
    try (OutputStream in = process.getOutputStream()) {
      for (String line : lines) {
        Thread.sleep(400); // it reads its lines only once it runs, and tells nobody
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
      }
    }
    return end(process);
  }

  static Process start(Map<String, String> environment, Object... words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(words).stream().map(String::valueOf).toList());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static NativeTool end(Process process) throws Exception {
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return new NativeTool(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
