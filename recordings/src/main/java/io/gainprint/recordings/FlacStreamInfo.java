package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// What a FLAC file says of its sound, in the block that it begins with (RFC 9639, section 8.2).
///
/// @param rateHz frames per second
/// @param channels samples per frame, 1 to 8
/// @param bits bits of a sample, 4 to 32
/// @param frames how many there are, ≥ 1
/// @param md5 the MD5 of the samples, interleaved and little-endian, in hexadecimal digits; empty
///   if that is not said
record FlacStreamInfo(int rateHz, int channels, int bits, long frames, String md5) {
  /// The four characters before it, the header of its block, and it.
  private static final int BYTES = 4 + 4 + 34;

  /// The shortest block of frames: a header with number and CRC, one constant subframe, a CRC.
  private static final int SHORTEST_BLOCK_BYTES = 10;

  /// Reads the block.
  ///
  /// @throws SoundFileException if it is not there, or promises no frames, or more than the file
  ///   can hold
  static FlacStreamInfo read(Path file, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    // The first seven bits behind the flag of the last block are its type, 0; then its size.
    if (channel.read(bytes, 0) < BYTES || (bytes.getInt(4) & 0x7FFF_FFFF) != 34) {
      throw damaged(file, "no STREAMINFO is found in it");
    }
    int mostBlockFrames = bytes.getShort(10) & 0xffff;
    long packed = bytes.getLong(18); // 20 bits of rate, 3 of channels, 5 of bits, 36 of frames
    long frames = packed & 0xF_FFFF_FFFFL;
    if (frames == 0) {
      // The decoders that there are for javax.sound fail on such files.
      throw new SoundFileException(
          file,
          "is a FLAC file that does not say how long it is, as if written to a pipe:"
              + " encode it into a file, or convert it to WAV");
    }
    if (frames > (channel.size() / SHORTEST_BLOCK_BYTES + 1) * mostBlockFrames) {
      throw damaged(file, "its header promises %d frames, more than fit in it".formatted(frames));
    }
    byte[] md5 = Arrays.copyOfRange(bytes.array(), 26, BYTES);
    boolean known = !Arrays.equals(md5, new byte[md5.length]);
    return new FlacStreamInfo(
        (int) (packed >>> 44),
        (int) (packed >>> 41 & 7) + 1,
        (int) (packed >>> 36 & 31) + 1,
        frames,
        known ? HexFormat.of().formatHex(md5) : "");
  }

  /// The refusal of a damaged file.
  static SoundFileException damaged(Path file, String how) {
    return new SoundFileException(
        file, "is a damaged FLAC file, %s: copy or encode it again".formatted(how));
  }
}
