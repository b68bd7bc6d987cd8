package io.gainprint.regression;

import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import io.gainprint.recordings.dataset.Expectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A data set that expects what came, and how it differs from the one before.
///
/// @param dataSet the data set
/// @param changes one sentence for each case of which something else is expected now
public record Renewal(DataSet dataSet, List<String> changes) {
  /// Copies the list.
  public Renewal {
    changes = List.copyOf(changes);
  }

  /// Lets a data set expect what was measured.
  ///
  /// @param dataSet the data set
  /// @param outcomes what came of its cases; the others stay as they are
  /// @return the new data set
  public static Renewal of(DataSet dataSet, List<Outcome.Measured> outcomes) {
    Map<String, RegressionCase> renewed = new HashMap<>();
    List<String> changes = new ArrayList<>();
    for (Outcome.Measured outcome : outcomes) {
      RegressionCase before = outcome.regressionCase();
      RegressionCase after = before.expecting(outcome.measurement());
      renewed.put(after.entry().id(), after);
      if (!after.equals(before)) {
        changes.add(change(before.entry().id(), before.expectation(), after.expectation()));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : dataSet.entries()) {
      RegressionCase after = renewed.get(entry.id());
      entries.add(after == null ? entry : after.entry());
    }
    return new Renewal(
        new DataSet(dataSet.unit(), dataSet.calibration(), entries, dataSet.problems()), changes);
  }

  private static String change(String id, Expectation before, Expectation after) {
    return String.format(
        Locale.ROOT,
        "%s: ESR at most %s (was %s), level within %s dB (was %s dB), output %s",
        id,
        after.esrAtMost(),
        before.esrAtMost(),
        after.levelDifferenceDbAtMost(),
        before.levelDifferenceDbAtMost(),
        output(before.outputSha256(), after.outputSha256()));
  }

  private static String output(Optional<String> before, Optional<String> after) {
    if (before.isEmpty()) {
      return "pinned";
    }
    return before.equals(after) ? "unchanged" : "changed";
  }
}
