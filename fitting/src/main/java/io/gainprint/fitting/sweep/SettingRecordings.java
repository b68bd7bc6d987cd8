package io.gainprint.fitting.sweep;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.profile.Provenance;
import java.util.List;

/// The recordings of one setting, which are held in memory only while it is fitted.
///
/// A sweep uses several at the same time, each by one thread at a time.
public interface SettingRecordings {
  /// Where the unit's controls stood.
  ///
  /// @return the position, unlike that of all others of a sweep
  Controls controls();

  /// How many takes there are, usable or not.
  ///
  /// @return takes, ≥ 1
  int takes();

  /// What the takes are, told without loading them: two that are not the same give other words,
  /// such as the SHA-256 of every file and how it is to be read.
  ///
  /// @return words that are the same whenever [#load] gives the same
  String identity();

  /// Loads the takes.
  ///
  /// @return those that can be used, and what is wrong with the others
  Loaded load();

  /// What has been loaded.
  ///
  /// @param takes the takes that can be used, perhaps none, all at the sweep's sample rate
  /// @param sources where they come from, in the same order
  /// @param problems what is wrong with the others, a sentence each that names the file
  record Loaded(List<Take> takes, List<Provenance.Source> sources, List<String> problems) {
    /// Copies the lists.
    ///
    /// @throws IllegalArgumentException if takes and sources are not equally many
    public Loaded {
      takes = List.copyOf(takes);
      sources = List.copyOf(sources);
      problems = List.copyOf(problems);
      if (takes.size() != sources.size()) {
        throw new IllegalArgumentException(
            "each take needs a source: " + takes.size() + " and " + sources.size());
      }
    }
  }
}
