package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.dsp.VectorUnit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BenchHessianCommandTest {
  private static final Path DRY = Invocation.recording("dry");

  static boolean isVectorUnitPresent() {
    return VectorUnit.isPresent();
  }

  @Test
  @EnabledIf("isVectorUnitPresent")
  void bench_ofSomeAssemblies_tellsTimeMemoryAndDeviationOfEach() {
    Invocation run =
        Invocation.of(
            "bench",
            "hessian",
            "--seconds=4",
            "--repetitions=1",
            "--assembly=block-adjoint,tangents-and-adjoint",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode rows = FitCommandTest.json(run).get("rows");
    List<String> names =
        rows.valueStream()
            .map(row -> row.get("assembly").asString() + " " + row.get("vectorised"))
            .toList();
    assertThat(names)
        .containsExactly(
            "scalar reference false",
            "value true",
            "block-adjoint true",
            "tangents-and-adjoint true",
            "tangents-and-adjoint false");
    for (JsonNode row : rows) {
      assertThat(row.get("seconds").asDouble()).isEqualTo(4);
      assertThat(row.get("threads").asInt()).isEqualTo(1);
      assertThat(row.get("nanosPerSample").asDouble()).isPositive();
      if (!row.get("assembly").asString().equals("value")) {
        assertThat(row.get("timesAsFastAsScalar").asDouble()).isPositive();
      }
      assertThat(row.get("deviation").asDouble()).isLessThan(1e-12); // as the objective's tests
    }
    // Tasks and results; vectors of each row on the heap would be 10 MB and more. Other assemblies
    // may box theirs where plain kernels have run before in the same Java, as they have here.
    assertThat(rows.get(1).get("allocatedBytesPerEvaluation").asLong()).isLessThan(1_000_000);
    assertThat(rows.get(2).get("allocatedBytesPerEvaluation").asLong()).isLessThan(1_000_000);
    assertThat(rows.get(3).get("keptBytesPerSample").asInt()).isEqualTo(72);
  }

  /// The scalar reference and the vector unit on a recording: the bound is 1e-12.
  @ParameterizedTest
  @CsvSource("sc4m")
  @EnabledIf("isVectorUnitPresent")
  void bench_ofARecording_agreesWithTheReference(String unit) {
    Invocation run =
        Invocation.of(
            "bench",
            "hessian",
            "--dry",
            DRY,
            "--wet",
            Invocation.recording(unit),
            "--repetitions=1",
            "--assembly=block-adjoint",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode vectorised = FitCommandTest.json(run).get("rows").get(2);
    assertThat(vectorised.get("assembly").asString()).isEqualTo("block-adjoint");
    assertThat(vectorised.get("deviation").asDouble()).isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds=1 | --seconds must be 2 to 3600: 1.0",
        "--threads=0 | --threads must be at least 1: [0]",
        "--repetitions=0 | --repetitions must be at least 1: 0",
        "--assembly=fastest | Hessian assembly must be one of block-adjoint",
        "--dry=in.wav | --dry and --wet go together, and not with --seconds",
      })
  void bench_badOption_isAMistake(String option, String message) {
    Invocation run = Invocation.of("bench", "hessian", option);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void bench_ofNothing_showsItsCommands() {
    Invocation run = Invocation.of("bench");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("hessian");
  }
}
