package io.gainprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gainprint.servers.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BenchRealtimeCommandTest {
  private static final Path SC4M = Path.of("/usr/lib/ladspa/sc4m_1916.so");

  private static Invocation bench(Object... more) {
    Object[] args = new Object[more.length + 4];
    System.arraycopy(
        new Object[] {"bench", "realtime", "--seconds=0.05", "--channels=1"}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Invocation.of(args);
  }

  @Test
  void realtime_smallBlocks_measuresProcessorAndEngine() {
    Invocation run = bench("--block=16,64", "--instances=2", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode rows = FitCommandTest.json(run).get("rows");
    assertThat(rows).hasSize(4);
    for (JsonNode row : rows) {
      assertThat(row.get("instances").asInt()).isEqualTo(2);
      assertThat(row.get("blocks").asLong()).isGreaterThan(10);
      // Slower than any machine this runs on, and faster than none.
      assertThat(row.get("nsPerSample").asDouble()).isBetween(0.1, 10_000.0);
    }
    assertThat(rows.get(0).get("what").asString()).isEqualTo("processor");
    assertThat(rows.get(2).get("what").asString()).isEqualTo("engine");
  }

  @Test
  void realtime_besideANativePlugin_measuresBoth() {
    Optional<String> missing = Program.missing("cc");
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    assumeTrue(Files.exists(SC4M), "the package swh-plugins is not installed");

    Invocation run = bench("--block=64", "--instances=1", "--ladspa", SC4M + ":sc4m", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode plugin = FitCommandTest.json(run).get("natives").get(0);
    assertThat(plugin.get("nsPerFrame").asDouble()).isPositive();
    assertThat(plugin.get("oursNsPerFrame").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--block=0 | --block must be 1 to 8192: 0",
        "--instances=5000 | --instances must be 1 to 1024: 5000",
        "--ladspa=sc4m | --ladspa must be file:label: sc4m",
      })
  void realtime_badOption_isNamed(String option, String message) {
    Invocation run = bench(option);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }
}
