package io.gainprint.recordings.riff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// Writes one WAVE file from front to back, in constant memory, and then its sizes.
public final class WaveWriter {
  /// The most that sizes of 32 bits count: a whole file less 8 bytes.
  public static final long MOST_RIFF_BYTES = Chunk.LARGEST_BYTES;

  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final WaveFormat format;
  private final Room room;
  private final ExtraChunks extras;

  /// Which sizes a file has room for.
  public enum Room {
    /// Of 32 bits; the bytes of the samples must fit.
    RIFF,
    /// Of 32 bits, and of 64 once they are needed: a chunk `JUNK` keeps their place.
    RIFF_OR_RF64,
    /// Of 64 bits in any case, by EBU Tech 3306.
    RF64,
    /// Of 64 bits in any case, by Recommendation ITU-R BS.2088.
    BW64
  }

  /// A writer of one file.
  ///
  /// @param channel the file, from its start; what it held is lost
  /// @param format what the samples are
  /// @param room which sizes it has room for
  /// @param extras what else goes into it
  public WaveWriter(FileChannel channel, WaveFormat format, Room room, ExtraChunks extras) {
    this.channel = channel;
    this.format = format;
    this.room = room;
    this.extras = extras;
  }

  /// How much a file takes around its samples.
  ///
  /// @param format what the samples are
  /// @param extras what else goes into it
  /// @return bytes, with the room for sizes of 64 bits and the pad byte
  public static long overheadBytes(WaveFormat format, ExtraChunks extras) {
    return WaveHeader.PREAMBLE_BYTES
        + ds64Bytes()
        + format.chunkBytes()
        + Chunk.HEADER_BYTES
        + 1
        + extras.storedBytes();
  }

  private static int ds64Bytes() {
    return Chunk.HEADER_BYTES + Ds64.PLAIN_BYTES;
  }

  /// Writes the file.
  ///
  /// @param frames the samples, read to their end
  /// @param mostRiffBytes from which size on [Room#RIFF_OR_RF64] becomes RF64; [#MOST_RIFF_BYTES]
  ///   but for tests
  /// @throws IOException if the file system fails, or whatever `frames` throws
  public void write(InputStream frames, long mostRiffBytes) throws IOException {
    channel.truncate(0).position(0);
    Chunk.writeFully(channel, top(WaveForm.RIFF, 0, 0, 0));
    extras.copy(extras.beforeFormat(), channel);
    long formatAt = channel.position();
    Chunk.writeFully(channel, format.chunks(0));
    extras.copy(extras.beforeData(), channel);
    long dataAt = channel.position();
    Chunk.writeFully(channel, dataHeader(WaveForm.RIFF, 0));
    long dataBytes = copy(frames);
    Chunk.pad(channel, dataBytes);
    extras.copy(extras.afterData(), channel);

    long riffBytes = channel.position() - Chunk.HEADER_BYTES;
    long count = dataBytes / format.frameBytes();
    WaveForm form = form(riffBytes, mostRiffBytes);
    rewrite(0, top(form, riffBytes, dataBytes, count));
    rewrite(formatAt, format.chunks(count));
    rewrite(dataAt, dataHeader(form, dataBytes));
  }

  private WaveForm form(long riffBytes, long mostRiffBytes) {
    return switch (room) {
      case RIFF -> WaveForm.RIFF;
      case RIFF_OR_RF64 -> riffBytes > mostRiffBytes ? WaveForm.RF64 : WaveForm.RIFF;
      case RF64 -> WaveForm.RF64;
      case BW64 -> WaveForm.BW64;
    };
  }

  private long copy(InputStream frames) throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    long total = 0;
    int count;
    while ((count = frames.read(bytes)) >= 0) {
      Chunk.writeFully(channel, ByteBuffer.wrap(bytes, 0, count));
      total += count;
    }
    return total;
  }

  private void rewrite(long at, ByteBuffer bytes) throws IOException {
    channel.position(at);
    Chunk.writeFully(channel, bytes);
  }

  /// What a file begins with: its form and size, and the sizes of 64 bits or the room for them.
  private ByteBuffer top(WaveForm form, long riffBytes, long dataBytes, long frames) {
    ByteBuffer top =
        ByteBuffer.allocate(WaveHeader.PREAMBLE_BYTES + ds64Bytes()).order(ByteOrder.LITTLE_ENDIAN);
    Chunk.putId(top, form.name());
    top.putInt((int) (form.isLong() ? Chunk.ELSEWHERE : riffBytes));
    Chunk.putId(top, "WAVE");
    if (form.isLong()) {
      Ds64.put(top, riffBytes, dataBytes, frames);
    } else if (room != Room.RIFF) {
      Chunk.putId(top, "JUNK").putInt(Ds64.PLAIN_BYTES).put(new byte[Ds64.PLAIN_BYTES]);
    }
    return top.flip();
  }

  private static ByteBuffer dataHeader(WaveForm form, long dataBytes) {
    ByteBuffer header = ByteBuffer.allocate(Chunk.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Chunk.putId(header, "data");
    return header.putInt((int) (form.isLong() ? Chunk.ELSEWHERE : dataBytes)).flip();
  }
}
