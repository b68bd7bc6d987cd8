package io.gainprint.host.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoClocksTest {
  private static final double RATE = 48_000;
  private static final int BLOCK = 64;
  private static final int FILLED = 2 * BLOCK;

  /// The queue of two clocks, one 1000 ppm faster, with a breath of five blocks.
  @Test
  void queueThatGrows_isCutBackAndStaysBounded() {
    QueueWatch watch = new QueueWatch(FILLED, BLOCK, RATE);
    double queue = FILLED;
    double longest = 0;
    int cuts = 0;
    for (int k = 0; k < 750 * 120; k++) { // two minutes
      queue += BLOCK * 1e-3;
      int excess = watch.excessBlocks((int) queue + k % 6 * BLOCK);
      queue -= (double) excess * BLOCK;
      cuts += excess;
      longest = Math.max(longest, queue);
    }
    assertThat(cuts).isBetween(80, 95); // 5760 frames
    assertThat(longest).isLessThan(FILLED + 2 * BLOCK + 2 * RATE * 1e-3 + BLOCK);
  }

  @Test
  void queueThatOnlyBreathes_isLeftAlone() {
    QueueWatch watch = new QueueWatch(FILLED, BLOCK, RATE);
    for (int k = 0; k < 10_000; k++) {
      assertThat(watch.excessBlocks(FILLED + BLOCK + k % 40 * BLOCK)).isZero();
    }
  }

  @Test
  void lineWithoutClock_isHeldToItsRate() {
    Pacer pacer = new Pacer(BLOCK, RATE, 0);
    long now = 0;
    int blocks = 7500; // ten seconds
    for (int k = 0; k < blocks; k++) {
      now += Math.max(0, pacer.waitNs(now));
      pacer.begin(now);
    }
    assertThat(now / 1e9).isBetween(9.5, 10.0);
  }

  @Test
  void deviceWithClock_isNeverHeld() {
    Pacer pacer = new Pacer(BLOCK, RATE, 0);
    for (int k = 0; k < 1_000_000; k++) {
      long now = (long) (k / 8 * 8 * BLOCK * 1e9 / RATE / 1.001); // eight at once, 1000 ppm fast
      assertThat(pacer.waitNs(now)).isNotPositive();
      pacer.begin(now);
    }
  }
}
