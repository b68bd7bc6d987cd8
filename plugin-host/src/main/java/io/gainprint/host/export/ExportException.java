package io.gainprint.host.export;

import java.io.IOException;

/// An export that came to nothing for a reason its user can act on; the message says which.
public final class ExportException extends IOException {
  private static final long serialVersionUID = 1;

  /// An export that failed.
  ///
  /// @param message one sentence, naming the file or program at fault
  public ExportException(String message) {
    super(message);
  }
}
