package io.gainprint.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Frames that a file holds as they are.
final class StoredFrameBytes implements FrameBytes {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final SoundFileHeader header;
  private final @Nullable Sha256 hash;

  StoredFrameBytes(
      Path file, FileChannel channel, SoundFileHeader header, long start, @Nullable Sha256 hash)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.hash = hash;
    if (hash == null) {
      channel.position(start);
      return;
    }
    channel.position(0);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = start; left > 0; left -= Math.min(left, buffer.length)) {
      fill(buffer, (int) Math.min(left, buffer.length));
    }
  }

  @Override
  public void fill(byte[] to, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(to, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        long there = header.framesWithin(channel.size());
        throw SoundFileHeader.truncated(file, there, header.frames());
      }
    }
    if (hash != null) {
      hash.update(to, 0, length);
    }
  }

  @Override
  public String sha256() throws IOException {
    Objects.requireNonNull(hash, "hash");
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer.clear()) >= 0) {
      hash.update(buffer.array(), 0, buffer.position());
    }
    return hash.finish();
  }

  /// Leaves the channel to its owner.
  @Override
  public void close() {}
}
