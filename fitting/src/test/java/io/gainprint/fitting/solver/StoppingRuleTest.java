package io.gainprint.fitting.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private static final double UNKNOWN = Double.NaN;

  /// Far from every tolerance, on the seventh step.
  private static final Progress FAR = new Progress(7, 2, 1, 1, 1, 3, 1);

  @Test
  void gradient_atTheTolerance_converges() {
    Progress near = new Progress(7, 2, 1e-6, 1, 1, 3, 1);

    assertThat(StoppingRule.gradient(1e-6).test(near)).contains(SolverStatus.CONVERGED);
    assertThat(StoppingRule.gradient(1e-6).test(FAR)).isEmpty();
  }

  @Test
  void decrease_shareOfTheLoss_converges() {
    Progress near = new Progress(7, -2, 1, 2e-7, 1, 3, 1); // the loss' magnitude counts

    assertThat(StoppingRule.decrease(1e-7).test(near)).contains(SolverStatus.CONVERGED);
    assertThat(StoppingRule.decrease(0.9e-7).test(near)).isEmpty();
  }

  @Test
  void step_fullStepShort_converges() {
    Progress near = new Progress(7, 2, 1, 1, 4e-10, 3, 1);

    assertThat(StoppingRule.step(1e-10).test(near)).contains(SolverStatus.CONVERGED);
    assertThat(StoppingRule.step(0.9e-10).test(near)).isEmpty();
  }

  @Test
  void step_stepTakenShortAndFullOneLong_makesNoProgress() {
    Progress crawling = new Progress(7, 2, 1, 1, 1, 3, 4e-10);

    assertThat(StoppingRule.step(1e-10).test(crawling)).contains(SolverStatus.NO_PROGRESS);
    assertThat(StoppingRule.step(1e-11).test(crawling)).isEmpty();
  }

  @Test
  void iterations_usedUp_isTheLimit() {
    assertThat(StoppingRule.iterations(7).test(FAR)).contains(SolverStatus.ITERATION_LIMIT);
    assertThat(StoppingRule.iterations(8).test(FAR)).isEmpty();
  }

  @Test
  void test_whatIsNotKnown_endsNothing() {
    Progress unknown = new Progress(0, 2, UNKNOWN, UNKNOWN, UNKNOWN, 3, UNKNOWN);

    assertThat(new Tolerances(1, 1, 1, 1).test(unknown)).isEmpty();
  }

  @Test
  void or_firstRuleThatEnds_says() {
    StoppingRule limit = StoppingRule.iterations(7);
    StoppingRule gradient = StoppingRule.gradient(1);
    StoppingRule never = _ -> Optional.empty();

    assertThat(limit.or(gradient).test(FAR)).contains(SolverStatus.ITERATION_LIMIT);
    assertThat(gradient.or(limit).test(FAR)).contains(SolverStatus.CONVERGED);
    assertThat(never.or(limit).test(FAR)).contains(SolverStatus.ITERATION_LIMIT);
    assertThat(limit.or(never).test(FAR)).contains(SolverStatus.ITERATION_LIMIT);
    assertThat(never.or(never).test(FAR)).isEmpty();
  }

  /// Where the last step allowed has converged, that counts.
  @Test
  void tolerances_convergedAtTheLimit_isConverged() {
    assertThat(new Tolerances(7, 1, 0, 0).test(FAR)).contains(SolverStatus.CONVERGED);
    assertThat(new Tolerances(9, 0, 0, 0).withIterations(7).test(FAR))
        .contains(SolverStatus.ITERATION_LIMIT);
  }

  @Test
  void toleranceOutOfRange_isRefusedByName() {
    assertThatThrownBy(() -> StoppingRule.gradient(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gradient tolerance must not be negative: -1.0");
    assertThatThrownBy(() -> StoppingRule.decrease(Double.NaN))
        .hasMessage("decrease tolerance must not be negative: NaN");
    assertThatThrownBy(() -> StoppingRule.step(-1e-9))
        .hasMessage("step tolerance must not be negative: -1.0E-9");
    assertThatThrownBy(() -> StoppingRule.iterations(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("maximum of iterations must not be negative: -1");
  }

  @Test
  void status_inWords() {
    assertThat(SolverStatus.values())
        .extracting(SolverStatus::toString)
        .containsExactly("converged", "no progress", "iteration limit", "non-finite", "cancelled");
  }

  @Test
  void work_total_isTheSum() {
    assertThat(new Work(1, 20, 300, 4000).total()).isEqualTo(4321);
  }
}
