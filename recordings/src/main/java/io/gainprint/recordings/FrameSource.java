package io.gainprint.recordings;

import java.io.IOException;

/// Frames of sound, pulled block by block.
///
/// One thread at a time.
@FunctionalInterface
public interface FrameSource {
  /// Reads the next frames.
  ///
  /// @param planar filled as `planar[channel][frame]` from frame 0, full scale 1; one row per
  ///   channel, each at least `frames` long
  /// @param frames the most frames to read, ≥ 1
  /// @return how many frames were read, 1 to `frames`, or -1 at the end
  /// @throws IOException if the frames cannot be had
  int read(double[][] planar, int frames) throws IOException;

  /// How many frames are still to come, at most; what is written is laid out for so many.
  ///
  /// @return the number, ≥ 0; `Long.MAX_VALUE` where it is not known
  default long mostFramesLeft() {
    return Long.MAX_VALUE;
  }

  /// The samples of one channel as a source.
  ///
  /// @param samples the samples, full scale 1; neither copied nor written to
  /// @return a source of one channel that ends with the array
  static FrameSource of(float[] samples) {
    return new ArraySource(samples);
  }
}

/// One channel held in an array.
final class ArraySource implements FrameSource {
  private final float[] samples;
  private int position;

  ArraySource(float[] samples) {
    this.samples = samples;
  }

  @Override
  public long mostFramesLeft() {
    return (long) samples.length - position;
  }

  @Override
  public int read(double[][] planar, int frames) {
    int count = Math.min(frames, samples.length - position);
    if (count == 0) {
      return -1;
    }
    double[] channel = planar[0];
    for (int n = 0; n < count; n++) {
      channel[n] = samples[position + n];
    }
    position += count;
    return count;
  }
}
