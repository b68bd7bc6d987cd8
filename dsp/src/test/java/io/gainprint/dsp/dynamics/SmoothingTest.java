package io.gainprint.dsp.dynamics;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One-pole smoothing, and the detectors that are made of it.
class SmoothingTest {
  private static final double[] NO_STATE = {};

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void attackRelease_ofRandomInput_keepsTheContract(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    double attack = random.nextDouble(0.05, 0.9);
    double release = random.nextDouble(0.01, 0.5);
    for (AttackRelease stage :
        List.of(AttackRelease.ofGain(attack, release), AttackRelease.ofLevel(attack, release))) {
      double[] state = {random.nextDouble(0, 1)};
      double[] x =
          Kinks.firstFar(
              () -> random.doubles(80).toArray(), in -> Kinks.areFar(List.of(stage), in, state));

      ProcessorContract.verify(stage, x, state, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.002, 0.3, 0.99})
  void averaging_ofNoise_keepsTheContract(double coefficient) {
    RandomGenerator random = RandomSignals.random(5);
    double[] x = RandomSignals.noise(random, 300);

    ProcessorContract.verify(new Averaging(coefficient), x, new double[] {0.4}, 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void rms_ofRandomInput_keepsTheContract(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    // No nearer to silence: differences of a root need it 1000 steps away from 0.
    double[] x = loud(random, 90);

    ProcessorContract.verify(
        Detector.rms(random.nextDouble(0.3, 0.9)), x, new double[] {0.2}, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void peak_ofRandomInput_keepsTheContract(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    double attack = random.nextDouble(0.1, 0.9);
    double release = random.nextDouble(0.01, 0.3);
    double[] state = {0.3};
    List<DifferentiableProcessor> stages =
        List.of(new Memoryless(new Magnitude()), AttackRelease.ofLevel(attack, release));
    double[] x =
        Kinks.firstFar(
            () -> RandomSignals.noise(random, 80), in -> Kinks.areFar(stages, in, state));

    ProcessorContract.verify(Detector.peak(attack, release), x, state, seed);
  }

  @Test
  void attackRelease_ofAStep_isGeometric() {
    AttackRelease stage = AttackRelease.ofLevel(0.25, 0.1);
    double[] x = new double[40];
    Arrays.fill(x, 0, 20, 1);
    double[] y = process(stage, x, stage.restingState());

    for (int n = 0; n < 20; n++) {
      double top = 1 - Math.pow(0.75, 20);
      assertThat(y[n]).isCloseTo(1 - Math.pow(0.75, n + 1), within(1e-14)); // 20 roundings
      assertThat(y[20 + n]).isCloseTo(top * Math.pow(0.9, n + 1), within(1e-14));
    }
  }

  @Test
  void attackRelease_atEquality_releases() {
    AttackRelease stage = AttackRelease.ofGain(0.5, 0.25);
    double[] state = {1};
    double[] tangent = new double[1];
    double[] stateTangent = {1};
    Linearisation at = stage.linearise(new double[] {1}, new double[1], state);
    at.tangents(new double[1], new double[2], tangent, stateTangent);

    assertThat(tangent[0]).isEqualTo(0.75); // 1 − α_R
  }

  @Test
  void rms_ofASine_settlesThreeDecibelsBelowItsPeak() {
    double[] x = new double[48_000];
    Arrays.setAll(x, n -> Math.sin(2 * Math.PI * n / 48));
    double[] y = process(Detector.rms(1e-3), x, new double[1]);

    // The average leaves a ripple of α/(2 · 2 sin ω) = 1/530 of the mean square.
    assertThat(y[y.length - 1]).isCloseTo(Math.sqrt(0.5), within(2e-3));
  }

  @Test
  void rms_ofSingleSamples_isTheirMagnitudeToTheLastBit() {
    double[] x = RandomSignals.programme(RandomSignals.random(3), 5000);
    double[] magnitude = process(new Memoryless(new Magnitude()), x, NO_STATE);

    assertThat(process(Detector.rms(1), x, new double[1])).isEqualTo(magnitude);
  }

  @Test
  void detectors_ofSilence_haveFiniteDerivatives() {
    double[] x = new double[200];
    x[0] = 1;
    for (DifferentiableProcessor detector :
        List.of(Detector.rms(0.5), Detector.peak(0.5, 0.5), Detector.rms(1))) {
      double[] ones = new double[x.length];
      Arrays.fill(ones, 1);
      double[] back = new double[x.length];
      double[] parameters = new double[detector.parameters().length];
      detector
          .linearise(x, new double[x.length], new double[1])
          .adjoint(ones, back, parameters, new double[1]);

      assertThat(back).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      assertThat(Arrays.stream(parameters).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void state_afterSilence_isNoDenormalNumber() {
    double[] x = new double[300]; // longer, and it would underflow to 0 by itself
    x[0] = 1;
    for (DifferentiableProcessor detector : List.of(Detector.rms(0.5), Detector.peak(0.5, 0.3))) {
      double[] state = new double[1];
      process(detector, x, state);

      assertThat(state[0]).isZero();
    }
  }

  @Test
  void chainOfMeanSquares_isLinearInThePower() {
    double[] x = loud(RandomSignals.random(8), 100);
    double[] half = Arrays.stream(x).map(v -> v / 2).toArray(); // exact
    double[] y = process(Detector.rms(0.1), x, new double[1]);
    double[] quarter = process(Detector.rms(0.1), half, new double[1]);

    assertClose("half the amplitude", quarter, Arrays.stream(y).map(v -> v / 2).toArray(), 0);
  }

  @Test
  void coefficients_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Averaging(0))
        .hasMessage("averaging coefficient must be in (0, 1]: 0.0");
    assertThatThrownBy(() -> AttackRelease.ofGain(1.5, 0.5))
        .hasMessage("attack coefficient must be in (0, 1]: 1.5");
    assertThatThrownBy(() -> AttackRelease.ofLevel(0.5, Double.NaN))
        .hasMessage("release coefficient must be in (0, 1]: NaN");
  }

  @Test
  void arrays_thatDoNotFit_areRefused() {
    AttackRelease stage = AttackRelease.ofGain(0.5, 0.5);

    assertThatThrownBy(() -> stage.linearise(new double[0], new double[0], new double[1]))
        .hasMessageContaining("input must hold one frame or more of 1 samples: 0");
    assertThatThrownBy(() -> stage.linearise(new double[2], new double[3], new double[1]))
        .hasMessageContaining("output must hold 2 values: 3");
    assertThatThrownBy(() -> stage.process(new double[2], 0, new double[2], 0, 2, NO_STATE))
        .hasMessageContaining("state must hold 1 values: 0");
    assertThatThrownBy(() -> stage.with(new double[3]))
        .hasMessageContaining("parameters must hold 2 values: 3");
    Linearisation at = stage.linearise(new double[2], new double[2], new double[1]);
    assertThatThrownBy(() -> at.adjoint(new double[2], new double[2], new double[1], new double[1]))
        .hasMessageContaining("parameters must hold 2 values: 1");
  }

  private static double[] loud(RandomGenerator random, int length) {
    return random.doubles(length, 0.3, 1).map(a -> random.nextBoolean() ? a : -a).toArray();
  }

  private static double[] process(DifferentiableProcessor stage, double[] x, double[] state) {
    double[] y = new double[x.length];
    stage.process(x, 0, y, 0, x.length, state);
    return y;
  }
}
