package io.gainprint.dsp.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.DirectFormFilter;
import io.gainprint.dsp.filter.FilterStructure;
import io.gainprint.dsp.filter.RandomFilters;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorBatchTest {
  private static final int SIGNALS = 7;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void batch_isItsSignalsOneByOne(boolean isShared) {
    RandomGenerator random = RandomSignals.random(2);
    List<DirectFormFilter> filters =
        IntStream.range(0, SIGNALS)
            .mapToObj(i -> RandomFilters.stable(random, FilterStructure.TDF2, 2, 3, 0.9))
            .toList();
    double[][] x = new double[SIGNALS][];
    double[][] w = new double[SIGNALS][];
    for (int i = 0; i < SIGNALS; i++) {
      x[i] = RandomSignals.noise(random, 300 + i);
      w[i] = RandomSignals.noise(random, 300 + i);
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(1)) {
      Parallel two = new Parallel(executor, 2);
      ProcessorBatch batch =
          isShared
              ? ProcessorBatch.shared(filters.getFirst(), SIGNALS, two)
              : ProcessorBatch.separate(filters, two);
      double[][] y = like(x);
      double[][] back = like(x);
      double[][] tangents = like(x);
      double[][] gradients = batch.zeroGradients();
      ProcessorBatch.AtInputs at = batch.linearise(x, y, batch.restingStates());
      at.adjoint(w, back, gradients, batch.restingStates());
      at.tangents(w, gradients, tangents, batch.restingStates());
      double[][] again = like(x);
      batch.process(x, again, batch.restingStates());
      assertThat(again).isDeepEqualTo(y);

      double[][] expectedGradients = batch.zeroGradients();
      for (int i = 0; i < SIGNALS; i++) {
        DirectFormFilter filter = filters.get(isShared ? 0 : i);
        double[] expected = new double[x[i].length];
        Linearisation alone = filter.linearise(x[i], expected, filter.restingState());
        assertThat(y[i]).isEqualTo(expected);
        double[] sum = expectedGradients[isShared ? 0 : i];
        double[] gradient = new double[sum.length];
        double[] expectedBack = new double[x[i].length];
        alone.adjoint(w[i], expectedBack, gradient, filter.restingState());
        assertThat(back[i]).isEqualTo(expectedBack);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += gradient[k];
        }
        double[] tangent = new double[x[i].length];
        alone.tangents(w[i], gradients[isShared ? 0 : i], tangent, filter.restingState());
        assertThat(tangents[i]).isEqualTo(tangent);
      }
      assertThat(gradients).isDeepEqualTo(expectedGradients);
    }
  }

  private static double[][] like(double[][] rows) {
    double[][] zeros = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      zeros[i] = new double[rows[i].length];
    }
    return zeros;
  }

  @Test
  void badArguments_areNamed() {
    DirectFormFilter filter = DirectFormFilter.allZero(new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProcessorBatch.shared(filter, 0, Parallel.NONE))
        .withMessage("a batch needs at least 1 signal: 0");
    ProcessorBatch batch = ProcessorBatch.shared(filter, 2, Parallel.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.process(new double[1][1], new double[2][1], new double[2][0]))
        .withMessage("there must be 2 rows, one for each signal: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parallel(Runnable::run, 0))
        .withMessage("threads must be at least 1: 0");
  }

  @Test
  void failureOfOne_isThrownAfterAllHaveEnded() {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      boolean[] done = new boolean[3];
      assertThatIllegalStateException()
          .isThrownBy(() ->
              new Parallel(executor, 3)
                  .forEach(
                      3,
                      i -> {
                        if (i == 1) {
                          throw new IllegalStateException("one");
                        }
                        done[i] = true;
                      }))
          .withMessage("one");
      assertThat(done).containsExactly(true, false, true);
    }
  }
}
