package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorTapeTest {
  private static final double STEP = RandomCase.STEP;
  private static final CompressorDifferential NO_CHANGE =
      new CompressorDifferential(0, 0, 0, 0, 0, 0);
  private static final CompressorCoefficients COEFFICIENTS =
      new CompressorCoefficients(-20, 4, 0.5, 0.25, 6);

  static List<RandomCase> cases() {
    return RandomCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void output_equalsThatOfTheStreamLessItsLatency(RandomCase c) {
    double[] y = new double[c.x.length];
    CompressorTape.record(c.coefficients, c.lookAhead, 1, c.x, y);

    double[] stream = Arrays.copyOf(c.x, c.x.length + c.lookAhead);
    new Compressor(c.coefficients, c.lookAhead).process(stream, 0, stream, 0, stream.length);

    assertThat(Arrays.copyOfRange(stream, c.lookAhead, stream.length)).isEqualTo(y);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void output_fromAnInitialGain_equalsThatOfTheStream(RandomCase c) {
    double[] y = new double[c.x.length];
    CompressorTape.record(c.coefficients, 0, RandomCase.INITIAL_GAIN, c.x, y);

    double[] stream = new double[c.x.length];
    Compressor compressor = new Compressor(c.coefficients);
    compressor.continueFrom(Compressor.State.ofGain(RandomCase.INITIAL_GAIN));
    compressor.process(c.x, 0, stream, 0, stream.length);

    assertThat(stream).isEqualTo(y);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangent_alongEachParameter_equalsCentralDifference(RandomCase c) {
    double[] scales = Theta.scales(c.coefficients);
    CompressorTape tape = tape(c);
    for (int i = 0; i < CompressorCoefficients.COUNT; i++) {
      double[] tangent = new double[c.x.length];
      tape.tangent(Theta.direction(i, scales[i]), new double[c.x.length], tangent);

      assertTangent(
          tangent,
          output(c, Theta.moved(c.coefficients, i, STEP), RandomCase.INITIAL_GAIN, c.x),
          output(c, Theta.moved(c.coefficients, i, -STEP), RandomCase.INITIAL_GAIN, c.x));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangent_alongTheInput_equalsCentralDifference(RandomCase c) {
    double[] tangent = new double[c.x.length];
    tape(c).tangent(NO_CHANGE, c.xDot, tangent);

    assertTangent(
        tangent,
        output(c, c.coefficients, RandomCase.INITIAL_GAIN, RandomCase.sum(c.x, STEP, c.xDot)),
        output(c, c.coefficients, RandomCase.INITIAL_GAIN, RandomCase.sum(c.x, -STEP, c.xDot)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangent_alongTheInitialGain_equalsCentralDifference(RandomCase c) {
    double[] tangent = new double[c.x.length];
    tape(c).tangent(new CompressorDifferential(0, 0, 0, 0, 0, 1), new double[c.x.length], tangent);

    assertTangent(
        tangent,
        output(c, c.coefficients, RandomCase.INITIAL_GAIN + STEP, c.x),
        output(c, c.coefficients, RandomCase.INITIAL_GAIN - STEP, c.x));
  }

  /// The output has rounding errors of a few 2⁻⁵³ in samples of at most 2, which the quotient
  /// divides by 2h = 2e-5: some 1e-11 of the sample. Truncation is h²/6 = 2e-11 times a third
  /// derivative of up to ten.
  private static void assertTangent(double[] tangent, double[] up, double[] down) {
    double[] difference = new double[up.length];
    Arrays.setAll(difference, n -> (up[n] - down[n]) / (2 * STEP));
    assertThat(largest(RandomCase.sum(tangent, -1, difference))).isLessThan(1e-9);
    assertThat(largest(tangent)).isGreaterThan(1e-4); // or there would be nothing to compare
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tangent_alongEverything_isTheSumOfItsParts(RandomCase c) {
    double[] theta = {0.3, -1.2, 0.01, 0.002, -0.7};
    int length = c.x.length;
    CompressorTape tape = tape(c);
    double[] sum = new double[length];
    double[] part = new double[length];
    tape.tangent(NO_CHANGE, c.xDot, sum);
    tape.tangent(new CompressorDifferential(0, 0, 0, 0, 0, 0.4), new double[length], part);
    sum = RandomCase.sum(sum, 1, part);
    for (int i = 0; i < theta.length; i++) {
      tape.tangent(Theta.direction(i, theta[i]), new double[length], part);
      sum = RandomCase.sum(sum, 1, part);
    }

    double[] together = new double[length];
    tape.tangent(Theta.differential(theta, 0.4), c.xDot, together);

    // Sums of seven numbers below 10, in another order, within a recursion that forgets.
    assertThat(largest(RandomCase.sum(together, -1, sum))).isLessThan(1e-13);
  }

  /// ⟨J v, w⟩ = ⟨v, Jᵀ w⟩ for a v of parameters, initial gain and input.
  @ParameterizedTest
  @MethodSource("cases")
  void adjoint_hasTheInnerProductOfTheTangent(RandomCase c) {
    RandomGenerator random = RandomSignals.random(1);
    int length = c.x.length;
    double[] w = RandomSignals.noise(random, length);
    double[] xDot = RandomSignals.noise(random, length);
    double[] theta = RandomSignals.noise(random, CompressorCoefficients.COUNT);
    double gainDot = random.nextDouble(-1, 1);
    CompressorTape tape = tape(c);

    double[] yDot = new double[length];
    tape.tangent(Theta.differential(theta, gainDot), xDot, yDot);
    double[] xBar = new double[length];
    CompressorDifferential bar = tape.adjoint(w, xBar);

    double right = dot(xDot, xBar) + dot(theta, Theta.of(bar)) + gainDot * bar.initialGain();
    // Sums of some 2000 products, and the roundings of the recursion behind every factor.
    assertThat(dot(yDot, w))
        .isCloseTo(right, within(1e-13 * Math.sqrt(dot(yDot, yDot) * dot(w, w))));
  }

  @Test
  void derivative_ofSampleAtTheThreshold_isThatBelow() {
    double x = Decibels.toFactor(COEFFICIENTS.thresholdDb());
    CompressorTape tape =
        CompressorTape.record(COEFFICIENTS, 0, 1, new double[] {x}, new double[1]);

    double[] tangent = new double[1];
    tape.tangent(Theta.direction(0, 1), new double[1], tangent);
    double[] xBar = new double[1];
    CompressorDifferential bar = tape.adjoint(new double[] {1}, xBar);

    assertThat(tangent[0]).isZero();
    assertThat(bar.thresholdDb()).isZero();
    assertThat(bar.ratio()).isZero();
    assertThat(xBar[0]).isEqualTo(COEFFICIENTS.makeUpFactor());
  }

  @Test
  void derivative_ofSampleAtTheSwitch_isThatOfRelease() {
    double staticGain = new GainReduction(COEFFICIENTS).staticGain(1);
    CompressorTape tape =
        CompressorTape.record(COEFFICIENTS, 0, staticGain, new double[] {1}, new double[1]);

    double[] tangent = new double[1];
    tape.tangent(Theta.direction(0, 1), new double[1], tangent);
    CompressorDifferential bar = tape.adjoint(new double[] {1}, new double[1]);

    // y_T = m α_R f_T with f_T = κ s f, and ∂y/∂g[−1] = m (1 − α_R).
    double makeUp = COEFFICIENTS.makeUpFactor();
    double expected = makeUp * 0.25 * Decibels.KAPPA * 0.75 * staticGain;
    assertThat(tangent[0]).isCloseTo(expected, within(Math.ulp(expected) * 4)); // four products
    assertThat(bar.thresholdDb()).isCloseTo(expected, within(Math.ulp(expected) * 4));
    assertThat(bar.initialGain()).isCloseTo(makeUp * 0.75, within(Math.ulp(makeUp)));
  }

  @Test
  void emptyInput_hasOnlyTheInitialGain() {
    CompressorTape tape = CompressorTape.record(COEFFICIENTS, 3, 0.5, new double[0], new double[0]);

    assertThat(tape.adjoint(new double[0], new double[0])).isEqualTo(NO_CHANGE);
  }

  @Test
  void record_negativeLookAhead_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompressorTape.record(COEFFICIENTS, -1, 1, new double[2], new double[2]))
        .withMessage("look-ahead must not be negative: -1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void record_initialGainOutOfRange_throws(double gain) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CompressorTape.record(COEFFICIENTS, 0, gain, new double[2], new double[2]))
        .withMessage("gain must be in [0, 1]: " + gain);
  }

  @Test
  void wrongLength_throwsNamingTheSignal() {
    double[] two = new double[2];
    double[] three = new double[3];
    CompressorTape tape = CompressorTape.record(COEFFICIENTS, 0, 1, two, new double[2]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompressorTape.record(COEFFICIENTS, 0, 1, two, three))
        .withMessage("y must hold 2 samples: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.tangent(NO_CHANGE, three, two))
        .withMessage("xDot must hold 2 samples: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.tangent(NO_CHANGE, two, three))
        .withMessage("yDot must hold 2 samples: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.adjoint(three, two))
        .withMessage("yBar must hold 2 samples: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.adjoint(two, three))
        .withMessage("xBar must hold 2 samples: 3");
  }

  private static CompressorTape tape(RandomCase c) {
    return CompressorTape.record(
        c.coefficients, c.lookAhead, RandomCase.INITIAL_GAIN, c.x, new double[c.x.length]);
  }

  private static double[] output(
      RandomCase c, CompressorCoefficients at, double initialGain, double[] x) {
    double[] y = new double[x.length];
    CompressorTape.record(at, c.lookAhead, initialGain, x, y);
    return y;
  }

  private static double largest(double[] signal) {
    return Arrays.stream(signal).map(Math::abs).max().orElseThrow();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }
}
