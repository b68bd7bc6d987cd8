package io.gainprint.fitting;

import io.gainprint.dsp.compressor.lanes.LaneLoss;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/// Losses that serve one window group after the other, and no more at a time than memory allows.
///
/// A loss is made when none is idle, and kept. Safe for use by several threads.
final class LossPool {
  private final Supplier<LaneLoss> maker;
  private final Semaphore free;
  private final Queue<LaneLoss> idle = new ConcurrentLinkedQueue<>();

  /// A pool without losses yet.
  ///
  /// @param atMost how many may be in use at the same time, ≥ 1
  LossPool(Supplier<LaneLoss> maker, int atMost) {
    this.maker = maker;
    this.free = new Semaphore(atMost);
  }

  /// Lends a loss to some work, once there is one.
  ///
  /// @throws CancellationException if interrupted while waiting
  <T> T lend(Function<LaneLoss, T> work) {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for memory");
    }
    try {
      LaneLoss kept = idle.poll();
      LaneLoss loss = kept != null ? kept : maker.get();
      try {
        return work.apply(loss);
      } finally {
        idle.add(loss);
      }
    } finally {
      free.release();
    }
  }
}
