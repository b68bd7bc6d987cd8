package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompressorLossTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final CompressorCoefficients COEFFICIENTS =
      new CompressorCoefficients(-20, 4, 0.05, 0.002, 1);

  static List<RandomCase> cases() {
    return RandomCase.all();
  }

  /// Also that a look-ahead, once its silence is fed, is that of the tape, which is aligned.
  @ParameterizedTest
  @MethodSource("cases")
  void value_isTheWeightedSquaredErrorOfTheTapesOutput(RandomCase c) {
    double value = c.loss(c.coefficients, CompressorLoss.Order.VALUE).value();

    assertSum(value, weightedSquaredError(c, c.weight));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightZero_leavesASampleOutOfTheSumButNotOutOfTheRecursion(RandomCase c) {
    double[] first = new double[c.x.length];
    double[] rest = new double[c.x.length];
    Arrays.fill(first, 0, 700, 1);
    Arrays.fill(rest, 700, rest.length, 1);
    double[] all = new double[c.x.length];
    Arrays.fill(all, 1);

    double ofFirst = c.loss(c.coefficients, CompressorLoss.Order.VALUE, first).value();
    double ofRest = c.loss(c.coefficients, CompressorLoss.Order.VALUE, rest).value();
    double ofAll = c.loss(c.coefficients, CompressorLoss.Order.VALUE, all).value();

    assertThat(ofFirst).isPositive();
    assertSum(ofRest, weightedSquaredError(c, rest));
    assertSum(ofFirst + ofRest, ofAll);
  }

  /// A sum of 2000 squares: half an ulp each, at the very most.
  private static void assertSum(double actual, double expected) {
    assertThat(actual / expected).isCloseTo(1, within(1e-13));
  }

  private static double weightedSquaredError(RandomCase c, double[] weights) {
    double[] z = new double[c.x.length];
    CompressorTape.record(c.coefficients, c.lookAhead, 1, c.x, z);
    new PreEmphasis(c.pole).process(z, 0, z, 0, z.length);
    double sum = 0;
    for (int n = 0; n < z.length; n++) {
      sum += weights[n] * (z[n] - c.target[n]) * (z[n] - c.target[n]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accumulate_anySplit_equalsOneBlock(RandomCase c) {
    double[] scales = Theta.scales(c.coefficients);
    CompressorLoss whole = c.loss(c.coefficients, CompressorLoss.Order.HESSIAN);
    CompressorLoss parts =
        new CompressorLoss(c.coefficients, c.pole, c.lookAhead, CompressorLoss.Order.HESSIAN);

    RandomSignals.forEachBlock(
        RandomSignals.random(1),
        c.x.length,
        (offset, length) -> parts.accumulate(c.x, c.target, c.weight, offset, length));
    c.finish(parts);

    // The value is summed sample by sample, its derivatives block by block, which rounds in another
    // order: not to the last bit.
    assertThat(parts.value()).isEqualTo(whole.value());
    Derivatives expected = whole.derivatives().inVariables(scales, new double[COUNT]);
    Derivatives actual = parts.derivatives().inVariables(scales, new double[COUNT]);
    for (int i = 0; i < COUNT; i++) {
      assertThat(actual.gradient(i))
          .isCloseTo(expected.gradient(i), within(1e-13 * expected.value()));
      for (int j = 0; j <= i; j++) {
        double size = Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
        assertThat(actual.gaussNewton(i, j))
            .isCloseTo(expected.gaussNewton(i, j), within(1e-13 * size));
        assertThat(actual.hessian(i, j))
            .isCloseTo(expected.hessian(i, j), within(1e-13 * (size + expected.value())));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void accumulate_nothing_isZero(CompressorLoss.Order order) {
    CompressorLoss loss = new CompressorLoss(COEFFICIENTS, 0.995, 0, order);

    loss.accumulate(new double[0], new double[0], new double[0], 0, 0);

    assertThat(loss.value()).isZero();
  }

  @Test
  void silence_hasNoDerivatives() {
    CompressorLoss loss = new CompressorLoss(COEFFICIENTS, 0.995, 0, CompressorLoss.Order.HESSIAN);
    double[] target = {0.5, 0.25};

    loss.accumulate(new double[2], target, new double[] {1, 2}, 0, 2);

    assertThat(loss.value()).isEqualTo(0.25 + 2 * 0.0625);
    Derivatives d = loss.derivatives();
    for (int i = 0; i < COUNT; i++) {
      assertThat(d.gradient(i)).isZero();
      for (int j = 0; j <= i; j++) {
        assertThat(d.hessian(i, j)).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ratioOne_isFiniteEverywhere(RandomCase c) {
    double[] theta = Theta.of(c.coefficients);
    theta[1] = 1;
    Derivatives d = c.loss(Theta.coefficients(theta), CompressorLoss.Order.HESSIAN).derivatives();

    assertThat(d.isFinite()).isTrue();
    // There is no gain reduction that threshold and times could change, but a ratio to be had.
    assertThat(d.gradient(0)).isZero();
    assertThat(d.gradient(2)).isZero();
    assertThat(d.gradient(3)).isZero();
    assertThat(d.gradient(1)).isNotZero();
    assertThat(d.hessian(1, 0)).isNotZero();
  }

  @Test
  void derivatives_ofValueAlone_throws() {
    CompressorLoss loss = new CompressorLoss(COEFFICIENTS, 0.995, 0, CompressorLoss.Order.VALUE);

    assertThatIllegalStateException()
        .isThrownBy(loss::derivatives)
        .withMessage("derivatives were not asked for");
  }

  @Test
  void constructor_negativeLookAhead_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompressorLoss(COEFFICIENTS, 0.995, -1, CompressorLoss.Order.VALUE))
        .withMessage("look-ahead must not be negative: -1");
  }

  @Test
  void constructor_poleOutOfRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompressorLoss(COEFFICIENTS, 1, 0, CompressorLoss.Order.VALUE))
        .withMessage("pole must be in [0, 1): 1.0");
  }
}
