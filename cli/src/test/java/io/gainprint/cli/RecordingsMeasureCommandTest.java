package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class RecordingsMeasureCommandTest {
  @TempDir Path folder;

  @Test
  void measure_ofSimulatedUnit_printsFiguresAndDrawsThem() throws Exception {
    Path plots = folder.resolve("plots");

    Invocation run =
        Invocation.of(
            "recordings", "measure", "--mode=limit", "--peak-reduction=80", "-o", plots, "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode json = FitCommandTest.json(run);
    assertThat(json.get("unit").asString()).isEqualTo("simulated levelling amplifier");
    assertThat(json.get("measurements").size()).isEqualTo(1);
    JsonNode measured = json.get("measurements").get(0);
    assertThat(measured.get("mode").asString()).isEqualTo("limit");
    // The published threshold there.
    assertThat(measured.get("thresholdDb").asDouble()).isCloseTo(-24.05, within(0.1));
    assertThat(measured.get("bursts").size()).isEqualTo(9);
    assertThat(measured.get("gainKnob").size()).isEqualTo(20);
    assertThat(MeasurementPlots.names())
        .allSatisfy(name -> {
          byte[] svg = Files.readAllBytes(plots.resolve(name));
          assertThat(rootOf(svg)).isEqualTo("svg");
          assertThat(svg.length).isBetween(20_000, 200_000); // axes and curves, fit to be kept
        });

    Invocation again = Invocation.of("recordings", "measure", "-o", plots);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already", "--force");
  }

  @Test
  void measure_ofPublishedFit_hasNoKnobAndNoPlotOfIt() throws IOException {
    Path plots = folder.resolve("plots");

    Invocation run =
        Invocation.of("recordings", "measure", "--unit=la2a", "--mode=compress", "-o", plots);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("compress, peak reduction 65: threshold").doesNotContain("knob");
    try (Stream<Path> files = Files.list(plots)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(5)
          .doesNotContain(MeasurementPlots.GAIN_KNOB);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--peak-reduction=101 | peak reduction must be 0 to 100: 101.0",
        "--unit=la2a --peak-reduction=20 | peak reduction 20.0 is outside what was measured",
        "--unit=1176 | --unit"
      })
  void measure_ofWhatIsNotThere_isRefused(String options, String message) {
    Invocation run =
        Invocation.of(
            Stream.concat(Stream.of("recordings", "measure"), Stream.of(options.split(" ", -1)))
                .toArray());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static String rootOf(byte[] svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // The document type is not there to be loaded from the net.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg))
        .getDocumentElement()
        .getTagName();
  }
}
