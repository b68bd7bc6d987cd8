package io.gainprint.fitting.sweep;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Interpolation;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.profile.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Fits all settings of a unit.
///
/// The settings of a mode make a chain: they are fitted one after the other from the highest peak
/// reduction, where there is most to see, to the lowest, each from where the one before ended. The
/// chains of both modes do not touch each other, and run at the same time. A setting that cannot be
/// fitted is named and passed over: the one after it begins at the one before it.
///
/// After every setting the profile so far is handed on to be kept. Given back to a later sweep, it
/// is gone on from: a setting of it stays if its recordings, the method and the program's version
/// are the same, and so they are for all that it was started from ([SettingRecordings#identity]).
/// So a profile is a function of recordings, method and version alone, and the same to the last bit
/// whether the sweep was interrupted or not.
public final class Sweep {
  /// Where profiles go.
  @FunctionalInterface
  public interface Keeper {
    /// Keeps a profile in place of the one before it, which is lost only when this one is safe.
    ///
    /// Called by any thread, by one at a time.
    ///
    /// @param profile the settings done so far
    /// @throws IOException if that fails, which ends the sweep
    void keep(Profile profile) throws IOException;
  }

  private final List<SettingRecordings> all;
  private final SweepSettings settings;
  private final Checkpoint checkpoint;
  private final Cancellation cancellation;
  private final Log log;

  private Sweep(
      List<SettingRecordings> all,
      SweepSettings settings,
      Checkpoint checkpoint,
      Consumer<SweepProgress> listener,
      Cancellation cancellation) {
    this.all = all;
    this.settings = settings;
    this.checkpoint = checkpoint;
    this.cancellation = cancellation;
    this.log = new Log(all.size(), listener);
  }

  /// Sweeps.
  ///
  /// @param all the settings to fit, each at another position, in any order
  /// @param settings how to
  /// @param earlier what an earlier sweep has kept, to be gone on from
  /// @param keeper where profiles go
  /// @param listener told of every setting that is done, by any thread, by one at a time
  /// @param cancellation may be requested at any time, by any thread
  /// @return what was found; of a cancelled sweep, what was kept until then
  /// @throws IllegalArgumentException if two settings have one position, or the earlier profile was
  ///   not made by a sweep
  /// @throws IOException if a profile cannot be kept
  public static SweepResult run(
      List<? extends SettingRecordings> all,
      SweepSettings settings,
      Optional<Profile> earlier,
      Keeper keeper,
      Consumer<SweepProgress> listener,
      Cancellation cancellation)
      throws IOException {
    Set<Controls> positions = new HashSet<>();
    for (SettingRecordings one : all) {
      if (!positions.add(one.controls())) {
        throw new IllegalArgumentException(
            "a sweep needs one entry for each position; there are more for "
                + one.controls().mode()
                + " "
                + one.controls().peakReduction());
      }
    }
    List<SettingRecordings> ordered =
        all.stream()
            .<SettingRecordings>map(one -> one)
            .sorted(Comparator.comparing(SettingRecordings::controls, Checkpoint.ORDER))
            .toList();
    Checkpoint checkpoint = new Checkpoint(settings, earlier, keeper);
    return new Sweep(ordered, settings, checkpoint, listener, cancellation).run();
  }

  private SweepResult run() throws IOException {
    List<Chain> chains =
        Stream.of(Mode.values())
            .map(mode -> all.stream().filter(one -> one.controls().mode() == mode).toList())
            .filter(chain -> !chain.isEmpty())
            .map(chain -> new Chain(chain, settings, checkpoint, log, cancellation))
            .toList();
    List<Controls> finished =
        chains.stream().flatMap(chain -> chain.finishedBefore().stream()).toList();
    dropAllBut(finished);
    log.start(finished.size());
    int jobs = Math.clamp(settings.jobs(), 1, Math.max(1, chains.size()));
    LeaveOneOut leaveOneOut = LeaveOneOut.NONE;
    Interpolation interpolation = Interpolation.LINEAR;
    boolean isCancelled = false;
    try (ExecutorService executor = Executors.newFixedThreadPool(jobs)) {
      AtomicInteger running = new AtomicInteger();
      all(
          executor,
          chains,
          chain -> {
            chain.run(running);
            return chain;
          });
      leaveOneOut = leaveOneOut(executor, Math.ceilDiv(settings.fit().threads(), jobs));
      interpolation = leaveOneOut.best();
      checkpoint.finish(interpolation);
    } catch (CancellationException e) {
      isCancelled = true;
    }
    return new SweepResult(
        checkpoint.profile(interpolation), log.outcomes(), leaveOneOut, isCancelled);
  }

  private LeaveOneOut leaveOneOut(ExecutorService executor, int threads) throws IOException {
    Comparisons comparisons = new Comparisons(all, settings, checkpoint.settings(), cancellation);
    List<LeaveOneOut> each =
        all(executor, comparisons.inner(), one -> comparisons.without(one, threads));
    return new LeaveOneOut(
        each.stream().flatMap(part -> part.rows().stream()).toList(),
        each.stream().flatMap(part -> part.problems().stream()).toList());
  }

  private void dropAllBut(List<Controls> kept) {
    checkpoint.settings().stream()
        .map(setting -> setting.controls().orElseThrow())
        .filter(controls -> !kept.contains(controls))
        .forEach(checkpoint::drop);
  }

  private interface Task<S, T> {
    T of(S one) throws IOException;
  }

  /// The results of a task for each, in order. If one fails, those that have not begun do not, and
  /// those that have are interrupted.
  private static <S, T> List<T> all(ExecutorService executor, List<S> each, Task<S, T> task)
      throws IOException {
    List<Future<T>> futures = new ArrayList<>();
    each.forEach(one -> futures.add(executor.submit(() -> task.of(one))));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      executor.shutdownNow();
      switch (Objects.requireNonNull(e.getCause())) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e); // no task throws another
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted during a sweep");
    }
  }
}
