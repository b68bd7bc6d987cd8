package io.gainprint.host;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Sounds for tests: noise whose level changes four times a second, a little different by channel.
public final class Sounds {
  private Sounds() {}

  /// A generator that gives the same numbers each time.
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Planar noise in single precision's numbers, as devices have them.
  public static double[][] programme(int channels, int frames, long seed) {
    RandomGenerator random = random(seed);
    double[][] planar = new double[channels][frames];
    for (double[] channel : planar) {
      double last = 0;
      for (int n = 0; n < frames; n++) {
        double level = n / 12_000 % 2 == 0 ? 0.7 : 0.02;
        last = 0.9 * last + 0.1 * random.nextGaussian();
        channel[n] = (float) (level * last);
      }
    }
    return planar;
  }

  /// A copy.
  public static double[][] copy(double[][] planar) {
    return Arrays.stream(planar).map(double[]::clone).toArray(double[][]::new);
  }

  /// Processes a whole sound in place, in blocks of random sizes from 1 to `most`.
  public static void inBlocks(BlockProcess process, double[][] planar, int most, long seed) {
    RandomGenerator random = random(seed);
    int frames = planar[0].length;
    for (int done = 0; done < frames; ) {
      int part = Math.min(most == 1 ? 1 : random.nextInt(1, most + 1), frames - done);
      int from = done;
      double[][] block =
          Arrays.stream(planar)
              .map(channel -> Arrays.copyOfRange(channel, from, from + part))
              .toArray(double[][]::new);
      process.process(block, part);
      for (int channel = 0; channel < planar.length; channel++) {
        System.arraycopy(block[channel], 0, planar[channel], done, part);
      }
      done += part;
    }
  }

  /// The largest difference of two sounds, which must be of one size.
  public static double difference(double[][] a, double[][] b) {
    double most = 0;
    for (int channel = 0; channel < a.length; channel++) {
      if (a[channel].length != b[channel].length) {
        return Double.NaN;
      }
      for (int n = 0; n < a[channel].length; n++) {
        // Written so that NaN is a difference.
        double difference = Math.abs(a[channel][n] - b[channel][n]);
        most = difference <= most ? most : difference;
      }
    }
    return most;
  }

  /// What processes a block in place.
  public interface BlockProcess {
    void process(double[][] block, int frames);
  }
}
