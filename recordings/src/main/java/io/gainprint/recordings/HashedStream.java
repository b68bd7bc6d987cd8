package io.gainprint.recordings;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A stream whose bytes are hashed as they pass; what is skipped is read.
final class HashedStream extends FilterInputStream {
  private static final int BLOCK_BYTES = 8192;

  private final @Nullable Sha256 hash;

  /// A view of a stream; without a hash, nothing but that.
  HashedStream(InputStream stream, @Nullable Sha256 hash) {
    super(stream);
    this.hash = hash;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (hash != null && count > 0) {
      hash.update(bytes, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    int count = read(new byte[Math.clamp(bytes, 0, BLOCK_BYTES)]);
    return Math.max(0, count);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
