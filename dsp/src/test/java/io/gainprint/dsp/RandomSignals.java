package io.gainprint.dsp;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Seeded sounds, and seeded cuts of them into blocks.
public final class RandomSignals {
  private RandomSignals() {}

  /// A generator whose algorithm is specified, so that a seed means the same numbers everywhere.
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// White noise in `[−1, 1)`.
  public static double[] noise(RandomGenerator random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  /// Something like music: a tone in noise that every 50 to 400 samples jumps between loud, above
  /// −10 dBFS, and quiet, down to −40 dBFS or digital silence.
  public static double[] programme(RandomGenerator random, int length) {
    double[] x = new double[length];
    boolean loud = false;
    int n = 0;
    while (n < length) {
      int end = Math.min(length, n + random.nextInt(50, 400));
      loud = !loud;
      double level =
          Decibels.toFactor(loud ? random.nextDouble(-10, 0) : random.nextDouble(-40, -10));
      if (!loud && random.nextInt(4) == 0) {
        level = 0;
      }
      double step = random.nextDouble(0.01, 1);
      for (; n < end; n++) {
        x[n] = level * (0.7 * Math.sin(step * n) + random.nextDouble(-0.3, 0.3));
      }
    }
    return x;
  }

  /// What is done to each block of a signal.
  @FunctionalInterface
  public interface BlockAction {
    void accept(int offset, int length);
  }

  /// Cuts `length` samples into consecutive blocks: empty ones, single samples, and up to 700,
  /// which is more than twice any block that is used inside.
  public static void forEachBlock(RandomGenerator random, int length, BlockAction action) {
    int offset = 0;
    while (offset < length) {
      int block = random.nextBoolean() ? random.nextInt(3) : random.nextInt(700);
      block = Math.min(block, length - offset);
      action.accept(offset, block);
      offset += block;
    }
  }

  /// The same samples as floats.
  public static float[] floats(double[] samples) {
    float[] floats = new float[samples.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) samples[n];
    }
    return floats;
  }

  /// The same samples as doubles.
  public static double[] doubles(float[] samples) {
    double[] doubles = new double[samples.length];
    Arrays.setAll(doubles, n -> samples[n]);
    return doubles;
  }
}
