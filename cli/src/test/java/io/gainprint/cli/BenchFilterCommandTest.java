package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BenchFilterCommandTest {
  @Test
  void bench_tellsTimesOfFilterAndGradientsBesideTheOtherWays() {
    Invocation run =
        Invocation.of(
            "bench",
            "filter",
            "--order=2",
            "--length=1000",
            "--signals=1,3",
            "--threads=1",
            "--repetitions=1",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode rows = FitCommandTest.json(run).get("rows");
    List<String> names =
        rows.valueStream()
            .map(row ->
                "%s %s %s".formatted(row.get("order"), row.get("signals"), row.get("threads")))
            .toList();
    assertThat(names).containsExactly("2 1 1", "2 3 1");
    for (JsonNode row : rows) {
      assertThat(row.get("forwardNanosPerSample").asDouble()).isPositive();
      assertThat(row.get("gradientsNanosPerSample").asDouble()).isPositive();
    }
    // A graph of some nine objects for each sample, on any machine.
    assertThat(rows.get(0).get("timesAsFastAsNaive").asDouble()).isGreaterThan(2);
    assertThat(rows.get(0).get("timesAsFastAsSampled").asDouble()).isGreaterThan(1);
    assertThat(rows.get(1).get("naiveNanosPerSample").isNull()).isTrue();
  }

  /// The two ways to differentiate must compute the same, or their times say nothing.
  @Test
  void graphOfObjects_hasTheGradientsOfItsSums() {
    ScalarGraph graph = new ScalarGraph();
    ScalarGraph.Node[] b = {ScalarGraph.variable(2), ScalarGraph.variable(3)};
    ScalarGraph.Node[] a = {ScalarGraph.variable(0.5)};
    ScalarGraph.Node[] x = {ScalarGraph.variable(1), ScalarGraph.variable(-1)};
    ScalarGraph.Node[] y = graph.filter(b, a, x);
    y[0].gradient = 10;
    y[1].gradient = 1;
    graph.backward();

    // y0 = b0 x0 = 2; y1 = b0 x1 + b1 x0 − a1 y0 = −2 + 3 − 1 = 0.
    assertThat(y[0].value).isEqualTo(2);
    assertThat(y[1].value).isZero();
    assertThat(a[0].gradient).isEqualTo(-2);
    assertThat(b[0].gradient).isEqualTo((10 - 0.5) * 1 - 1, within(1e-15));
    assertThat(b[1].gradient).isEqualTo(1);
    assertThat(x[0].gradient).isEqualTo((10 - 0.5) * 2 + 3, within(1e-15));
    assertThat(x[1].gradient).isEqualTo(2);
    assertThat(ScalarGraph.nodes(1, 1, 2)).isEqualTo(10); // an upper bound: 5 for each sample
  }

  @ParameterizedTest
  @CsvSource({
    "--structure=df3, '--structure must be df1, df2, tdf1 or tdf2: df3'",
    "--order=513, '--order must be from 0 to 512: 513'",
    "--length=0, '--length must be from 1 to 20000000: 0'",
    "--threads=0, '--threads must be from 1 to 256: 0'"
  })
  void wrongOptions_areNamed(String option, String message) {
    Invocation run = Invocation.of("bench", "filter", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
