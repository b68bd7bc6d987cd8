package io.gainprint.dsp.compressor;

import java.util.Arrays;

/// Delays a stream by a fixed number of samples; the first ones out are silence.
final class DelayLine {
  private final double[] ring;
  private int position;

  DelayLine(int samples) {
    ring = new double[samples];
  }

  int samples() {
    return ring.length;
  }

  /// Writes the delayed block to `out`, which may be `in` if the offsets are equal.
  void process(double[] in, int inOffset, double[] out, int outOffset, int length) {
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

  void reset() {
    Arrays.fill(ring, 0);
    position = 0;
  }

  /// The samples in the line, oldest first.
  double[] contents() {
    double[] oldestFirst = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      oldestFirst[i] = ring[(position + i) % ring.length];
    }
    return oldestFirst;
  }

  void fill(double[] oldestFirst) {
    System.arraycopy(oldestFirst, 0, ring, 0, ring.length);
    position = 0;
  }
}
