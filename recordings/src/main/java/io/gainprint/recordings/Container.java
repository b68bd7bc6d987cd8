package io.gainprint.recordings;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import javax.sound.sampled.AudioFileFormat;

/// A kind of sound file.
enum Container {
  /// RIFF/WAVE: little-endian, sizes of 32 bits.
  WAVE(ByteOrder.LITTLE_ENDIAN, 0xFFFF_FFFFL, "4 GiB"),
  /// AIFF and AIFF-C: big-endian; javax.sound counts what it writes in a signed int.
  AIFF(ByteOrder.BIG_ENDIAN, Integer.MAX_VALUE, "2 GiB");

  /// More than either header takes, with the pad byte.
  private static final int HEADER_BYTES = 64;

  private final ByteOrder order;
  private final long mostBytes;
  private final String limit;

  Container(ByteOrder order, long mostBytes, String limit) {
    this.order = order;
    this.mostBytes = mostBytes;
    this.limit = limit;
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
    throw new SoundFileException(
        file,
        "cannot be written, its name asks for no known kind of sound file:"
            + " end it in .wav or .aiff");
  }

  AudioFileFormat.Type type() {
    return switch (this) {
      case WAVE -> AudioFileFormat.Type.WAVE;
      case AIFF -> AudioFileFormat.Type.AIFF;
    };
  }

  ByteOrder order() {
    return order;
  }

  /// The most bytes of samples that one file holds.
  long mostDataBytes() {
    return mostBytes - HEADER_BYTES;
  }

  /// The same for people.
  String limit() {
    return limit;
  }
}
