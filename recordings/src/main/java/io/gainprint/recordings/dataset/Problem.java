package io.gainprint.recordings.dataset;

import io.gainprint.recordings.PairFinding.Severity;
import java.nio.file.Path;
import java.util.Objects;

/// Something that is wrong with a file of a data set.
///
/// @param severity `ERROR` if an entry was left out for it
/// @param file the file
/// @param message what is wrong and the fix, for people; names the file
public record Problem(Severity severity, Path file, String message) {
  /// Checks that all is there.
  public Problem {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(message, "message");
  }

  /// A problem for which an entry was left out; the message is the file and the predicate.
  static Problem error(Path file, String problemAndFix) {
    return new Problem(Severity.ERROR, file, file + " " + problemAndFix);
  }

  /// A problem in whose spite every entry is there; the message is the file and the predicate.
  static Problem warning(Path file, String problemAndFix) {
    return new Problem(Severity.WARNING, file, file + " " + problemAndFix);
  }
}
