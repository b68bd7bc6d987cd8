package io.gainprint.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file as the stream that javax.sound parses a header from.
///
/// Its mark holds over any distance, where a buffered stream loses it in a header longer than the
/// buffer. It keeps no bytes back, so after the header the channel stands at the first sample.
final class HeaderStream extends InputStream {
  private final FileChannel channel;
  private final ByteBuffer single = ByteBuffer.allocate(1);
  private long mark;

  HeaderStream(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    single.clear();
    return channel.read(single) < 0 ? -1 : single.get(0) & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public long skip(long bytes) throws IOException {
    long from = channel.position();
    long to = Math.clamp(from + bytes, from, Math.max(from, channel.size()));
    channel.position(to);
    return to - from;
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public synchronized void mark(int readLimit) {
    try {
      mark = channel.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void reset() throws IOException {
    channel.position(mark);
  }
}
