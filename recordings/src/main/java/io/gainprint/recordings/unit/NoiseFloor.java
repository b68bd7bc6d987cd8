package io.gainprint.recordings.unit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// White noise of a given level, the same on every platform.
///
/// A sample is the sum of four uniform numbers, each made of 16 bits of one random number. Its
/// distribution is close to a Gaussian one out to three standard deviations and ends at 2 √3 of
/// them.
final class NoiseFloor {
  private static final int BITS = 16;

  /// Half the largest sum of four numbers of 16 bits.
  private static final double MEAN = 2.0 * ((1 << BITS) - 1);

  /// The variance of a uniform number of 0 to m − 1 is (m² − 1)/12, and variances add.
  private static final double DEVIATION = Math.sqrt((Math.scalb(1.0, 2 * BITS) - 1) / 3);

  private final double scale;
  private final long seed;
  private RandomGenerator random;

  /// @param rms root mean square, full scale 1, ≥ 0
  NoiseFloor(double rms, long seed) {
    this.scale = rms / DEVIATION;
    this.seed = seed;
    this.random = generator(seed);
  }

  private static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Adds noise to a block.
  void addTo(double[] samples, int offset, int length) {
    if (scale == 0) {
      return;
    }
    for (int n = offset; n < offset + length; n++) {
      long bits = random.nextLong();
      long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
      samples[n] += scale * (sum - MEAN);
    }
  }

  void reset() {
    random = generator(seed);
  }
}
