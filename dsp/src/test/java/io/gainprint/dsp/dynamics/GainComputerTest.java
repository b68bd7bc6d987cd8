package io.gainprint.dsp.dynamics;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Limiter;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GainComputerTest {
  /// Both sides are double precision, with operations in another order over 300 samples; what is
  /// asked for is 1e-10.
  private static final double GOLDEN = 1e-12;

  static List<DynamicsGolden> limiters() {
    return DynamicsGolden.all("/io/gainprint/dsp/compressor/limiter.json");
  }

  static List<DynamicsGolden> compressorExpanders() {
    return DynamicsGolden.all("compressor-expander.json");
  }

  @ParameterizedTest
  @MethodSource("limiters")
  void limiter_publishedCases_hasThePublishedGainAndGradient(DynamicsGolden golden) {
    DifferentiableProcessor limiter =
        GainComputer.limiter(
            golden.number("thresholdDb"),
            golden.number("attackCoefficient"),
            golden.number("releaseCoefficient"));
    Gradient gradient = new Gradient(limiter, golden.array("x"), golden.array("cotangentGain"));

    assertClose("gain", gradient.output, golden.array("gain"), GOLDEN);
    assertClose(
        "gradient", gradient.parameters, golden.array("gradThresholdAttackRelease"), GOLDEN);
  }

  @ParameterizedTest
  @MethodSource("compressorExpanders")
  void compressorExpander_publishedCases_hasThePublishedGainAndGradient(DynamicsGolden golden) {
    Gradient gradient =
        new Gradient(
            compressorExpander(golden), golden.array("level"), golden.array("cotangentGain"));

    assertClose("gain", gradient.output, golden.array("gain"), GOLDEN);
    assertClose("gradient", gradient.parameters, golden.array("gradInOrder"), GOLDEN);
  }

  @ParameterizedTest
  @MethodSource("compressorExpanders")
  void compressorExpander_gradientByTheLevel_isDifferences(DynamicsGolden golden) {
    DifferentiableProcessor stage = compressorExpander(golden);
    double[] level = golden.array("level");
    double[] cotangent = golden.array("cotangentGain");
    Gradient gradient = new Gradient(stage, level, cotangent);
    double h = 1e-7; // gains move by 1e-5 of theirs where a level is 0.01
    double[] differences = new double[level.length];
    for (int n = 0; n < level.length; n++) {
      differences[n] =
          (loss(stage, level, cotangent, n, h) - loss(stage, level, cotangent, n, -h)) / (2 * h);
    }

    // Rounding leaves 1e-15/h; truncation h² times a third derivative at levels of 0.001, where
    // gradients are largest.
    assertClose("by level", gradient.input, differences, 1e-6);
  }

  @ParameterizedTest
  @MethodSource("limiters")
  void limiter_gradientByTheSignal_isDifferences(DynamicsGolden golden) {
    DifferentiableProcessor limiter =
        GainComputer.limiter(
            golden.number("thresholdDb"),
            golden.number("attackCoefficient"),
            golden.number("releaseCoefficient"));
    double[] x = golden.array("x");
    double[] cotangent = golden.array("cotangentGain");
    Gradient gradient = new Gradient(limiter, x, cotangent);
    double h = 1e-7;
    double[] differences = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      differences[n] =
          (loss(limiter, x, cotangent, n, h) - loss(limiter, x, cotangent, n, -h)) / (2 * h);
    }

    assertClose("by signal", gradient.input, differences, 1e-6); // rounding leaves 1e-14/h
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void limiter_ofProgramme_hasTheGainsOfTheStreamingOneToTheLastBit(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    double thresholdDb = random.nextDouble(-30, -3);
    double attack = random.nextDouble(0.05, 1);
    double release = random.nextDouble(1e-4, 0.1);
    double[] x = RandomSignals.programme(random, 5000);
    Limiter streaming = new Limiter(thresholdDb, attack, release);
    DifferentiableProcessor limiter = GainComputer.limiter(thresholdDb, attack, release);
    double[] state = limiter.restingState();
    double[] expected = new double[x.length];
    double[] gains = new double[x.length];

    RandomSignals.forEachBlock(
        random,
        x.length,
        (offset, length) -> {
          streaming.process(x, offset, expected, offset, length);
          limiter.process(x, offset, gains, offset, length, state);
        });

    assertThat(gains).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void limiter_ofRandomInput_keepsTheContract(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    double attack = random.nextDouble(0.1, 0.8);
    double release = random.nextDouble(0.05, 0.4);
    double thresholdDb = random.nextDouble(-20, -12); // or the gain settles at 1, a kink
    double[] state = {0.5, 0.9};
    List<DifferentiableProcessor> stages =
        List.of(
            new Memoryless(new Magnitude()),
            AttackRelease.ofLevel(attack, release),
            new Memoryless(new LimiterCurve(thresholdDb)),
            AttackRelease.ofGain(attack, release));
    double[] x =
        Kinks.firstFar(
            () -> RandomSignals.noise(random, 50), in -> Kinks.areFar(stages, in, state));

    ProcessorContract.verify(GainComputer.limiter(thresholdDb, attack, release), x, state, seed);
  }

  static List<Curve> curves() {
    return List.of(
        new CompressorCurve(-12, 4, 9),
        new ExpanderCurve(-9, 0.4, 6, 12),
        new GateCurve(-10, 20),
        new CompressorExpanderCurve(-8, 3, -14, 0.5));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void gain_ofAnyCurve_keepsTheContract(Curve curve) {
    for (int seed = 0; seed < 3; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      AttackRelease smoothing =
          AttackRelease.ofGain(random.nextDouble(0.1, 0.8), random.nextDouble(0.05, 0.3));
      double[] state = {0.8};
      List<DifferentiableProcessor> stages =
          List.of(new Memoryless(new Level()), new Memoryless(curve), smoothing);
      double[] x =
          Kinks.firstFar(
              () -> random.doubles(50, 0.05, 1).toArray(), in -> Kinks.areFar(stages, in, state));
      double[] coefficients = smoothing.parameters();

      ProcessorContract.verify(
          GainComputer.of(curve, coefficients[0], coefficients[1]), x, state, seed);
    }
  }

  @Test
  void limiter_ofLoudSound_staysBelowItsCeilingOnceSettled() {
    double[] x = new double[4000];
    Arrays.fill(x, 0.9);
    DifferentiableProcessor limiter = new SideChain(GainComputer.limiter(-20, 0.1, 0.01));
    double[] y = new double[x.length];
    limiter.process(x, 0, y, 0, x.length, limiter.restingState());

    assertThat(y[y.length - 1]).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatThrownBy(() -> GainComputer.limiter(-3, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attack coefficient must be in (0, 1]: 0.0");
    assertThatThrownBy(() -> GainComputer.limiter(Double.NaN, 0.5, 0.5))
        .hasMessage("threshold must be a finite number: NaN");
    assertThatThrownBy(() -> GainComputer.limiter(-3, 0.5, 0.5).with(new double[5]))
        .hasMessageContaining("parameters must hold 3 values: 5");
  }

  private static DifferentiableProcessor compressorExpander(DynamicsGolden golden) {
    CompressorExpanderCurve curve =
        new CompressorExpanderCurve(
            golden.number("compThresholdDb"),
            golden.number("compRatio"),
            golden.number("expThresholdDb"),
            golden.number("expRatio"));
    return GainComputer.of(
        curve, golden.number("attackCoefficient"), golden.number("releaseCoefficient"));
  }

  private static double loss(
      DifferentiableProcessor stage, double[] x, double[] weights, int at, double step) {
    double[] moved = x.clone();
    moved[at] += step;
    double[] y = new double[x.length];
    stage.process(moved, 0, y, 0, x.length, stage.restingState());
    double sum = 0;
    for (int n = 0; n < y.length; n++) {
      sum += weights[n] * y[n];
    }
    return sum;
  }

  /// Output of a stage from rest, and the gradient of its product with a cotangent.
  private static final class Gradient {
    final double[] output;
    final double[] input;
    final double[] parameters;

    Gradient(DifferentiableProcessor stage, double[] x, double[] cotangent) {
      output = new double[x.length];
      input = new double[x.length];
      parameters = new double[stage.parameters().length];
      Linearisation at = stage.linearise(x, output, stage.restingState());
      at.adjoint(cotangent, input, parameters, new double[stage.restingState().length]);
    }
  }
}
