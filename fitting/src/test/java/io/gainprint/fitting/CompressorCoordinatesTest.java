package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.linear.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompressorCoordinatesTest {
  static List<JsonNode> goldenCases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CompressorCoordinatesTest.class.getResourceAsStream("compressor.json"))) {
      return JsonMapper.shared().readTree(in).get("cases").valueStream().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenCases")
  void chain_atGoldenLogits_equalsGoldenGradientAndHessian(JsonNode golden) {
    CompressorCoordinates coordinates =
        new CompressorCoordinates(golden.get("sampleRate").asDouble());
    Vector z = Vector.of(numbers(golden.get("logits")));
    CompressorCoefficients coefficients = coordinates.toCoefficients(z);
    double[] x = numbers(golden.get("x"));
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    CompressorLoss loss = new CompressorLoss(coefficients, 0.995, 0, CompressorLoss.Order.HESSIAN);
    loss.accumulate(x, numbers(golden.get("preEmphasisTarget")), ones, 0, x.length);

    Derivatives d = coordinates.chain(loss.derivatives(), z);

    assertClose(Vector.of(5, d::gradient), golden.get("gradLogits"));
    for (int i = 0; i < 5; i++) {
      int row = i;
      assertClose(Vector.of(5, j -> d.hessian(row, j)), golden.get("hessianLogits").get(i));
    }
  }

  /// Relative to the largest of the row. The reference forms coefficients as 1 − exp(…), which
  /// leaves them 1e-12 of accuracy, and the map through the logits there and back doubles it.
  private static void assertClose(Vector actual, JsonNode expected) {
    double[] golden = numbers(expected);
    double scale = Vector.of(golden).maxNorm();
    for (int i = 0; i < golden.length; i++) {
      assertThat(actual.at(i)).isCloseTo(golden[i], within(1e-10 * scale));
    }
  }

  private static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @ParameterizedTest
  @CsvSource({"8000", "44100", "48000", "192000"})
  void toCoefficients_ofToPoint_isIdentity(double sampleRateHz) {
    CompressorCoordinates coordinates = new CompressorCoordinates(sampleRateHz);
    CompressorCoefficients c = new CompressorParameters(-23, 3.5, 7, 240, 1.5).at(sampleRateHz);

    CompressorCoefficients back = coordinates.toCoefficients(coordinates.toPoint(c));

    // A few roundings of a logarithm and an exponential.
    assertThat(back.ratio()).isCloseTo(c.ratio(), within(1e-13));
    assertThat(back.attack()).isCloseTo(c.attack(), within(1e-14));
    assertThat(back.release()).isCloseTo(c.release(), within(1e-15));
    assertThat(back.thresholdDb()).isEqualTo(c.thresholdDb());
    assertThat(back.makeUpDb()).isEqualTo(c.makeUpDb());
  }

  @Test
  void toCoefficients_ofExtremePoints_staysWithinTheRanges() {
    CompressorCoordinates coordinates = new CompressorCoordinates(44100);

    CompressorParameters low =
        coordinates.toCoefficients(Vector.of(0, -1e3, -1e3, -1e3, 0)).parameters(44100);
    CompressorParameters high =
        coordinates.toCoefficients(Vector.of(0, 1e3, 1e3, 1e3, 0)).parameters(44100);

    assertThat(low.ratio()).isEqualTo(1);
    assertThat(high.ratio()).isEqualTo(20);
    // The time of a coefficient α is known to 2⁻⁵³/α of it, twice for there and back.
    assertThat(low.attackMs()).isCloseTo(0.1, within(1e-12));
    assertThat(high.attackMs()).isCloseTo(100, within(1e-9));
    assertThat(low.releaseMs()).isCloseTo(10, within(1e-11));
    assertThat(high.releaseMs()).isCloseTo(1000, within(1e-7));
    assertThat(coordinates.onBounds(Vector.of(0, 1e3, -1e3, 1e3, 0)))
        .containsExactly(
            "ratio on its upper bound of 20:1",
            "attack on its lower bound of 0.1 ms",
            "release on its upper bound of 1000 ms");
    assertThat(coordinates.onBounds(Vector.of(0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void toPoint_ofParametersBeyondTheRanges_isFinite() {
    CompressorCoordinates coordinates = new CompressorCoordinates(44100);

    Vector z = coordinates.toPoint(new CompressorParameters(0, 50, 0, 5000, 0).at(44100));

    assertThat(z.maxNorm()).isLessThan(21); // the logit of 2e-9
  }
}
