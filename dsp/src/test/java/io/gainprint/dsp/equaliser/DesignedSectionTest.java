package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.processor.Hessian;
import io.gainprint.dsp.processor.Hessian.SampleLoss;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DesignedSectionTest {
  private static final int LENGTH = 300;
  private static final double[] STATE = {0.3, -0.2};
  private static final CookbookDesign BELL = new CookbookDesign(Shape.BELL, 48000);

  /// How far f, Q, the gain and both states go for the loss to change by its own order.
  private static final double[] UNITS = {4000, 2, 8, 1, 1};

  /// Truncation h²/6 and rounding 1e-16/h balance at 1e-5.
  private static final double STEP = 1e-5;

  private final double[] input;
  private final SampleLoss loss;

  DesignedSectionTest() {
    RandomGenerator random = RandomSignals.random(5);
    input = RandomSignals.noise(random, LENGTH);
    loss = SampleLoss.halfSquaredError(RandomSignals.noise(random, LENGTH));
  }

  /// A filtered sound's error by frequency, Q, gain and initial state: the filter gives derivatives
  /// by b, a and state, the design those of b and a.
  @Test
  void byParameters_ofAFilteredSound_equalsCentralDifferences() {
    double[] theta = {4000, 2, -6, STATE[0], STATE[1]};
    Derivatives at = at(theta);

    assertThat(at.dimension()).isEqualTo(5);
    for (int j = 0; j < 5; j++) {
      Derivatives up = at(moved(theta, j, STEP));
      Derivatives down = at(moved(theta, j, -STEP));
      // A loss of 100 and derivatives of that order: see the step.
      assertThat(at.gradient(j) * UNITS[j])
          .isCloseTo((up.value() - down.value()) / (2 * STEP), within(1e-6));
      for (int i = 0; i < 5; i++) {
        double difference = (up.gradient(i) - down.gradient(i)) / (2 * STEP) * UNITS[i];
        assertThat(at.hessian(i, j) * UNITS[i] * UNITS[j]).isCloseTo(difference, within(1e-6));
      }
    }
  }

  /// JᵀJ with differenced outputs: the Gauss-Newton matrix knows no curvature.
  @Test
  void byParameters_gaussNewton_isThatOfTheSound() {
    double[] theta = {4000, 2, -6, STATE[0], STATE[1]};
    Derivatives at = at(theta);
    double[][] slopes = new double[5][LENGTH];
    for (int i = 0; i < 5; i++) {
      double[] up = output(moved(theta, i, STEP));
      double[] down = output(moved(theta, i, -STEP));
      for (int n = 0; n < LENGTH; n++) {
        slopes[i][n] = (up[n] - down[n]) / (2 * STEP);
      }
    }
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double sum = 0;
        for (int n = 0; n < LENGTH; n++) {
          sum += slopes[i][n] * slopes[j][n];
        }
        // See the step, for sums of order 10.
        assertThat(at.gaussNewton(i, j) * UNITS[i] * UNITS[j]).isCloseTo(sum, within(1e-7));
      }
    }
  }

  private Derivatives at(double[] theta) {
    DesignedSection section = BELL.at(theta[0], theta[1], theta[2]);
    DirectFormFilter filter = DirectFormFilter.of(FilterStructure.TDF2, section.coefficients());
    return section.byParameters(Hessian.of(filter, input, new double[] {theta[3], theta[4]}, loss));
  }

  private double[] output(double[] theta) {
    DesignedSection section = BELL.at(theta[0], theta[1], theta[2]);
    double[] output = new double[LENGTH];
    DirectFormFilter.of(FilterStructure.TDF2, section.coefficients())
        .process(input, 0, output, 0, LENGTH, new double[] {theta[3], theta[4]});
    return output;
  }

  private static double[] moved(double[] theta, int i, double by) {
    double[] moved = theta.clone();
    moved[i] += by * UNITS[i];
    return moved;
  }
}
