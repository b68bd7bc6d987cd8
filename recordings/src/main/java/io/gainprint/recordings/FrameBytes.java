package io.gainprint.recordings;

import java.io.Closeable;
import java.io.IOException;

/// The frames of a file as interleaved bytes, from front to back.
interface FrameBytes extends Closeable {
  /// Fills `to[0 … length − 1]` with the next bytes.
  ///
  /// @throws SoundFileException if the file holds less
  void fill(byte[] to, int length) throws IOException;

  /// The SHA-256 of the whole file, if it is hashed; to be asked for behind the last frame.
  String sha256() throws IOException;
}
