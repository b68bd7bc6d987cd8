package io.gainprint.dsp.recurrence;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Taps on the vector unit against plain ones, and those against sums written down here.
class FixedTapsTest {
  private static final int AT = 40;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 17, 32})
  void vectors_equalPlainCode(int order) {
    RandomGenerator random = RandomSignals.random(order);
    double[] c = RandomSignals.noise(random, order);
    for (int k = 0; k < order; k++) {
      c[k] /= order; // stable
    }
    FixedTaps plain = new FixedTaps(c, 1, false);
    FixedTaps vectors = new FixedTaps(c, 1, true);
    for (int length : new int[] {1, 2, 7, 8, 9, 40, 257}) {
      double[] u = RandomSignals.noise(random, 2 * AT + length);
      double[] o = RandomSignals.noise(random, 2 * AT + length);
      double[][] results = new double[2][];
      for (int i = 0; i < 2; i++) {
        results[i] = all(i == 0 ? plain : vectors, u, o, length);
      }
      assertClose("length " + length, results[1], results[0], 1e-13); // sums in another order
    }
  }

  /// Everything that taps do, one after the other.
  private static double[] all(FixedTaps taps, double[] around, double[] o, int length) {
    double[] u = new double[around.length]; // zeros around
    System.arraycopy(around, AT, u, AT, length);
    double[] out = o.clone();
    taps.addGathering(0.5, u, AT, out, AT, 0, length);
    taps.addScattering(-2, u, AT, out, AT, 0, length);
    double[] apart = new double[out.length];
    taps.gather(out, AT, apart, AT, 0, length);
    Arrays.fill(apart, AT + length, apart.length, 0);
    taps.scatter(apart, AT, out, AT, 0, length);
    double[] v = u.clone();
    taps.solveGathering(out, AT, v, AT, 0, length);
    double[] w = v.clone();
    double[] scattered = new double[v.length];
    taps.solveScattering(w, AT, scattered, AT, 0, length);
    double[] gradient = new double[2 * taps.lastDelay()];
    taps.gatherGradient(1, o, AT, u, AT, 0, length, gradient, 0);
    taps.scatterGradient(-1, o, AT, u, AT, 0, length, gradient, taps.lastDelay());
    int k = taps.lastDelay();
    double[] all = Arrays.copyOf(gradient, gradient.length + 2 * length + k);
    System.arraycopy(scattered, AT, all, gradient.length, length);
    System.arraycopy(w, AT + length, all, gradient.length + length, k);
    System.arraycopy(out, AT, all, gradient.length + length + k, length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void gatherAndScatter_areTheSumsOfTheirDefinition(int firstDelay) {
    double[] c = {2, 3};
    FixedTaps taps = new FixedTaps(c, firstDelay, false);
    double[] u = {7, 5, 1, -1, 0, 0};
    double[] alone = {0, 0, 1, -1, 0, 0};
    double[] gathered = new double[4];
    taps.gather(u, 2, gathered, 2, 0, 2);
    double[] scattered = new double[6];
    taps.scatter(alone, 2, scattered, 2, 0, 2);
    if (firstDelay == 0) {
      assertThat(gathered).containsExactly(0, 0, 2 * 1 + 3 * 5, 2 * -1 + 3 * 1);
      assertThat(scattered).containsExactly(0, 0, 2, 3 - 2, -3, 0);
    } else {
      assertThat(gathered).containsExactly(0, 0, 2 * 5 + 3 * 7, 2 * 1 + 3 * 5);
      assertThat(scattered).containsExactly(0, 0, 0, 2, 3 - 2, -3);
    }
  }

  @Test
  void recurrence_thatGrowsBeyondAllNumbersInABlock_isComputedSampleBySample() {
    FixedTaps taps = new FixedTaps(new double[] {-1e100}, 1, true);
    double[] v = new double[20];
    double[] w = new double[20];
    w[4] = 1;
    taps.solveGathering(w, 1, v, 1, 0, 16);
    assertThat(Arrays.copyOf(v, 9))
        .containsExactly(
            0, 0, 0, 0, 1, 1e100, 1e100 * 1e100, 1e100 * 1e100 * 1e100, Double.POSITIVE_INFINITY);
  }

  @Test
  void reversal_turnsASignalRound() {
    for (int length : new int[] {0, 1, 8, 19}) {
      double[] u = RandomSignals.noise(RandomSignals.random(length), length + 3);
      double[] turned = new double[length + 5];
      Reversal.copy(u, 3, turned, 5, length);
      for (int n = 0; n < length; n++) {
        assertThat(turned[5 + n]).isEqualTo(u[3 + length - 1 - n]);
      }
    }
  }
}
