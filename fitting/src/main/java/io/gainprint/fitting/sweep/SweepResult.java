package io.gainprint.fitting.sweep;

import io.gainprint.fitting.profile.Profile;
import java.util.List;
import java.util.Optional;

/// What a sweep found.
///
/// @param profile all settings that are done; empty if none is
/// @param outcomes what became of every setting that was come to, by mode and position
/// @param leaveOneOut how well the settings tell each other; empty if the sweep was cancelled
/// @param isCancelled whether it was cancelled before its end
public record SweepResult(
    Optional<Profile> profile,
    List<SettingOutcome> outcomes,
    LeaveOneOut leaveOneOut,
    boolean isCancelled) {
  /// Copies the list.
  public SweepResult {
    outcomes = List.copyOf(outcomes);
  }

  /// Whether all settings are in the profile with all their recordings.
  ///
  /// @return false if anything was wrong, or the sweep was cancelled
  public boolean isWhole() {
    return !isCancelled
        && leaveOneOut.problems().isEmpty()
        && outcomes.stream().allMatch(outcome -> outcome.problems().isEmpty());
  }
}
