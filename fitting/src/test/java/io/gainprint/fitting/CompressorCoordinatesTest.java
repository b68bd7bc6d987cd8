package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

  @ParameterizedTest
  @EnumSource
  void toPoint_inEveryKind_isTheInverseOfToCoefficients(CoordinateKind kind) {
    CompressorCoordinates coordinates = new CompressorCoordinates(44100, kind);
    CompressorCoefficients c = new CompressorParameters(-23, 3.5, 7, 240, 1.5).at(44100);

    CompressorCoefficients back = coordinates.toCoefficients(coordinates.toPoint(c));

    // A few roundings of logarithms and exponentials, of a time of 240 ms known to 2⁻⁵³/α.
    assertThat(back.thresholdDb()).isCloseTo(c.thresholdDb(), within(1e-14 * 23));
    assertThat(back.ratio() / c.ratio()).isCloseTo(1, within(1e-14));
    assertThat(back.attack() / c.attack()).isCloseTo(1, within(1e-12));
    assertThat(back.release() / c.release()).isCloseTo(1, within(1e-11));
  }

  /// Of f(θ) = Σ wᵢ θᵢ + ½ (Σ vᵢ θᵢ)², which couples all parameters.
  @ParameterizedTest
  @EnumSource
  void chain_inEveryKind_agreesWithCentralDifferences(CoordinateKind kind) {
    CompressorCoordinates coordinates = new CompressorCoordinates(44100, kind);
    Vector z = coordinates.toPoint(new CompressorParameters(-23, 3.5, 7, 240, 1.5).at(44100));
    double h = 1e-4; // leaves h² = 1e-8 of the third derivative, and 1e-16 / h of rounding

    Derivatives d = coordinates.chain(quadratic(coordinates, z), z);

    for (int i = 0; i < 5; i++) {
      int own = i;
      Vector unit = Vector.of(5, k -> k == own ? 1 : 0);
      Vector up = z.plus(h, unit);
      Vector down = z.plus(-h, unit);
      Derivatives dUp = coordinates.chain(quadratic(coordinates, up), up);
      Derivatives dDown = coordinates.chain(quadratic(coordinates, down), down);
      double scale = Math.abs(d.gradient(i)) + 1e-6;
      assertThat((dUp.value() - dDown.value()) / (2 * h))
          .isCloseTo(d.gradient(i), within(1e-6 * scale + 1e-9));
      for (int j = 0; j < 5; j++) {
        assertThat((dUp.gradient(j) - dDown.gradient(j)) / (2 * h))
            .isCloseTo(d.hessian(i, j), within(1e-6 * Math.abs(d.hessian(i, j)) + 1e-9));
      }
    }
  }

  private static Derivatives quadratic(CompressorCoordinates coordinates, Vector z) {
    CompressorCoefficients c = coordinates.toCoefficients(z);
    Vector theta = Vector.of(c.thresholdDb(), c.ratio(), c.attack(), c.release(), c.makeUpDb());
    Vector w = Vector.of(0.1, -0.3, 7, 40, 0.2);
    Vector v = Vector.of(0.05, 0.2, 3, -50, 0.1);
    double sum = v.dot(theta);
    SymmetricMatrix outer = SymmetricMatrix.zero(5).plusOuter(1, v);
    double[] packed = new double[15];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j <= i; j++) {
        packed[Derivatives.packed(i, j)] = outer.at(i, j);
      }
    }
    return Derivatives.of(w.dot(theta) + sum * sum / 2, w.plus(sum, v).toArray(), packed, packed);
  }

  @Test
  void box_holdsTheBoundsThatTheCoordinatesDoNotKeep() {
    CompressorCoordinates coordinates = new CompressorCoordinates(44100, CoordinateKind.BOX);

    Vector far = coordinates.toPoint(new CompressorParameters(0, 500, 1e-3, 1e5, 0).at(44100));

    assertThat(coordinates.box().clip(far)).isEqualTo(far);
    assertThat(coordinates.onBounds(far)).hasSize(3);
    assertThat(new CompressorCoordinates(44100).box().upper().at(1)).isInfinite();
  }
}
