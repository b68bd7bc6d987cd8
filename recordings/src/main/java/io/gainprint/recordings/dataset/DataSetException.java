package io.gainprint.recordings.dataset;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// There is no data set where one was looked for, or nothing of it can be read; the message names
/// the file, what is wrong and the fix.
public final class DataSetException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// Makes the message from the file and a predicate.
  DataSetException(Path file, String problemAndFix) {
    super(file + " " + problemAndFix);
  }
}
