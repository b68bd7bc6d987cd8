package io.gainprint.recordings;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A sound file cannot be read or written; the message names the file, what is wrong and the fix.
public final class SoundFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// Makes the message from the file and a predicate: "take.wav" and "is empty: …".
  SoundFileException(Path file, String problemAndFix) {
    super(file + " " + problemAndFix);
  }
}
