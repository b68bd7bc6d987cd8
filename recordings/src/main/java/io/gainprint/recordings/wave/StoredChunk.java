package io.gainprint.recordings.wave;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/// A chunk as it stands in an open file, to be copied from there.
///
/// @param name its four characters
/// @param file the file it stands in
/// @param start where its content begins, bytes
/// @param size the length of its content without a pad byte, bytes
public record StoredChunk(String name, FileChannel file, long start, long size) {

  /// Copies the content to where another file stands; in constant memory.
  ///
  /// @param to the file to write to
  /// @throws EOFException if the file has become shorter since the chunk was found
  /// @throws IOException if the file system fails
  public void copyTo(FileChannel to) throws IOException {
    long done = 0;
    while (done < size) {
      long copied = file.transferTo(start + done, size - done, to);
      if (copied == 0 && start + done >= file.size()) {
        throw new EOFException("chunk '" + name + "' has become shorter while it was copied");
      }
      done += copied;
    }
  }
}
