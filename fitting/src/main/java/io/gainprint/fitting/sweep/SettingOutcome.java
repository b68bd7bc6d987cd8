package io.gainprint.fitting.sweep;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.profile.Setting;
import java.util.List;
import java.util.Optional;

/// What became of one setting of a sweep.
public sealed interface SettingOutcome {
  /// Where the unit's controls stood.
  ///
  /// @return the position
  Controls controls();

  /// What was wrong with its recordings, or with the fit.
  ///
  /// @return sentences; empty if all is well
  List<String> problems();

  /// It was fitted.
  ///
  /// @param controls where the unit's controls stood
  /// @param setting what was found
  /// @param fallback why the start from the neighbour was not enough, in words; empty if it was, or
  ///   there was none
  /// @param seconds time taken, s
  /// @param problems what was wrong with recordings that had to be left out
  record Fitted(
      Controls controls,
      Setting setting,
      Optional<String> fallback,
      double seconds,
      List<String> problems)
      implements SettingOutcome {
    /// Copies the list.
    public Fitted {
      problems = List.copyOf(problems);
    }
  }

  /// It had been fitted before, to the same recordings in the same way.
  ///
  /// @param controls where the unit's controls stood
  /// @param setting what was found then
  /// @param problems what was wrong with recordings that had to be left out
  record Kept(Controls controls, Setting setting, List<String> problems) implements SettingOutcome {
    /// Copies the list.
    public Kept {
      problems = List.copyOf(problems);
    }
  }

  /// It could not be fitted.
  ///
  /// @param controls where the unit's controls stood
  /// @param problems why not
  record Refused(Controls controls, List<String> problems) implements SettingOutcome {
    /// Copies the list.
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
