package io.gainprint.host.javasound;

/// Samples between bytes, little-endian and interleaved, and doubles, planar with full scale at 1.
/// Allocates nothing; used by one thread.
final class PcmCodec {
  private static final double SCALE_16 = 0x1p15;
  private static final double SCALE_24 = 0x1p23;
  private static final double SCALE_32 = 0x1p31;

  /// The increment and the two factors of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;
  private static final long MIX_2 = 0x94d049bb133111ebL;

  private final Encoding encoding;
  private long noise;

  PcmCodec(Encoding encoding) {
    this.encoding = encoding;
  }

  /// Reads a block.
  ///
  /// @param bytes the first frame is at 0
  /// @param planar as many channels as the frames have; written
  void decode(byte[] bytes, double[][] planar, int frames) {
    int step = encoding.bytes() * planar.length;
    for (int c = 0; c < planar.length; c++) {
      int at = c * encoding.bytes();
      switch (encoding.bits()) {
        case 16 -> decode16(bytes, at, step, planar[c], frames);
        case 24 -> decode24(bytes, at, step, planar[c], frames);
        default -> decode32(bytes, at, step, planar[c], frames);
      }
    }
  }

  private static void decode16(byte[] bytes, int first, int step, double[] x, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      x[n] = ((bytes[at + 1] << 8) | (bytes[at] & 0xff)) / SCALE_16;
    }
  }

  private static void decode24(byte[] bytes, int first, int step, double[] x, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      int value = (bytes[at + 2] << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at] & 0xff);
      x[n] = value / SCALE_24;
    }
  }

  private static void decode32(byte[] bytes, int first, int step, double[] x, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      int high = (bytes[at + 3] << 24) | ((bytes[at + 2] & 0xff) << 16);
      x[n] = (high | ((bytes[at + 1] & 0xff) << 8) | (bytes[at] & 0xff)) / SCALE_32;
    }
  }

  /// Writes a block: rounds to the nearest, halves to even, and clamps; what is not finite becomes
  /// 0.
  ///
  /// @param planar as many channels as the frames have
  /// @param bytes the first frame is at 0; written
  void encode(double[][] planar, byte[] bytes, int frames) {
    int step = encoding.bytes() * planar.length;
    for (int c = 0; c < planar.length; c++) {
      int at = c * encoding.bytes();
      switch (encoding.bits()) {
        case 16 -> encode16(planar[c], bytes, at, step, frames);
        case 24 -> encode24(planar[c], bytes, at, step, frames);
        default -> encode32(planar[c], bytes, at, step, frames);
      }
    }
  }

  private void encode16(double[] y, byte[] bytes, int first, int step, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      double scaled = finite(y[n]) * SCALE_16 + (encoding.dither() ? triangular() : 0);
      int value = (int) Math.clamp(Math.rint(scaled), -SCALE_16, SCALE_16 - 1);
      bytes[at] = (byte) value;
      bytes[at + 1] = (byte) (value >> 8);
    }
  }

  private static void encode24(double[] y, byte[] bytes, int first, int step, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      int value = (int) Math.clamp(Math.rint(finite(y[n]) * SCALE_24), -SCALE_24, SCALE_24 - 1);
      bytes[at] = (byte) value;
      bytes[at + 1] = (byte) (value >> 8);
      bytes[at + 2] = (byte) (value >> 16);
    }
  }

  private static void encode32(double[] y, byte[] bytes, int first, int step, int frames) {
    for (int n = 0, at = first; n < frames; n++, at += step) {
      int value = (int) Math.rint(finite(y[n]) * SCALE_32); // the cast clamps
      bytes[at] = (byte) value;
      bytes[at + 1] = (byte) (value >> 8);
      bytes[at + 2] = (byte) (value >> 16);
      bytes[at + 3] = (byte) (value >> 24);
    }
  }

  private static double finite(double y) {
    return Math.abs(y) <= Double.MAX_VALUE ? y : 0;
  }

  /// The sum of two uniform numbers in ± half a step: triangular in ± one step.
  private double triangular() {
    noise += GAMMA;
    long z = (noise ^ (noise >>> 30)) * MIX_1;
    z = (z ^ (z >>> 27)) * MIX_2;
    z ^= z >>> 31;
    return ((int) z + (double) (int) (z >>> 32)) * 0x1p-32;
  }
}
