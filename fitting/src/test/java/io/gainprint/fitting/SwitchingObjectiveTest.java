package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.lanes.HessianAssembly;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The curvature of the switches, in the coordinates that a fit moves in.
class SwitchingObjectiveTest {
  private static final CompressorParameters TRUTH = new CompressorParameters(-20, 4, 5, 100, 2);
  private static final CompressorParameters FAR = new CompressorParameters(-32, 8, 1, 300, -2);
  private static final WindowPlan PLAN = new WindowPlan(1, 0.25);
  private static final int COUNT = 5;

  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  @AfterEach
  void stopThreads() {
    executor.close();
  }

  private CompressorObjective objective(SimulatedPair pair, double switching) {
    return new CompressorObjective(
        List.of(Take.of("recording", pair.dry, pair.wet)),
        pair.sampleRateHz,
        PLAN,
        PreEmphasis.poleAt(pair.sampleRateHz),
        0,
        HessianSettings.defaults().withSwitching(switching),
        CoordinateKind.COEFFICIENT,
        executor,
        new Cancellation());
  }

  /// At a point whose ESR curves down in every direction, without and with the term; errors rounded
  /// up. Where no sample crosses a switch within h, the Hessian is that of finite steps but for
  /// truncation. Where samples do, a difference counts them one by one, and the term counts those
  /// of the wider of two directions: the two agree to the noise of that count. More sound and wider
  /// steps leave less of it, until, at h = 0.1, the loss is no parabola any more.
  @ParameterizedTest
  @CsvSource({
    " 8000,  3.3, 0.0001, 0.026, 0.0001",
    " 8000,  3.3, 0.01,   2.6,   0.2",
    " 8000, 52,   0.01,   1.6,   0.1",
    " 8000, 52,   0.03,   1.6,   0.014",
    "44100, 13,   0.01,   2.0,   0.032",
    "44100, 13,   0.03,   2.0,   0.028",
  })
  void hessian_withSwitching_isThatOfFiniteSteps(
      double rateHz, double seconds, double h, double without, double with) {
    SimulatedPair pair = new SimulatedPair(TRUTH, rateHz, seconds, 1e-3, 1);
    CompressorObjective plain = objective(pair, 0);
    Vector z = plain.coordinates().toPoint(FAR.at(rateHz));
    double[][] differences = differences(plain, z, h);

    assertThat(error(plain.derivatives(z, Order.HESSIAN), differences))
        .isBetween(0.9 * without, without);
    assertThat(error(objective(pair, h).derivatives(z, Order.HESSIAN), differences))
        .isLessThan(with);
  }

  /// Second derivatives from gradients over ± h, the mean of either order.
  private static double[][] differences(CompressorObjective objective, Vector z, double h) {
    double[][] second = new double[COUNT][COUNT];
    for (int j = 0; j < COUNT; j++) {
      int moved = j;
      Vector unit = Vector.of(COUNT, k -> k == moved ? 1 : 0);
      Derivatives up = objective.derivatives(z.plus(h, unit), Order.GRADIENT);
      Derivatives down = objective.derivatives(z.plus(-h, unit), Order.GRADIENT);
      for (int i = 0; i < COUNT; i++) {
        double half = (up.gradient(i) - down.gradient(i)) / (4 * h);
        second[i][j] += half;
        second[j][i] += half;
      }
    }
    return second;
  }

  /// Frobenius norm of the difference, in units in which the diagonal expected is of size 1. Those
  /// of the Gauss-Newton matrix would not do here: attack and release have 25 times less of it than
  /// they have curvature.
  private static double error(Derivatives actual, double[][] expected) {
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        double difference = actual.hessian(i, j) - expected[i][j];
        sum += difference * difference / Math.abs(expected[i][i] * expected[j][j]);
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void derivatives_withSwitching_addCurvatureToTheHessianAlone() {
    SimulatedPair pair = new SimulatedPair(TRUTH, 8000, 3.3, 1e-3, 1);
    CompressorObjective objective = objective(pair, 0);
    Vector z = objective.coordinates().toPoint(FAR.at(8000));

    Derivatives plain = objective.derivatives(z, Order.HESSIAN);
    Derivatives curved = objective(pair, 0.01).derivatives(z, Order.HESSIAN);

    assertThat(curved.hessian(2, 2)).isNotEqualTo(plain.hessian(2, 2));
    assertThat(curved.gradient(2) / plain.gradient(2)).isCloseTo(1, within(1e-12)); // rounding
    assertThatThrownBy(
            () -> HessianSettings.of(HessianAssembly.FORWARD_OVER_FORWARD).withSwitching(0.01))
        .hasMessageContaining("knows no switching term");
  }
}
