package io.gainprint.dsp.compressor;

import static io.gainprint.dsp.RandomSignals.doubles;
import static io.gainprint.dsp.RandomSignals.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.compressor.lanes.LaneLoss;
import io.gainprint.dsp.compressor.lanes.LaneSignals;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything against PyTorch's results. Tolerances are relative to the largest element of what is
/// compared: both sides are double precision with sums in another order, which costs a few hundred
/// rounding errors (2⁻⁵³) at most.
class CompressorGoldenTest {
  private static final double TOLERANCE = 1e-12;

  /// The golden file uses the pole of 44.1 kHz at every rate.
  private static final double POLE = 0.995;

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coefficients_equalGolden(GoldenCase golden) {
    CompressorCoefficients c = golden.parameters().at(golden.sampleRateHz());

    // The reference subtracts exp(…) ≈ 1 from 1, which leaves it 2⁻⁵³/α ≈ 1e-12 of accuracy.
    assertThat(c.attack() / golden.number("attackCoefficient")).isCloseTo(1, within(1e-11));
    assertThat(c.release() / golden.number("releaseCoefficient")).isCloseTo(1, within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void process_equalsGoldenGainAndOutput(GoldenCase golden) {
    double[] x = golden.array("x");
    double[] gains = new double[x.length];
    double[] y = new double[x.length];

    new GainReduction(coefficients(golden)).process(x, 0, gains, 0, x.length);
    new Compressor(coefficients(golden)).process(x, 0, y, 0, x.length);

    assertClose(gains, golden.array("gain"));
    assertClose(y, golden.array("y"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loss_equalsGoldenValueGradientAndHessian(GoldenCase golden) {
    Derivatives d = loss(golden, CompressorLoss.Order.HESSIAN).derivatives();

    assertThat(d.value() / golden.number("loss")).isCloseTo(1, within(TOLERANCE));
    assertClose(gradient(d), golden.array("gradNatural"));
    assertClose(hessian(d), golden.matrix("hessianNatural"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossOfLowerOrder_equalsThatOfHighest(GoldenCase golden) {
    Derivatives full = loss(golden, CompressorLoss.Order.HESSIAN).derivatives();
    Derivatives first = loss(golden, CompressorLoss.Order.GRADIENT).derivatives();

    assertThat(loss(golden, CompressorLoss.Order.VALUE).value()).isEqualTo(full.value());
    assertThat(gradient(first)).isEqualTo(gradient(full));
    assertThat(first.hasHessian()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void adjointOfLoss_equalsGoldenGradient(GoldenCase golden) {
    double[] x = golden.array("x");
    double[] t = golden.array("preEmphasisTarget");
    double[] y = new double[x.length];
    CompressorTape tape = CompressorTape.record(coefficients(golden), 0, 1, x, y);

    double[] z = new double[x.length];
    new PreEmphasis(POLE).process(y, 0, z, 0, z.length);
    double[] zBar = new double[x.length];
    Arrays.setAll(zBar, n -> 2 * (z[n] - t[n]));
    double[] yBar = new double[x.length];
    PreEmphasis.adjoint(POLE, zBar, yBar);
    CompressorDifferential gradient = tape.adjoint(yBar, new double[x.length]);

    assertClose(Theta.of(gradient), golden.array("gradNatural"));
  }

  private static CompressorLoss loss(GoldenCase golden, CompressorLoss.Order order) {
    double[] x = golden.array("x");
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    CompressorLoss loss = new CompressorLoss(coefficients(golden), POLE, 0, order);
    loss.accumulate(x, golden.array("preEmphasisTarget"), ones, 0, x.length);
    return loss;
  }

  /// Every assembly on both kinds of code, against the scalar loss on the same floats.
  @ParameterizedTest
  @MethodSource("cases")
  void lossesInLanes_ofTheGoldenSoundInFloats_equalTheScalarLoss(GoldenCase golden) {
    CompressorCoefficients at = coefficients(golden);
    float[] x = floats(golden.array("x"));
    float[] wet = floats(withoutPreEmphasis(golden.array("preEmphasisTarget")));
    double[] target = doubles(wet);
    new PreEmphasis(POLE).process(target, 0, target, 0, x.length);
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    CompressorLoss scalar = new CompressorLoss(at, POLE, 0, CompressorLoss.Order.HESSIAN);
    scalar.accumulate(doubles(x), target, ones, 0, x.length);
    Derivatives expected = scalar.derivatives();

    for (HessianAssembly assembly : HessianAssembly.values()) {
      for (boolean isVectorised : kinds()) {
        LaneLoss loss = assembly.newLoss(POLE, x.length, isVectorised);
        LaneSignals signals = new LaneSignals(loss.lanes(), x.length);
        int lane = loss.lanes() - 1;
        signals.fillLevel(lane, 0, x, 0, x.length);
        signals.fillSound(lane, 0, x, wet, 0, x.length);
        double[] weights = new double[loss.lanes()];
        weights[lane] = 1;
        loss.begin(at);
        loss.accumulate(signals, 0, x.length, weights);

        Derivatives d = loss.derivatives(lane);
        assertThat(d.value() / expected.value()).isCloseTo(1, within(TOLERANCE));
        assertClose(gradient(d), gradient(expected));
        if (assembly != HessianAssembly.CENTRAL_DIFFERENCES) { // see HessianAssemblyTest
          assertClose(hessian(d), hessian(expected));
        }
      }
    }
  }

  private static boolean[] kinds() {
    return VectorUnit.isPresent() ? new boolean[] {false, true} : new boolean[] {false};
  }

  /// The filter undone, `y[n] = y[n−1] + z[n] − ρ z[n−1]`.
  private static double[] withoutPreEmphasis(double[] z) {
    double[] y = z.clone();
    for (int n = 1; n < y.length; n++) {
      y[n] = y[n - 1] + z[n] - POLE * z[n - 1];
    }
    return y;
  }

  /// The reference's own coefficients, so that the comparison is of the recursions alone.
  private static CompressorCoefficients coefficients(GoldenCase golden) {
    return new CompressorCoefficients(
        golden.number("thresholdDb"),
        golden.number("ratio"),
        golden.number("attackCoefficient"),
        golden.number("releaseCoefficient"),
        golden.number("makeUpDb"));
  }

  private static double[] gradient(Derivatives d) {
    double[] gradient = new double[d.dimension()];
    Arrays.setAll(gradient, d::gradient);
    return gradient;
  }

  private static double[][] hessian(Derivatives d) {
    double[][] hessian = new double[d.dimension()][d.dimension()];
    for (int i = 0; i < hessian.length; i++) {
      for (int j = 0; j < hessian.length; j++) {
        hessian[i][j] = d.hessian(i, j);
      }
    }
    return hessian;
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertClose(actual[i], expected[i]);
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).containsExactly(expected, within(TOLERANCE * scale));
  }
}
