package io.gainprint.dsp.filter;

import java.util.Arrays;

/// Delays a stream by a fixed number of samples; the first ones out are silence.
///
/// Streaming: blocks of any size compose. Not thread-safe; [#process] allocates nothing.
public final class DelayLine {
  private final double[] ring;
  private int position;

  /// A line filled with silence.
  ///
  /// @param samples the delay, ≥ 0
  /// @throws IllegalArgumentException if it is negative
  public DelayLine(int samples) {
    if (samples < 0) {
      throw new IllegalArgumentException("delay must not be negative: " + samples + " samples");
    }
    ring = new double[samples];
  }

  /// The delay.
  ///
  /// @return samples
  public int samples() {
    return ring.length;
  }

  /// Delays a block.
  ///
  /// @param in input
  /// @param inOffset its first sample
  /// @param out written; may be `in` if the offsets are equal
  /// @param outOffset first sample written
  /// @param length samples, ≥ 0
  public void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
    if (ring.length == 0) {
      System.arraycopy(in, inOffset, out, outOffset, length);
      return;
    }
    int p = position;
    for (int n = 0; n < length; n++) {
      double fresh = in[inOffset + n];
      out[outOffset + n] = ring[p];
      ring[p] = fresh;
      p = p + 1 == ring.length ? 0 : p + 1;
    }
    position = p;
  }

  /// Fills the line with silence.
  public void reset() {
    Arrays.fill(ring, 0);
    position = 0;
  }

  /// The samples in the line.
  ///
  /// @return a copy, oldest first
  public double[] contents() {
    double[] oldestFirst = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      oldestFirst[i] = ring[(position + i) % ring.length];
    }
    return oldestFirst;
  }

  /// Fills the line with given samples.
  ///
  /// @param oldestFirst as many samples as the delay is long, oldest first
  /// @throws IllegalArgumentException if their number is another
  public void fill(double[] oldestFirst) {
    if (oldestFirst.length != ring.length) {
      throw new IllegalArgumentException(
          "line holds " + ring.length + " samples: " + oldestFirst.length);
    }
    System.arraycopy(oldestFirst, 0, ring, 0, ring.length);
    position = 0;
  }
}
