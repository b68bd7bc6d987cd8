package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void demo_ofSimulatedUnit_saysWhatFiveParametersCannotDescribe() {
    Path target = folder.resolve("demo");

    Invocation run = Invocation.of("demo", "--output", target, "--seconds", 8, "--quiet", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    for (JsonNode setting : FitCommandTest.json(run).get("settings")) {
      assertThat(setting.has("truth")).isFalse();
      // On a bound of the ratio the last step may find nothing better, which is as good.
      assertThat(setting.get("status").asString()).isIn("converged", "no progress");
      // Fits of a real unit leave 6.5 to 11 %.
      assertThat(setting.get("esr").asDouble()).isBetween(0.003, 0.15);
      assertThat(setting.get("gainReductionErrorRmsDb").asDouble()).isBetween(0.1, 3.0);
    }
    assertThat(target.resolve("simulated-demo.gainprint.json")).exists();
  }

  @Test
  void demo_ofPublishedFit_findsTheTruthAndWritesProfileAndSound() throws IOException {
    Path target = folder.resolve("demo");

    Invocation run =
        Invocation.of(
            "demo", "--unit=la2a", "--output", target, "--seconds", 8, "--quiet", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode settings = FitCommandTest.json(run).get("settings");
    assertThat(settings.size()).isEqualTo(3);
    for (JsonNode setting : settings) {
      // Eight seconds with a noise floor of −80 dBFS.
      assertThat(setting.get("fit").get("thresholdDb").asDouble())
          .isCloseTo(setting.get("truth").get("thresholdDb").asDouble(), within(0.05));
      assertThat(setting.get("status").asString()).isEqualTo("converged");
    }
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "dry.wav",
              "wet-compress-45.wav",
              "wet-compress-65.wav",
              "wet-compress-90.wav",
              "fit-compress-45.wav",
              "fit-compress-65.wav",
              "fit-compress-90.wav",
              "la2a-demo.gainprint.json");
    }

    Invocation again =
        Invocation.of("demo", "--unit=la2a", "--output", target, "--seconds", 8, "--quiet");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already", "--force");
  }

  @Test
  void demo_impossibleLength_isRefused() {
    Invocation run = Invocation.of("demo", "--output", folder, "--seconds", 1);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--seconds must be 5 to 3600: 1.0");
    assertThat(folder).isEmptyDirectory();
  }
}
