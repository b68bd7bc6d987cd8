package io.gainprint.dsp.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.dynamics.Averaging;
import io.gainprint.dsp.dynamics.MakeUp;
import io.gainprint.dsp.dynamics.Memoryless;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SharedParametersTest {
  private static final ProcessorChain STAGE =
      new ProcessorChain(
          List.of(new Averaging(0.2), new Memoryless(new MakeUp(3)), new Averaging(0.2)));

  @Test
  void sharedParameters_ofNoise_keepTheContract() {
    RandomGenerator random = RandomSignals.random(1);
    double[] x = RandomSignals.noise(random, 90);

    ProcessorContract.verify(
        new SharedParameters(STAGE, new int[] {1, 0, 1}), x, new double[] {0.3, -0.2}, 1);
  }

  @Test
  void with_fewParameters_movesAllThatShareThem() {
    SharedParameters stage = new SharedParameters(STAGE, new int[] {1, 0, 1});

    assertThat(stage.parameters()).containsExactly(3, 0.2);
    assertThat(stage.with(new double[] {-1, 0.5}).parameters()).containsExactly(-1, 0.5);
  }

  @Test
  void source_thatDoesNotFit_isRefused() {
    assertRefused(new int[] {0, 1}, "source must hold 3 indices: 2");
    assertRefused(new int[] {0, 2, 0}, "source must have every index from 0 to 2: [0, 2, 0]");
    assertRefused(new int[] {0, -1, 0}, "source must have every index from 0 to 0: [0, -1, 0]");
    assertRefused(new int[] {0, 0, 0}, "parameter 1 is shared and must be 0.2: 3.0");
  }

  private static void assertRefused(int[] source, String message) {
    assertThatThrownBy(() -> new SharedParameters(STAGE, source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
