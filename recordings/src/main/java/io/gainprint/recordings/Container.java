package io.gainprint.recordings;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/// A kind of sound file that is written.
enum Container {
  /// WAVE, as RIFF or, where that is too small, RF64: little-endian.
  WAVE(ByteOrder.LITTLE_ENDIAN),
  /// AIFF: big-endian.
  AIFF(ByteOrder.BIG_ENDIAN);

  private final ByteOrder order;

  Container(ByteOrder order) {
    this.order = order;
  }

  /// The container that a file's name asks for.
  static Container named(Path file) throws SoundFileException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".wav")) {
      return WAVE;
    }
    if (name.endsWith(".aif") || name.endsWith(".aiff")) {
      return AIFF;
    }
    if (name.endsWith(".flac")) {
      throw new SoundFileException(
          file, "cannot be written, FLAC is only read: end its name in .wav or .aiff");
    }
    throw new SoundFileException(
        file,
        "cannot be written, its name asks for no known kind of sound file:"
            + " end it in .wav or .aiff");
  }

  ByteOrder order() {
    return order;
  }
}
