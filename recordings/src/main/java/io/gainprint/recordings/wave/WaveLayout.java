package io.gainprint.recordings.wave;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import javax.sound.sampled.AudioFormat;

/// What a WAVE file consists of, in this order:
///
/// ```
/// RIFF | JUNK, if it may grow | fmt | fact, if float | chunks before | data | chunks after
/// ```
///
/// The sizes are filled in when everything is written; if one does not fit into 32 bits, RIFF
/// becomes RF64 and JUNK becomes `ds64`.
///
/// @param format little-endian samples, PCM or float
/// @param mayGrow whether to keep room for the sizes of an RF64
/// @param before chunks to copy in front of the sound
/// @param after chunks to copy behind it
/// @param mostRiffBytes the longest file that is left a RIFF
public record WaveLayout(
    AudioFormat format,
    boolean mayGrow,
    List<StoredChunk> before,
    List<StoredChunk> after,
    long mostRiffBytes) {

  /// What a size of 32 bits counts to: the size of the file less the first eight bytes. The value
  /// above it stands for another place.
  public static final long MOST_RIFF_BYTES = WaveChunk.IN_DS64 - 1 + WaveChunk.HEADER_BYTES;

  private static final int BLOCK_BYTES = 1 << 16;

  /// Where the chunk `JUNK` or `ds64` begins.
  private static final int ROOM = 12;

  /// Copies the lists.
  public WaveLayout {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// A layout that becomes RF64 beyond what a RIFF can count.
  ///
  /// @param format little-endian samples, PCM or float
  /// @param mayGrow whether to keep room for the sizes of an RF64
  /// @param before chunks to copy in front of the sound
  /// @param after chunks to copy behind it
  public WaveLayout(
      AudioFormat format, boolean mayGrow, List<StoredChunk> before, List<StoredChunk> after) {
    this(format, mayGrow, before, after, MOST_RIFF_BYTES);
  }

  /// The length of the file apart from its samples and their pad byte.
  ///
  /// @return bytes
  public long overheadBytes() {
    long bytes = ROOM;
    bytes += mayGrow ? WaveChunk.HEADER_BYTES + WaveChunk.DS64_BYTES : 0;
    bytes += WaveChunk.HEADER_BYTES + WaveFormat.written(format).limit();
    bytes += WaveFormat.isFloat(format) ? WaveChunk.HEADER_BYTES + Integer.BYTES : 0;
    bytes += WaveChunk.HEADER_BYTES;
    for (List<StoredChunk> chunks : List.of(before, after)) {
      for (StoredChunk chunk : chunks) {
        bytes += WaveChunk.HEADER_BYTES + WaveChunk.padded(chunk.size());
      }
    }
    return bytes;
  }

  /// Writes a file, in constant memory.
  ///
  /// @param file empty, at its start
  /// @param sound the bytes of the samples; read to the end
  /// @return the length of the file, bytes
  /// @throws TooLongException if the sound does not fit and there is no room for growing; before
  ///   the byte that is too many
  /// @throws IOException if the file system fails, or whatever `sound` throws
  public long write(FileChannel file, InputStream sound) throws IOException {
    Writing writing = new Writing(file);
    writing.header(WaveChunk.RIFF, 0);
    writing.name(WaveChunk.WAVE);
    if (mayGrow) {
      writing.chunk(WaveChunk.JUNK, WaveChunk.buffer(WaveChunk.DS64_BYTES));
    }
    writing.chunk(WaveChunk.FORMAT, WaveFormat.written(format));
    long fact = file.position();
    if (WaveFormat.isFloat(format)) {
      writing.chunk(WaveChunk.FACT, WaveChunk.buffer(Integer.BYTES));
    }
    for (StoredChunk chunk : before) {
      writing.copy(chunk);
    }
    long data = file.position();
    writing.header(WaveChunk.DATA, 0);
    long dataBytes = samples(file, sound);
    writing.pad(dataBytes);
    for (StoredChunk chunk : after) {
      writing.copy(chunk);
    }
    long end = file.position();
    writing.finish(end, fact, data, dataBytes);
    return end;
  }

  private long samples(FileChannel file, InputStream sound) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long most = mayGrow ? Long.MAX_VALUE : mostRiffBytes - overheadBytes();
    long bytes = 0;
    int count;
    while ((count = sound.read(block)) >= 0) {
      bytes += count;
      if (bytes > most) {
        throw new TooLongException(most);
      }
      writeFully(file, ByteBuffer.wrap(block, 0, count));
    }
    return bytes;
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /// One file on its way.
  private final class Writing {
    private final FileChannel file;

    Writing(FileChannel file) {
      this.file = file;
    }

    void name(String name) throws IOException {
      ByteBuffer bytes = WaveChunk.buffer(4);
      WaveChunk.putName(bytes, name);
      writeFully(file, bytes.flip());
    }

    void header(String name, long size) throws IOException {
      ByteBuffer bytes = WaveChunk.buffer(WaveChunk.HEADER_BYTES);
      WaveChunk.putName(bytes, name);
      writeFully(file, bytes.putInt((int) size).flip());
    }

    void chunk(String name, ByteBuffer content) throws IOException {
      header(name, content.limit());
      writeFully(file, content);
    }

    void copy(StoredChunk chunk) throws IOException {
      header(chunk.name(), chunk.size());
      chunk.copyTo(file);
      pad(chunk.size());
    }

    /// After content of an odd length comes one byte that no size but the container's counts.
    void pad(long size) throws IOException {
      if (size % 2 != 0) {
        writeFully(file, ByteBuffer.allocate(1));
      }
    }

    /// Fills in the sizes.
    void finish(long end, long fact, long data, long dataBytes) throws IOException {
      long frames = dataBytes / format.getFrameSize();
      boolean isLong = end > mostRiffBytes;
      if (isLong) {
        file.position(0);
        header(WaveChunk.RF64, WaveChunk.IN_DS64);
        file.position(ROOM);
        ByteBuffer sizes = WaveChunk.buffer(WaveChunk.DS64_BYTES);
        sizes.putLong(end - WaveChunk.HEADER_BYTES).putLong(dataBytes).putLong(frames).putInt(0);
        chunk(WaveChunk.DS64, sizes.flip());
      } else {
        file.position(0);
        header(WaveChunk.RIFF, end - WaveChunk.HEADER_BYTES);
      }
      if (WaveFormat.isFloat(format)) {
        file.position(fact);
        ByteBuffer count = WaveChunk.buffer(Integer.BYTES);
        long stated = Math.min(frames, WaveChunk.IN_DS64);
        chunk(WaveChunk.FACT, count.putInt((int) stated).flip());
      }
      file.position(data);
      header(WaveChunk.DATA, isLong ? WaveChunk.IN_DS64 : dataBytes);
      file.position(end);
    }
  }
}
