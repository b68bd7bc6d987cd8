package io.gainprint.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.gainprint.recordings.Recording;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.regression.junit.RecordingTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The project's own regression set: this module's `set`.
class RegressionSetTest {
  private static final Path SET = Path.of("set");

  /// What the issue allows in all.
  private static final long MOST_BYTES = 10_000_000;

  @RecordingTest("set")
  void profiles_soundAsTheyDid(RegressionCase regressionCase, Recording output) {
    assertThat(regressionCase.expectation().outputSha256()).isPresent();
    for (float sample : output.samples()) {
      assertThat(Math.abs(sample)).isLessThan(1);
    }
  }

  @Test
  void set_isLargeEnoughAndSmallEnough() throws IOException {
    assertThat(RegressionCase.of(DataSet.read(SET))).hasSizeGreaterThanOrEqualTo(12);
    try (Stream<Path> files = Files.walk(SET)) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
          .isLessThan(MOST_BYTES);
    }
  }
}
