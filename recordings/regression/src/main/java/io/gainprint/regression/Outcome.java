package io.gainprint.regression;

import io.gainprint.recordings.dataset.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came of a regression case.
public sealed interface Outcome {
  /// The case.
  ///
  /// @return the case that was verified
  RegressionCase regressionCase();

  /// What went wrong, for people.
  ///
  /// @return one sentence for each expectation that was not met, with what came instead; empty if
  ///   the case passed
  List<String> failures();

  /// Whether everything is as expected.
  ///
  /// @return true if nothing failed
  default boolean passed() {
    return failures().isEmpty();
  }

  /// The output was compared.
  ///
  /// @param regressionCase the case
  /// @param measurement what came
  record Measured(RegressionCase regressionCase, Measurement measurement) implements Outcome {
    @Override
    public List<String> failures() {
      Expectation expected = regressionCase.expectation();
      List<String> failures = new ArrayList<>();
      if (!(measurement.esr() <= expected.esrAtMost())) {
        failures.add(
            String.format(
                Locale.ROOT,
                "ESR is %.4g %%, expected at most %.4g %%",
                100 * measurement.esr(),
                100 * expected.esrAtMost()));
      }
      if (!(Math.abs(measurement.levelDifferenceDb()) <= expected.levelDifferenceDbAtMost())) {
        failures.add(
            String.format(
                Locale.ROOT,
                "level is %+.4f dB off, expected at most %.4f dB",
                measurement.levelDifferenceDb(),
                expected.levelDifferenceDbAtMost()));
      }
      expected
          .outputSha256()
          .filter(hash -> !hash.equals(measurement.outputSha256()))
          .ifPresent(hash ->
              failures.add(
                  "output has SHA-256 %s, expected %s"
                      .formatted(measurement.outputSha256(), hash)));
      return List.copyOf(failures);
    }
  }

  /// There was nothing to compare.
  ///
  /// @param regressionCase the case
  /// @param reason why, for people; names the file
  record Unusable(RegressionCase regressionCase, String reason) implements Outcome {
    @Override
    public List<String> failures() {
      return List.of(reason);
    }
  }
}
