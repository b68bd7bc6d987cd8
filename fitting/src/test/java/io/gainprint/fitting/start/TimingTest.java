package io.gainprint.fitting.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.fitting.start.Timing.Range;
import io.gainprint.fitting.start.Timing.Sums;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final Range ATTACKS = new Range(0.1, 0.6);
  private static final Range RELEASES = new Range(0.01, 0.3);

  private static Sums random(RandomGenerator random) {
    double[] sums = new double[6];
    for (int row = 0; row < 4; row++) {
      double d = random.nextGaussian();
      double a = 3 * random.nextGaussian();
      double r = 3 * random.nextGaussian();
      double[] products = {d * d, a * d, r * d, a * a, a * r, r * r};
      for (int i = 0; i < 6; i++) {
        sums[i] += products[i];
      }
    }
    return new Sums(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  /// No point of a fine grid over the ranges is better, and some random sums have their minimum
  /// inside, others on an edge.
  @Test
  void of_randomSums_isTheLeastWithinTheRanges() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    int inside = 0;
    for (int trial = 0; trial < 200; trial++) {
      Sums sums = random(random);

      Timing timing = Timing.of(sums, ATTACKS, RELEASES);

      assertThat(timing.attack()).isBetween(0.1, 0.6);
      assertThat(timing.release()).isBetween(0.01, 0.3);
      inside +=
          timing.attack() > 0.1
                  && timing.attack() < 0.6
                  && timing.release() > 0.01
                  && timing.release() < 0.3
              ? 1
              : 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= 50; i++) {
        for (int j = 0; j <= 50; j++) {
          least = Math.min(least, sums.error(0.1 + 0.01 * i, 0.01 + 0.0058 * j) / sums.dd());
        }
      }
      assertThat(timing.error()).isLessThanOrEqualTo(least + 1e-12); // rounding of terms near 1
    }
    assertThat(inside).isBetween(10, 190);
  }

  @Test
  void of_nothingRises_leavesTheReleaseInItsRange() {
    Timing timing = Timing.of(new Sums(2, 4, 0, 10, 0, 0), ATTACKS, RELEASES);

    assertThat(timing.attack()).isCloseTo(0.4, within(1e-15)); // rounding
    assertThat(timing.release()).isBetween(0.01, 0.3);
    assertThat(timing.error()).isCloseTo(0.2, within(1e-15)); // 1 − 4²/(10·2)
  }

  @Test
  void of_noChange_explainsNothing() {
    assertThat(Timing.of(new Sums(0, 0, 0, 1, 0, 1), ATTACKS, RELEASES).error()).isInfinite();
  }
}
