package io.gainprint.dsp.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.CombFilter;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.filter.VaryingFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorSumTest {
  private static final DirectFormFilter FIR = DirectFormFilter.allZero(new double[] {1, 2});

  /// Also within a chain, and of a chain.
  @Test
  void sum_keepsTheContract() {
    ProcessorChain chain = new ProcessorChain(List.of(FIR, CombFilter.feedback(3, 1, 0.5)));
    ProcessorSum sum =
        new ProcessorSum(
            List.of(chain, FIR, DirectFormFilter.allPole(new double[] {1, -0.5, 0.2})));
    ProcessorChain whole = new ProcessorChain(List.of(FIR, sum));
    double[] x = RandomSignals.noise(RandomSignals.random(1), 1300);
    double[] state = RandomSignals.noise(RandomSignals.random(2), whole.restingState().length);

    ProcessorContract.verify(whole, x, state, 3);
  }

  @Test
  void outputs_areAdded() {
    ProcessorSum sum = new ProcessorSum(List.of(FIR, DirectFormFilter.allZero(new double[] {10})));
    double[] y = {1, 1, 1};
    sum.process(y, 0, y, 0, 3, sum.restingState());

    assertThat(y).containsExactly(11, 13, 13);
    assertThat(sum.parameters()).containsExactly(1, 2, 10);
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessorSum(List.of()))
        .withMessage("a sum needs at least 1 stage: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ProcessorSum(List.of(FIR, new VaryingFilter(FilterStructure.DF1, 1, 1))))
        .withMessage("stage 1 takes 4 channels, the first one 1");
  }
}
