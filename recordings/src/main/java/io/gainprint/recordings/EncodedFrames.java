package io.gainprint.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// Frames as the interleaved bytes of a sound file, which the writers of javax.sound pull.
final class EncodedFrames extends InputStream {
  private static final int BLOCK_FRAMES = 1024;

  private final FrameSource source;
  private final SoundFormat.Encoding encoding;
  private final int frameBytes;
  private final long mostFrames;
  private final double[][] planar;
  private final ByteBuffer bytes;
  private long frames;
  private long clippedSamples;
  private long nonFiniteSamples;

  EncodedFrames(FrameSource source, SoundFormat format, ByteOrder order, long mostBytes) {
    this.source = source;
    this.encoding = format.encoding();
    frameBytes = format.channels() * encoding.bits() / Byte.SIZE;
    mostFrames = mostBytes / frameBytes;
    planar = new double[format.channels()][BLOCK_FRAMES];
    bytes = ByteBuffer.allocate(BLOCK_FRAMES * frameBytes).order(order).limit(0);
  }

  WriteSummary summary() {
    return new WriteSummary(frames, clippedSamples, nonFiniteSamples);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (!bytes.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(to, offset, count);
    return count;
  }

  /// Encodes the next block; false at the end.
  private boolean fill() throws IOException {
    int count = pull();
    if (count < 0) {
      return false;
    }
    frames += count;
    if (frames > mostFrames) {
      throw new TooManyException();
    }
    bytes.clear().limit(count * frameBytes);
    for (int channel = 0; channel < planar.length; channel++) {
      encode(planar[channel], count, channel * encoding.bits() / Byte.SIZE);
    }
    return true;
  }

  private int pull() throws IOException {
    int count;
    try {
      count = source.read(planar, BLOCK_FRAMES);
    } catch (RuntimeException e) {
      // AudioSystem takes an IllegalArgumentException for a writer that cannot write, and tries the
      // next one.
      throw new SourceFailedException(e);
    }
    if (count == 0 || count < -1 || count > BLOCK_FRAMES) {
      throw new SourceFailedException(
          new IllegalStateException(
              "the frame source must read 1 to 1024 frames, or -1: " + count));
    }
    return count;
  }

  private void encode(double[] samples, int count, int firstByte) {
    int at = firstByte;
    switch (encoding) {
      case PCM_16 -> {
        for (int n = 0; n < count; n++, at += frameBytes) {
          bytes.putShort(at, (short) step(samples[n], 0x1p15));
        }
      }
      case PCM_24 -> {
        int low = bytes.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 2;
        int high = 2 - low;
        for (int n = 0; n < count; n++, at += frameBytes) {
          int step = step(samples[n], 0x1p23);
          bytes.put(at + low, (byte) step);
          bytes.put(at + 1, (byte) (step >> 8));
          bytes.put(at + high, (byte) (step >> 16));
        }
      }
      case PCM_32 -> {
        for (int n = 0; n < count; n++, at += frameBytes) {
          bytes.putInt(at, step(samples[n], 0x1p31));
        }
      }
      case FLOAT_32 -> {
        for (int n = 0; n < count; n++, at += frameBytes) {
          if (!Double.isFinite(samples[n])) {
            nonFiniteSamples++;
          }
          bytes.putFloat(at, (float) samples[n]);
        }
      }
    }
  }

  /// The step nearest to a sample, in −`fullScale` to `fullScale` − 1.
  private int step(double sample, double fullScale) {
    if (!Double.isFinite(sample)) {
      nonFiniteSamples++;
      return 0;
    }
    double step = Math.rint(sample * fullScale);
    if (step < -fullScale) {
      clippedSamples++;
      return (int) -fullScale;
    }
    if (step > fullScale - 1) {
      clippedSamples++;
      return (int) (fullScale - 1);
    }
    return (int) step;
  }

  /// There are more frames than the file can hold.
  static final class TooManyException extends IOException {
    @Serial private static final long serialVersionUID = 1;
  }

  /// The source threw what is no [IOException]; carries it past javax.sound.
  static final class SourceFailedException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final RuntimeException failure;

    SourceFailedException(RuntimeException failure) {
      super(failure);
      this.failure = failure;
    }

    RuntimeException failure() {
      return failure;
    }
  }
}
