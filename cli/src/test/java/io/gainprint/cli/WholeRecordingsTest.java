package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Fits and renderings of the whole recordings of which the project carries the first seconds. Run
/// with `mvn verify -Dgainprint.recordings=FOLDER`, where the folder holds dry.wav, la2a-65.wav,
/// sc4m.wav and zamcomp.wav.
@EnabledIfSystemProperty(named = "gainprint.recordings", matches = ".+")
final class WholeRecordingsTest {
  @TempDir Path folder;

  private JsonNode fit(String unit) {
    Path recordings = Path.of(System.getProperty("gainprint.recordings"));
    Invocation run =
        Invocation.of(
            "fit",
            "--dry",
            recordings.resolve("dry.wav"),
            "--wet",
            recordings.resolve(unit + ".wav"),
            "--output",
            folder.resolve(unit + ".gainprint.json"),
            "--quiet",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return FitCommandTest.json(run);
  }

  @Test
  void fit_ofThePublishedLa2a_findsItsParameters() {
    JsonNode result = fit("la2a-65");
    JsonNode parameters = result.get("parameters");

    assertThat(parameters.get("thresholdDb").asDouble()).isCloseTo(-17.586275, within(0.005));
    assertThat(parameters.get("ratio").asDouble()).isCloseTo(4.265492, within(0.005));
    assertThat(parameters.get("attackMs").asDouble() / 5.948178).isCloseTo(1, within(0.002));
    assertThat(parameters.get("releaseMs").asDouble() / 266.183258).isCloseTo(1, within(0.002));
    assertThat(parameters.get("makeUpDb").asDouble()).isCloseTo(0.534737, within(0.005));
    assertThat(result.get("esr").asDouble()).isLessThan(1e-8);
    assertThat(result.get("iterations").asInt()).isLessThanOrEqualTo(15);
  }

  @Test
  void fit_ofSc4_isCloserThanThePublishedFitter() {
    assertThat(fit("sc4m").get("esr").asDouble()).isLessThan(0.01519);
  }

  @Test
  void fit_ofZamComp_isCloserThanThePublishedFitter() {
    assertThat(fit("zamcomp").get("esr").asDouble()).isLessThan(0.0085);
  }

  @ParameterizedTest
  @EnumSource(PluginRenderings.class)
  void process_throughTheUnitsThemselves_givesTheRecordings(PluginRenderings unit)
      throws IOException {
    Path recordings = Path.of(System.getProperty("gainprint.recordings"));
    String name = unit.name().toLowerCase(Locale.ROOT) + ".wav";
    unit.assertRenders(recordings.resolve("dry.wav"), recordings.resolve(name), folder);
  }
}
