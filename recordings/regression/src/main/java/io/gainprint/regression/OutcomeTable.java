package io.gainprint.regression;

import io.gainprint.recordings.dataset.Expectation;
import io.gainprint.regression.Outcome.Measured;
import io.gainprint.regression.Outcome.Unusable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Outcomes as a table for people: what was expected and what came, a line for each case.
public final class OutcomeTable {
  /// The least width of the column of ids.
  private static final int LEAST_WIDTH = 12;

  /// Leading digits of a hash that are shown.
  private static final int HASH_DIGITS = 8;

  private OutcomeTable() {}

  /// The table.
  ///
  /// @param outcomes the outcomes, in the order of the lines
  /// @return a header, a line for each outcome, and below a failed one what failed; each ends in a
  ///   line break
  public static String of(List<Outcome> outcomes) {
    int width =
        outcomes.stream()
            .mapToInt(outcome -> outcome.regressionCase().entry().id().length())
            .reduce(LEAST_WIDTH, Math::max);
    StringBuilder table = new StringBuilder();
    table.append(
        row(width, "case", "ESR %", "at most", "level dB", "at most", "output", "expected", ""));
    for (Outcome outcome : outcomes) {
      table.append(row(width, outcome));
      outcome.failures().forEach(failure -> table.append("  ").append(failure).append('\n'));
    }
    return table.toString();
  }

  private static String row(int width, Outcome outcome) {
    Expectation expected = outcome.regressionCase().expectation();
    String id = outcome.regressionCase().entry().id();
    String esrBound = figure("%.4g", 100 * expected.esrAtMost());
    String levelBound = figure("%.4f", expected.levelDifferenceDbAtMost());
    String hash = shown(expected.outputSha256());
    return switch (outcome) {
      case Measured(_, var m) ->
          row(
              width,
              id,
              figure("%.4g", 100 * m.esr()),
              esrBound,
              figure("%+.4f", m.levelDifferenceDb()),
              levelBound,
              shown(Optional.of(m.outputSha256())),
              hash,
              outcome.passed() ? "ok" : "FAILED");
      case Unusable _ -> row(width, id, "-", esrBound, "-", levelBound, "-", hash, "FAILED");
    };
  }

  private static String row(int width, String id, String... columns) {
    String row =
        String.format(
            Locale.ROOT,
            "%-" + width + "s %10s %10s %9s %9s %8s %8s  %s",
            id,
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            columns[6]);
    return row.stripTrailing() + "\n";
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String shown(Optional<String> hash) {
    return hash.map(digits -> digits.substring(0, HASH_DIGITS)).orElse("-");
  }
}
