package io.gainprint.recordings.riff;

import java.util.Optional;

/// How a WAVE file states its sizes.
public enum WaveForm {
  /// In 32 bits.
  RIFF,
  /// In 64 bits, by EBU Tech 3306.
  RF64,
  /// In 64 bits, by Recommendation ITU-R BS.2088.
  BW64;

  /// The form of a file that begins with given 12 bytes.
  static Optional<WaveForm> of(byte[] preamble) {
    if (preamble.length == WaveHeader.PREAMBLE_BYTES && Chunk.id(preamble, 8).equals("WAVE")) {
      for (WaveForm form : values()) {
        if (form.name().equals(Chunk.id(preamble, 0))) {
          return Optional.of(form);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether sizes of 64 bits are there.
  ///
  /// @return true for all but [#RIFF]
  public boolean isLong() {
    return this != RIFF;
  }
}
