package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The block STREAMINFO, which every FLAC file begins with.
///
/// ```
/// "fLaC" | block type 1 bit, 7 bits | length 3 bytes | block sizes 4, frame sizes 6
///        | rate 20 bits, channels − 1 3 bits, bits − 1 5 bits, frames 36 bits | MD5 of the samples 16 bytes
/// ```
///
/// Source: RFC 9639, section 8.2.
///
/// @param sampleRateHz frames per second
/// @param channels samples per frame, 1 to 8
/// @param bits of a sample, 1 to 32
/// @param frames how many there are; 0 if the encoder did not know
/// @param md5 of the samples as little-endian integers of whole bytes; empty if it was not computed
record FlacHeader(int sampleRateHz, int channels, int bits, long frames, Optional<String> md5) {
  static final String MAGIC = "fLaC";

  /// Of the magic, the block's header and the block.
  private static final int BYTES = 4 + 4 + 34;

  private static final int STREAMINFO = 0;
  private static final int NUMBERS = 18;
  private static final int MD5 = 26;

  /// Reads the header at the start of `channel`; does not move it.
  static FlacHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    if (channel.read(bytes, 0) < BYTES || (bytes.get(4) & 0x7f) != STREAMINFO) {
      throw new SoundFileException(
          file, "has a damaged header, no format is found in it: copy or export it again");
    }
    long numbers = bytes.getLong(NUMBERS);
    byte[] md5 = Arrays.copyOfRange(bytes.array(), MD5, BYTES);
    boolean computed = !Arrays.equals(md5, new byte[md5.length]);
    return new FlacHeader(
        (int) (numbers >>> 44),
        (int) (numbers >>> 41 & 7) + 1,
        (int) (numbers >>> 36 & 31) + 1,
        numbers & (1L << 36) - 1,
        computed ? Optional.of(HexFormat.of().formatHex(md5)) : Optional.empty());
  }
}
