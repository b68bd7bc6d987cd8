package io.gainprint.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Tasks that mostly wait for the threads of an objective, all at the same time.
final class AtOnce {
  private AtOnce() {}

  /// The results of tasks, in order, each on a virtual thread of its own.
  ///
  /// @throws CancellationException if a task throws it or the calling thread is interrupted; the
  ///   other tasks have ended by then
  static <T> List<T> all(List<? extends Callable<T>> tasks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(task)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(await(future, threads));
      }
      return results;
    }
  }

  private static <T> T await(Future<T> future, ExecutorService threads) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      threads.shutdownNow();
      switch (Objects.requireNonNull(e.getCause())) {
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e); // no task throws a checked exception
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while searching");
    }
  }
}
