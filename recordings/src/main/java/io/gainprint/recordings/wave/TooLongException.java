package io.gainprint.recordings.wave;

import java.io.IOException;
import java.io.Serial;

/// There are more samples than a file can count.
public final class TooLongException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final long mostBytes;

  TooLongException(long mostBytes) {
    super("more than %d bytes of samples".formatted(mostBytes));
    this.mostBytes = mostBytes;
  }

  /// How much fits.
  ///
  /// @return bytes of samples
  public long mostBytes() {
    return mostBytes;
  }
}
