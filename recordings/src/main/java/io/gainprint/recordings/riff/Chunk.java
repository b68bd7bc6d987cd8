package io.gainprint.recordings.riff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// One chunk of a file.
///
/// @param id its four characters, one byte each
/// @param start where its content begins, bytes from the start of the file, ≥ 8
/// @param size how long its content is, bytes, without the pad byte, ≥ 0
public record Chunk(String id, long start, long size) {
  /// The size of an identifier and a size of 32 bits, bytes.
  public static final int HEADER_BYTES = 8;

  /// A size of 32 bits that stands for another one, or for none yet.
  static final long ELSEWHERE = 0xFFFF_FFFFL;

  /// The largest size that a header of 32 bits states.
  public static final long LARGEST_BYTES = ELSEWHERE - 1;

  /// Where its content ends, before the pad byte; no further than `Long.MAX_VALUE`.
  ///
  /// @return bytes from the start of the file
  public long end() {
    return saturated(start, size);
  }

  /// Where the next chunk begins; no further than `Long.MAX_VALUE`.
  ///
  /// @return bytes from the start of the file
  public long next() {
    return saturated(end(), size & 1);
  }

  /// How much of a file the chunk takes with its header and its pad byte.
  ///
  /// @return bytes, ≥ 8
  public long storedBytes() {
    return saturated(HEADER_BYTES, saturated(size, size & 1));
  }

  private static long saturated(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /// The four characters of an identifier, one byte each.
  static String id(byte[] bytes, int offset) {
    return new String(bytes, offset, 4, StandardCharsets.ISO_8859_1);
  }

  /// Puts an identifier of four characters.
  static ByteBuffer putId(ByteBuffer to, String id) {
    return to.put(id.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Writes the chunk as it is in another file to a channel, with header and pad byte.
  ///
  /// @param from the file that it is in
  /// @param header an empty buffer of 8 bytes in the byte order of the files; overwritten
  /// @param to where it goes, from the channel's position on
  /// @throws IOException if the file has become too short, or a file system fails
  void copy(FileChannel from, ByteBuffer header, FileChannel to) throws IOException {
    putId(header.clear(), id).putInt((int) size);
    writeFully(to, header.flip());
    long at = start;
    while (at < end()) {
      long copied = from.transferTo(at, end() - at, to);
      if (copied <= 0) {
        throw new IOException(
            "the file became shorter while its '%s' chunk was copied".formatted(id));
      }
      at += copied;
    }
    pad(to, size);
  }

  /// Writes the pad byte after an odd number of bytes.
  static void pad(FileChannel to, long size) throws IOException {
    if (size % 2 != 0) {
      writeFully(to, ByteBuffer.allocate(1));
    }
  }

  static void writeFully(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
