package io.gainprint.recordings.wave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The names of chunks, and their headers: a name of four characters and a size in 32 bits.
final class WaveChunk {
  static final String RIFF = "RIFF";
  static final String RF64 = "RF64";
  static final String BW64 = "BW64";
  static final String WAVE = "WAVE";
  static final String DS64 = "ds64";
  static final String JUNK = "JUNK";
  static final String FORMAT = "fmt ";
  static final String FACT = "fact";
  static final String DATA = "data";

  static final int HEADER_BYTES = 8;

  /// Of `ds64` without a table, and of the `JUNK` that keeps its place.
  static final int DS64_BYTES = 28;

  /// Stands in a 32-bit field whose value is in `ds64`.
  static final long IN_DS64 = 0xFFFF_FFFFL;

  private WaveChunk() {}

  /// The size of a chunk's content with its pad byte.
  static long padded(long size) {
    return size + (size & 1);
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void putName(ByteBuffer to, String name) {
    to.put(name.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The four characters at the buffer's position, which moves behind them.
  static String name(ByteBuffer from) {
    byte[] name = new byte[4];
    from.get(name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
