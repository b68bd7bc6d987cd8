package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectForm;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderDesignTest {
  /// By hand: a₁ = k₁ (1 + k₂), a₂ = k₂; b = v₀ (1) + v₁ (k₁, 1) + v₂ (a₂, a₁, 1).
  @Test
  void at_secondOrder() {
    FilterCoefficients filter = new LadderDesign(2).at(3, 4, 5, -0.5, 0.5).coefficients();

    assertThat(filter.feedback()).containsExactly(1, -0.75, 0.5);
    assertThat(filter.feedForward()).containsExactly(3 - 2 + 2.5, 4 - 3.75, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 32})
  void parametersOf_isTheInverse(int order) {
    RandomGenerator random = RandomSignals.random(order);
    for (int round = 0; round < 20; round++) {
      double[] parameters = random.doubles(2 * order + 1, -0.5, 0.5).toArray();

      FilterCoefficients filter = new LadderDesign(order).at(parameters).coefficients();

      // As for ReflectionDesign: every step down adds to a rounding error.
      assertThat(LadderDesign.parametersOf(filter)).containsExactly(parameters, within(1e-11));
    }
  }

  /// The taps' sounds for an impulse, whose spectrum is white: ã_m/A, each of energy 1 / Π (1 −
  /// k_i²), i > m.
  @Test
  void taps_ofAWhiteSound_areOrthogonal() {
    double[] k = {-0.9, 0.5, -0.3, 0.7};
    double[][] sounds = new double[5][2000];
    for (int m = 0; m <= 4; m++) {
      double[] parameters = {0, 0, 0, 0, 0, k[0], k[1], k[2], k[3]};
      parameters[m] = 1;
      FilterCoefficients filter = new LadderDesign(4).at(parameters).coefficients();
      sounds[m][0] = 1;
      new DirectForm(filter).process(sounds[m], 0, sounds[m], 0, sounds[m].length);
    }
    double energy = 1;
    for (int m = 4; m >= 0; m--) {
      for (int l = m; l <= 4; l++) {
        double product = 0;
        for (int n = 0; n < 2000; n++) {
          product += sounds[m][n] * sounds[l][n];
        }
        // Roundings of sums of some hundred terms of order 1; what rings after 2000 is far below.
        assertThat(product).isCloseTo(l == m ? energy : 0, within(1e-11));
      }
      energy /= m > 0 ? 1 - k[m - 1] * k[m - 1] : 1;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33})
  void order_outOfRange_throws(int order) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LadderDesign(order))
        .withMessage("order must be 1 to 32: " + order);
  }

  @Test
  void at_reflectionOfOne_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LadderDesign(1).at(1, 1, 1))
        .withMessage("k1 must be between -1.0 and 1.0: 1.0");
  }
}
