package io.gainprint.cli;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that makes garbage at a steady rate, some of which lives for a while: what other parts
/// of a program would do beside an audio thread.
final class Litter implements AutoCloseable {
  private static final int PIECE_BYTES = 4096;
  private static final int KEPT = 10_000;
  private static final long TICK_NS = 5_000_000;

  private final @Nullable Thread thread;
  private volatile boolean over;

  private Litter(double megabytesPerSecond) {
    thread =
        megabytesPerSecond > 0
            ? Thread.ofPlatform().daemon().name("litter").start(() -> run(megabytesPerSecond))
            : null;
  }

  /// Begins.
  ///
  /// @param megabytesPerSecond how much; nothing happens for 0
  static Litter of(double megabytesPerSecond) {
    return new Litter(megabytesPerSecond);
  }

  private void run(double megabytesPerSecond) {
    byte[][] kept = new byte[KEPT][];
    int at = 0;
    double owed = 0;
    while (!over) {
      owed += megabytesPerSecond * 1e6 * TICK_NS * 1e-9 / PIECE_BYTES;
      for (; owed >= 1; owed--) {
        kept[at] = new byte[PIECE_BYTES];
        at = (at + 1) % KEPT;
      }
      LockSupport.parkNanos(TICK_NS);
    }
  }

  @Override
  public void close() {
    over = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
    }
  }
}
