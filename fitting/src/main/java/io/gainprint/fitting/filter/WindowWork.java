package io.gainprint.fitting.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;

/// Work that is done in parts, by the threads of an executor, and put together in a fixed order.
final class WindowWork {
  private WindowWork() {}

  /// The results of tasks, in order.
  ///
  /// @throws CancellationException if a task threw it, or this thread is interrupted
  static <T> List<T> results(ExecutorService executor, List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> done : executor.invokeAll(tasks)) {
        results.add(done.get());
      }
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e); // no task throws a checked exception
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while computing windows");
    }
    return results;
  }

  /// The sum pair by pair, whose rounding errors grow with the logarithm of the length.
  static <T> T sum(List<T> parts, BinaryOperator<T> plus) {
    int n = parts.size();
    return n == 1
        ? parts.getFirst()
        : plus.apply(sum(parts.subList(0, n / 2), plus), sum(parts.subList(n / 2, n), plus));
  }
}
