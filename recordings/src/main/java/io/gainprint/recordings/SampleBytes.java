package io.gainprint.recordings;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The interleaved samples of a sound file as bytes, from the first frame on.
///
/// One thread at a time.
interface SampleBytes extends AutoCloseable {
  /// What the file's header says of them.
  SoundFileHeader header();

  /// Reads the next bytes.
  ///
  /// @param to filled from `offset` on
  /// @param length the most bytes to read, ≥ 1
  /// @return how many were read, ≥ 1, or -1 at the end
  int read(byte[] to, int offset, int length) throws IOException;

  /// What else the file holds.
  CarriedChunks chunks() throws IOException;

  /// Reads what lies behind the samples, and gives the hash of the whole file: 64 lower-case
  /// hexadecimal digits, or null for a reader that does not hash.
  @Nullable String finishHash() throws IOException;

  @Override
  void close() throws IOException;
}
