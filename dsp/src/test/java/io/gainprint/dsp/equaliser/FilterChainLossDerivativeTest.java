package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Gradient, Hessian and Gauss-Newton matrix of the loss against differences, against the reverse
/// mode, and against arithmetic of 80 digits. All are compared in units of [Points#scales].
class FilterChainLossDerivativeTest {
  private static final double STEP = ChainCase.STEP;

  static List<ChainCase> cases() {
    return ChainCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient_equalsCentralDifferenceOfValue(ChainCase c) {
    Derivatives d = scaled(c, c.points, Order.GRADIENT);

    for (int i = 0; i < d.dimension(); i++) {
      double up = c.loss(c.points.moved(i, STEP), Order.VALUE).value();
      double down = c.loss(c.points.moved(i, -STEP), Order.VALUE).value();
      // See the step: the largest is 5e-10.
      assertThat(d.gradient(i))
          .isCloseTo((up - down) / (2 * STEP), within(1.5e-9 * (d.value() + d.gaussNewton(i, i))));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessian_equalsCentralDifferenceOfGradient(ChainCase c) {
    double[] scales = c.points.scales();
    Derivatives d = scaled(c, c.points, Order.HESSIAN);

    for (int j = 0; j < d.dimension(); j++) {
      Derivatives up = c.loss(c.points.moved(j, STEP), Order.GRADIENT).derivatives();
      Derivatives down = c.loss(c.points.moved(j, -STEP), Order.GRADIENT).derivatives();
      for (int i = 0; i < d.dimension(); i++) {
        double difference = (up.gradient(i) - down.gradient(i)) / (2 * STEP) * scales[i];
        // See the step, and that roundings of the outputs of poles at an angle of ω are in
        // proportion
        // to 1/ω²: 2e-8 is the largest, of the shelf at 200 Hz, ω = 0.03; all others are below
        // 1e-9.
        assertThat(d.hessian(i, j)).isCloseTo(difference, within(5e-8 * size(d, i, j)));
      }
    }
  }

  /// What the test above would not see if only the Gauss-Newton part were there.
  @ParameterizedTest
  @MethodSource("cases")
  void hessian_hasAResidualPartThatCounts(ChainCase c) {
    Derivatives d = scaled(c, c.points, Order.HESSIAN);

    double largest = 0;
    for (int i = 0; i < d.dimension(); i++) {
      for (int j = 0; j <= i; j++) {
        double part = Math.abs(d.hessian(i, j) - d.gaussNewton(i, j));
        largest = Math.max(largest, part / size(d, i, j));
      }
    }
    assertThat(largest).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient_equalsReverseMode(ChainCase c) {
    double[] scales = c.points.scales();
    Derivatives d = scaled(c, c.points, Order.GRADIENT);

    double[] reverse = ReverseMode.gradient(c, c.points);

    for (int i = 0; i < d.dimension(); i++) {
      // The same sum in another order, of filters in another form: 2e-15 is the largest.
      assertThat(d.gradient(i))
          .isCloseTo(reverse[i] * scales[i], within(1e-14 * (d.value() + d.gaussNewton(i, i))));
    }
  }

  /// A second way to second derivatives, which has none of the first one's formulas.
  @ParameterizedTest
  @MethodSource("cases")
  void hessian_equalsCentralDifferenceOfReverseMode(ChainCase c) {
    double[] scales = c.points.scales();
    Derivatives d = scaled(c, c.points, Order.HESSIAN);

    for (int j = 0; j < d.dimension(); j++) {
      double[] up = ReverseMode.gradient(c, c.points.moved(j, STEP));
      double[] down = ReverseMode.gradient(c, c.points.moved(j, -STEP));
      for (int i = 0; i < d.dimension(); i++) {
        double difference = (up[i] - down[i]) / (2 * STEP) * scales[i];
        // See the step, and that roundings of the outputs of poles at an angle of ω are in
        // proportion
        // to 1/ω²: 2e-8 is the largest, of the shelf at 200 Hz, ω = 0.03; all others are below
        // 1e-9.
        assertThat(d.hessian(i, j)).isCloseTo(difference, within(5e-8 * size(d, i, j)));
      }
    }
  }

  /// G = 2 Jᵀ W J, with the columns of J by central differences of the output.
  @ParameterizedTest
  @MethodSource("cases")
  void gaussNewton_isTwiceTheWeightedProductOfTheJacobian(ChainCase c) {
    Derivatives d = scaled(c, c.points, Order.GRADIENT);

    double[][] jacobian = new double[d.dimension()][];
    for (int i = 0; i < jacobian.length; i++) {
      double[] up = ReverseMode.output(c, c.points.moved(i, STEP));
      double[] down = ReverseMode.output(c, c.points.moved(i, -STEP));
      jacobian[i] = new double[up.length];
      Arrays.setAll(jacobian[i], n -> (up[n] - down[n]) / (2 * STEP));
    }

    for (int i = 0; i < jacobian.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int n = 0; n < c.x.length; n++) {
          product += 2 * c.weight[n] * jacobian[i][n] * jacobian[j][n];
        }
        // As for the Hessian: 2e-8 is the largest.
        assertThat(d.gaussNewton(i, j)).isCloseTo(product, within(5e-8 * size(d, i, j)));
      }
    }
  }

  @Test
  void derivatives_ofGoldenChain_equalArithmeticOf80Digits() throws IOException {
    JsonNode golden = golden();
    double[] theta = array(golden.get("theta"));
    double fs = golden.get("sampleRate").asDouble();
    Points points =
        Points.of()
            .and(new CookbookDesign(Shape.BELL, fs), Arrays.copyOfRange(theta, 0, 3))
            .and(new CookbookDesign(Shape.LOW_SHELF, fs), Arrays.copyOfRange(theta, 3, 6))
            .and(new CookbookDesign(Shape.HIGH_PASS, fs), Arrays.copyOfRange(theta, 6, 8))
            .and(new ReflectionDesign(3), Arrays.copyOfRange(theta, 8, 15))
            .and(new GainDesign(), theta[15]);
    ChainCase c =
        new ChainCase(
            "golden",
            points,
            golden.get("pole").asDouble(),
            array(golden.get("x")),
            array(golden.get("t")),
            array(golden.get("w")));
    double[] scales = points.scales();

    Derivatives d = scaled(c, points, Order.HESSIAN);

    double[] gradient = array(golden.get("gradient"));
    assertThat(d.value() / golden.get("value").asDouble()).isCloseTo(1, within(1e-13));
    for (int i = 0; i < theta.length; i++) {
      double size = d.value() + d.gaussNewton(i, i);
      assertThat(d.gradient(i)).isCloseTo(gradient[i] * scales[i], within(1e-13 * size));
      double[] gaussNewton = array(golden.get("gaussNewton").get(i));
      double[] hessian = array(golden.get("hessian").get(i));
      for (int j = 0; j <= i; j++) {
        double scale = scales[i] * scales[j];
        assertThat(d.gaussNewton(i, j))
            .isCloseTo(gaussNewton[j] * scale, within(1e-13 * size(d, i, j)));
        assertThat(d.hessian(i, j)).isCloseTo(hessian[j] * scale, within(1e-13 * size(d, i, j)));
      }
    }
  }

  private static Derivatives scaled(ChainCase c, Points at, Order order) {
    double[] scales = at.scales();
    return c.loss(at, order).derivatives().inVariables(scales, new double[scales.length]);
  }

  /// What roundings and truncations of the element (i, j) are in proportion to.
  private static double size(Derivatives d, int i, int j) {
    return d.value() + Math.sqrt(d.gaussNewton(i, i) * d.gaussNewton(j, j));
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FilterChainLossDerivativeTest.class.getResourceAsStream("chain-loss.json"))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static double[] array(JsonNode node) {
    return node.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
