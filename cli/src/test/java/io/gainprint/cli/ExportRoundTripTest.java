package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.servers.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole way round: a fit, its export, the export as the unit, and a fit of that.
final class ExportRoundTripTest {
  @TempDir Path folder;

  @Test
  void exportedPlugin_fitted_isTheProfileAgain() throws IOException {
    Optional<String> missing = Program.missing("gcc", "make");
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    Path dry = Invocation.recording("dry");
    Path profile = folder.resolve("unit.json");
    Path again = folder.resolve("again.json");
    Path wet = folder.resolve("wet.wav");
    Path plugin = folder.resolve("plugin");

    run("fit", "--dry", dry, "--wet", Invocation.recording("la2a-65"), "--output", profile, "-q");
    run(
        "export",
        "--profile",
        profile,
        "--format",
        "ladspa",
        "--name",
        "unit",
        "--output",
        plugin,
        "--build");
    JsonNode before = parameters(profile);
    // LADSPA knows coarse defaults only, so a host has to set the knobs.
    run(
        "process",
        dry,
        wet,
        "--plugin",
        plugin.resolve("unit.so") + ":unit_mono",
        "--control=threshold=" + before.get("thresholdDb").asDouble(),
        "--control=ratio=" + before.get("ratio").asDouble(),
        "--control=attack=" + before.get("attackMs").asDouble(),
        "--control=release=" + before.get("releaseMs").asDouble(),
        "--control=make=" + before.get("makeUpDb").asDouble());
    run("fit", "--dry", dry, "--wet", wet, "--output", again, "-q");

    JsonNode after = parameters(again);
    for (String name : new String[] {"thresholdDb", "ratio", "attackMs", "releaseMs", "makeUpDb"}) {
      double expected = before.get(name).asDouble();
      // 24 bits of the wet file, of which six seconds are there: 1e-5 is ten times what was seen.
      assertThat(after.get(name).asDouble())
          .as(name)
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
  }

  private static void run(Object... args) {
    Invocation run = Invocation.of(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static JsonNode parameters(Path profile) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(profile))
        .get("settings")
        .get(0)
        .get("parameters");
  }
}
