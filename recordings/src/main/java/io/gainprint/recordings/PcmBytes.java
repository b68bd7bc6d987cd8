package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Samples that stand in the file as they are: WAVE and AIFF.
final class PcmBytes implements SampleBytes {
  private static final int BLOCK_BYTES = 1 << 16;

  private final FileChannel channel;
  private final SoundFileHeader header;
  private final @Nullable Sha256 hash;

  /// Samples of an open file; it is closed with them.
  PcmBytes(Path file, FileChannel channel, @Nullable Sha256 hash) throws IOException {
    this.channel = channel;
    this.hash = hash;
    header = SoundFileHeader.read(file, channel);
    if (hash == null) {
      channel.position(header.dataStart());
    } else {
      channel.position(0);
      byte[] block = new byte[BLOCK_BYTES];
      for (long left = header.dataStart(); left > 0; ) {
        int count = read(block, 0, (int) Math.min(left, block.length));
        if (count < 0) {
          throw SoundFileHeader.truncated(file, 0, header.frames());
        }
        left -= count;
      }
    }
  }

  @Override
  public SoundFileHeader header() {
    return header;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = channel.read(ByteBuffer.wrap(to, offset, length));
    if (hash != null && count > 0) {
      hash.update(to, offset, count);
    }
    return count;
  }

  @Override
  public CarriedChunks chunks() throws IOException {
    return CarriedChunks.of(channel, header);
  }

  @Override
  public @Nullable String finishHash() throws IOException {
    if (hash == null) {
      return null;
    }
    byte[] block = new byte[BLOCK_BYTES];
    while (read(block, 0, block.length) >= 0) {
      // hashed as it passes
    }
    return hash.finish();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
