package io.gainprint.dsp.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Does things at once: the threads that heavy work may take, borrowed from an executor.
///
/// Immutable; safe to share, as far as the executor is.
public final class Parallel {
  /// The caller's thread alone.
  public static final Parallel NONE = new Parallel(Runnable::run, 1);

  private final Executor executor;
  private final int threads;

  /// Threads of an executor.
  ///
  /// @param executor runs what it is given, at once or later, but without waiting for the caller
  /// @param threads how many things to do at once, the caller's thread included, ≥ 1
  /// @throws IllegalArgumentException if there is none
  public Parallel(Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    this.executor = executor;
    this.threads = threads;
  }

  /// How many things are done at once.
  ///
  /// @return 1 or more
  public int threads() {
    return threads;
  }

  /// Does one thing for every number below a count and returns when all are done. The numbers are
  /// dealt out in as many consecutive runs as there are threads, the first to the caller's own.
  ///
  /// @param count how many, ≥ 0
  /// @param action what to do; actions must not wait for each other
  /// @throws RuntimeException or an [Error] that an action threw, after all have ended
  public void forEach(int count, IntConsumer action) {
    int runs = Math.min(threads, count);
    List<FutureTask<?>> others = new ArrayList<>();
    for (int run = 1; run < runs; run++) {
      int from = (int) ((long) count * run / runs);
      int to = (int) ((long) count * (run + 1) / runs);
      FutureTask<?> task = new FutureTask<>(() -> forRange(from, to, action), true);
      others.add(task);
      executor.execute(task);
    }
    @Nullable Throwable failure = null;
    try {
      forRange(0, runs == 0 ? 0 : count / runs, action);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (FutureTask<?> task : others) {
      Throwable another = failureOf(task);
      failure = failure == null ? another : failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private static void forRange(int from, int to, IntConsumer action) {
    for (int i = from; i < to; i++) {
      action.accept(i);
    }
  }

  /// Waits for a task, whatever happens: arrays are being written until it ends.
  private static @Nullable Throwable failureOf(FutureTask<?> task) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return null;
        } catch (InterruptedException _) {
          isInterrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
