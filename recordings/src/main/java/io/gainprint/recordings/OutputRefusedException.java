package io.gainprint.recordings;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// An output file was refused before anything was written; the message names the file and what is
/// wrong.
public final class OutputRefusedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  OutputRefusedException(Path target, Reason reason) {
    super(target + " " + reason.predicate);
    this.reason = reason;
  }

  /// Why the file was refused.
  ///
  /// @return the reason, to which a caller may know the fix
  public Reason reason() {
    return reason;
  }

  /// Why an output file is refused.
  public enum Reason {
    /// There is such a file, and it is not to be replaced.
    EXISTS("exists already"),
    /// It is a file that the work reads from.
    IS_AN_INPUT("is one of the inputs: give the output another name"),
    /// It is a folder, a device or a pipe.
    NOT_A_FILE("is not a file: give the output the name of one"),
    /// Its folder is missing.
    FOLDER_MISSING("is in a folder that does not exist: make the folder first"),
    /// Its folder takes no new files.
    FOLDER_NOT_WRITABLE("is in a folder that cannot be written to: check its permissions");

    private final String predicate;

    Reason(String predicate) {
      this.predicate = predicate;
    }
  }
}
