package io.gainprint.fitting.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// What has become of the settings so far, and how long the rest will take. Safe for use by several
/// threads.
final class Log {
  private final int total;
  private final Consumer<SweepProgress> listener;
  private final List<SettingOutcome> outcomes = new ArrayList<>();
  private long startNanos;
  private int toDo;
  private int worked;

  Log(int total, Consumer<SweepProgress> listener) {
    this.total = total;
    this.listener = listener;
  }

  /// Begins to take time.
  ///
  /// @param finished settings that are finished already
  synchronized void start(int finished) {
    startNanos = System.nanoTime();
    toDo = total - finished;
  }

  synchronized void add(SettingOutcome outcome) {
    outcomes.add(outcome);
    worked +=
        switch (outcome) {
          case SettingOutcome.Fitted _, SettingOutcome.Refused _ -> 1;
          case SettingOutcome.Kept _ -> 0;
        };
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double left = worked == 0 ? Double.NaN : seconds / worked * Math.max(0, toDo - worked);
    listener.accept(new SweepProgress(outcome, outcomes.size(), total, left));
  }

  /// All outcomes, by mode and position.
  synchronized List<SettingOutcome> outcomes() {
    return outcomes.stream()
        .sorted(Comparator.comparing(SettingOutcome::controls, Checkpoint.ORDER))
        .toList();
  }
}
