package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.Decibels;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BranchesTest {
  private static final CompressorCoefficients COEFFICIENTS =
      new CompressorCoefficients(-20, 4, 0.5, 0.1, 0);

  @Test
  void branches_ofQuietLoudAndLessLoudSample_areKnown() {
    // −40 dB: below. 0 dB: f = −15 dB < g = 1, attack. −10 dB: f = −7.5 dB = 0.42, while g =
    // (1 + 0.18)/2 = 0.59, attack again. −19 dB: f = −0.75 dB = 0.92 > 0.51, release.
    double[] x = {0.01, 1, Decibels.toFactor(-10), Decibels.toFactor(-19)};

    BitSet branches = Branches.of(COEFFICIENTS, 1, x);

    assertThat(branches.stream()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void branches_stepAcrossTheThreshold_change() {
    double[] x = {Decibels.toFactor(-20 + 1e-5)}; // 1e-5 dB above

    assertThat(Branches.of(thresholdMoved(0.9e-5), 1, x))
        .isEqualTo(Branches.of(COEFFICIENTS, 1, x));
    assertThat(Branches.of(thresholdMoved(1.1e-5), 1, x))
        .isNotEqualTo(Branches.of(COEFFICIENTS, 1, x));
  }

  @Test
  void branches_stepAcrossTheSwitch_change() {
    // Above the threshold all along, and the initial gain is the static gain of the sample.
    double[] x = {1};
    double staticGain = Decibels.toFactor(-15);

    assertThat(Branches.of(COEFFICIENTS, staticGain - 1e-9, x).get(1)).isFalse();
    assertThat(Branches.of(COEFFICIENTS, staticGain + 1e-9, x).get(1)).isTrue();
  }

  private static CompressorCoefficients thresholdMoved(double db) {
    return new CompressorCoefficients(-20 + db, 4, 0.5, 0.1, 0);
  }

  static List<RandomCase> cases() {
    return RandomCase.all();
  }

  /// What the derivative tests rely on: no sample changes branch over their steps, and every kind
  /// of sample is there.
  @ParameterizedTest
  @MethodSource("cases")
  void randomCase_overItsSteps_keepsItsBranches(RandomCase c) {
    for (double initialGain : new double[] {1, RandomCase.INITIAL_GAIN}) {
      BitSet branches = Branches.of(c.coefficients, initialGain, c.x);
      int above = 0;
      int attacks = 0;
      for (int n = 0; n < c.x.length; n++) {
        above += branches.get(2 * n) ? 1 : 0;
        attacks += branches.get(2 * n + 1) ? 1 : 0;
      }
      assertThat(attacks).isBetween(20, above - 20); // some release above the threshold
      assertThat(above).isLessThan(c.x.length - 20);

      for (double by : new double[] {-RandomCase.STEP, RandomCase.STEP}) {
        for (int i = 0; i < CompressorCoefficients.COUNT; i++) {
          CompressorCoefficients moved = Theta.moved(c.coefficients, i, by);
          assertThat(Branches.of(moved, initialGain, c.x)).isEqualTo(branches);
        }
      }
    }
  }

  /// Likewise for the tape, whose initial gain and input move too.
  @ParameterizedTest
  @MethodSource("cases")
  void randomCase_overStepsOfGainAndInput_keepsItsBranches(RandomCase c) {
    double gain = RandomCase.INITIAL_GAIN;
    BitSet branches = Branches.of(c.coefficients, gain, c.x);

    for (double by : new double[] {-RandomCase.STEP, RandomCase.STEP}) {
      assertThat(Branches.of(c.coefficients, gain + by, c.x)).isEqualTo(branches);
      assertThat(Branches.of(c.coefficients, gain, RandomCase.sum(c.x, by, c.xDot)))
          .isEqualTo(branches);
    }
  }
}
