package io.gainprint.recordings.riff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import javax.sound.sampled.UnsupportedAudioFileException;

/// The sizes of 64 bits in a `ds64` chunk.
///
/// Its count of samples is left aside: PCM and float files have it from the size of their data, and
/// writers disagree on whether it counts frames.
///
/// @param riffBytes the size of the whole file less 8 bytes
/// @param dataBytes the size of the samples
/// @param others sizes of further long chunks, by identifier; of several of a name, the first's
record Ds64(long riffBytes, long dataBytes, Map<String, Long> others) {
  static final String ID = "ds64";

  /// The chunk without a table: three sizes and the number of entries.
  static final int PLAIN_BYTES = 3 * Long.BYTES + Integer.BYTES;

  /// An entry is an identifier and a size.
  private static final int ENTRY_BYTES = 4 + Long.BYTES;

  /// More long chunks than any file has, so that a damaged count ends.
  private static final int MOST_ENTRIES = 256;

  /// What stands for it in a file of 32-bit sizes: nothing is elsewhere there.
  static final Ds64 NONE = new Ds64(Chunk.ELSEWHERE, Chunk.ELSEWHERE, Map.of());

  Ds64 {
    others = Map.copyOf(others);
  }

  /// Reads the content of a chunk, of which `size` bytes are said to be there.
  ///
  /// @throws UnsupportedAudioFileException if it cannot be one
  static Ds64 read(InputStream in, long size) throws IOException, UnsupportedAudioFileException {
    byte[] bytes = in.readNBytes(PLAIN_BYTES);
    if (size < PLAIN_BYTES || bytes.length < PLAIN_BYTES) {
      throw new UnsupportedAudioFileException("has a ds64 chunk that is cut short");
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long riffBytes = fields.getLong(0);
    long dataBytes = fields.getLong(8);
    int entries = fields.getInt(24);
    long room = size - PLAIN_BYTES;
    if (entries < 0 || entries > MOST_ENTRIES || (long) entries * ENTRY_BYTES > room) {
      throw new UnsupportedAudioFileException(
          "has a damaged ds64 chunk, a table of %d sizes does not fit in it"
              .formatted(Integer.toUnsignedLong(entries)));
    }
    Map<String, Long> others = new HashMap<>();
    byte[] table = in.readNBytes(entries * ENTRY_BYTES);
    ByteBuffer sizes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + ENTRY_BYTES <= table.length; at += ENTRY_BYTES) {
      others.putIfAbsent(Chunk.id(table, at), sizes.getLong(at + 4));
    }
    in.skipNBytes(room - table.length + (size & 1));
    return new Ds64(riffBytes, dataBytes, others);
  }

  /// The size of a chunk of which the header states `stated`; negative if it is not to be had.
  long size(String id, long stated) {
    if (stated != Chunk.ELSEWHERE) {
      return stated;
    }
    return id.equals("data") ? dataBytes : others.getOrDefault(id, -1L);
  }

  /// Puts a whole chunk without a table.
  static void put(ByteBuffer to, long riffBytes, long dataBytes, long frames) {
    Chunk.putId(to, ID).putInt(PLAIN_BYTES);
    to.putLong(riffBytes).putLong(dataBytes).putLong(frames).putInt(0);
  }
}
