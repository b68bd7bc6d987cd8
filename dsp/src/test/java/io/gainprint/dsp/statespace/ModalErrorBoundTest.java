package io.gainprint.dsp.statespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModalErrorBoundTest {
  private static final double[] IDENTITY = {1, 0, 0, 1};
  private static final double[][] B = {{1}, {0.5}};
  private static final double[][] C = {{2, 1}};
  private static final double[][] D = {{0.25}};

  /// With nothing negative, a constant of 1 is the worst input, and makes all of the error of which
  /// the bound's first term speaks.
  @Test
  void couplingOfModes_isBoundedByWhatItDoes() {
    double coupling = 1e-6;
    StateSpace system = StateSpace.of(new double[][] {{0.9, coupling}, {coupling, 0.5}}, B, C, D);
    assertBounded(system, new double[] {0.9, 0.5}, IDENTITY);
  }

  @Test
  void wrongPole_isBoundedByWhatItDoes() {
    StateSpace system = StateSpace.of(new double[][] {{0.9, 0}, {0, 0.5}}, B, C, D);
    assertBounded(system, new double[] {0.9 - 1e-6, 0.5}, IDENTITY);
  }

  /// What is wrong by a factor of 1 + 1e-6 in the inverse is so in B, too.
  @Test
  void wrongInverse_isBoundedByWhatItDoes() {
    StateSpace system = StateSpace.of(new double[][] {{0.9, 0}, {0, 0.5}}, B, C, D);
    assertBounded(system, new double[] {0.9, 0.5}, new double[] {1 - 1e-6, 0, 0, 1 - 1e-6});
  }

  private static void assertBounded(StateSpace system, double[] poles, double[] inverse) {
    double[] parameters = {
      poles[0], 2 * inverse[0], poles[1], 0.5 * inverse[3], 0.25,
    };
    ModalForm form = ModalForm.of(2, 0, parameters);
    double[] x = new double[400]; // 0.9 to this power is below rounding
    Arrays.fill(x, 1);
    double[] y = new double[400];
    double[] expected = new double[400];
    form.process(x, 0, y, 0, 400, form.restingState());
    system.process(x, 0, expected, 0, 400, system.restingState());

    double error = Math.abs(y[399] - expected[399]);
    double bound = new ModalErrorBound(system, poles, new double[2], IDENTITY, inverse).value();
    assertThat(error).isGreaterThan(1e-7);
    // What is first order in 1e-6 is as large as its bound; what is not is a hundred thousandth.
    assertThat(bound).isBetween(error, 1.01 * error);
  }

  @Test
  void inverseThatIsNone_hasNoBound() {
    StateSpace system = StateSpace.of(new double[][] {{0.9, 0}, {0, 0.5}}, B, C, D);
    double[] poles = {0.9, 0.5};
    double[] inverse = {-1, 0, 0, 1};
    assertThat(new ModalErrorBound(system, poles, new double[2], IDENTITY, inverse).value())
        .isInfinite();
  }
}
