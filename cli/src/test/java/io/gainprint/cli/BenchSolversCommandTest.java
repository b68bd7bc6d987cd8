package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BenchSolversCommandTest {
  @Test
  void bench_ofTwoRecordings_comparesTheMethodsOnEach() {
    Invocation run =
        Invocation.of(
            "bench",
            "solvers",
            "--dry",
            Invocation.recording("dry"),
            "--wet",
            Invocation.recording("la2a-65"),
            "--wet",
            Invocation.recording("zamcomp"),
            "--starts",
            2,
            "--curvature",
            "gauss-newton,hybrid",
            "--globalisation",
            "trust-region",
            "--json",
            "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode rows = JsonMapper.shared().readTree(run.out()).get("rows");
    assertThat(rows).hasSize(4);
    // The published fit, 24-bit, is met by either method to its rounding.
    assertThat(rows.get(0).get("method").asString()).isEqualTo("gauss-newton trust-region");
    assertThat(rows.get(1).get("leastEsr").asDouble()).isLessThan(1e-8);
    // And both end in one minimum of the other unit, where they may win 1e-7 of it at most.
    double byHybrid = rows.get(3).get("leastEsr").asDouble();
    assertThat(rows.get(2).get("leastEsr").asDouble() / byHybrid).isCloseTo(1, within(1e-5));
  }

  @Test
  void bench_ofAWordThatIsNoMethod_namesThoseThereAre() {
    Invocation run = Invocation.of("bench", "solvers", "--curvature", "exact,foo");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--curvature must be one of hybrid, exact, ").contains(": foo");
  }
}
