package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Iteration;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.fitting.solver.StoppingRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fits a compressor to a recording of a unit.
///
/// Long recordings are searched first on an excerpt, some windows spread evenly over them, which is
/// enough to find the basin; what is found there is the start of one search on everything. On short
/// recordings all searches are on everything.
///
/// The first search runs from the published start, −36 dB, 4:1, 1 ms, 200 ms, with the make-up gain
/// that matches the RMS of the recording; for quiet programme the thresholds of all starts are
/// lowered below its peak. An ESR below 0.1 % is enough. Otherwise the search may sit in a bad
/// basin: other starts are searched, all at once, and the best of them takes over if it beats the
/// first.
///
/// Deterministic: same recordings and settings, same result to the last bit, whatever the number of
/// threads. Runs on the calling thread and as many others as the settings say.
public final class CompressorFit {
  /// The start of arXiv 2509.10706, before the make-up is matched.
  private static final CompressorParameters PUBLISHED_START =
      new CompressorParameters(-36, 4, 1, 200, 0);

  /// The corners of what levelling amplifiers do: gentle or hard, slow or fast.
  private static final List<CompressorParameters> OTHER_STARTS =
      List.of(
          new CompressorParameters(-20, 2, 10, 100, 0),
          new CompressorParameters(-20, 2, 10, 800, 0),
          new CompressorParameters(-40, 2, 30, 300, 0),
          new CompressorParameters(-12, 8, 0.5, 60, 0));

  /// −30 dB of error: what another basin could still win is hardly heard.
  private static final double SMALL_ESR = 1e-3;

  /// A quiet programme moves the thresholds of all starts this far below its peak, dB.
  private static final double BELOW_PEAK_DB = 12;

  /// Windows in the excerpt: three minutes, for the lanes of two cores.
  private static final int EXCERPT_WINDOWS = 16;

  /// Another search wins only by more than this share, so that equal minima keep the first one's.
  private static final double CLEARLY_BETTER = 0.999;

  /// Steps and share of the loss that are enough to tell one basin from another.
  private static final StoppingRule SCOUTING =
      StoppingRule.decrease(1e-3).or(StoppingRule.iterations(30));

  private final CompressorObjective objective;
  private final double sampleRateHz;
  private final Minimizer solver;
  private final Consumer<FitProgress> listener;
  private final Cancellation cancellation;
  private final double dryPeakDb;
  private @Nullable Found best;
  private int searches;
  private int evaluations;

  private CompressorFit(
      CompressorObjective objective,
      double sampleRateHz,
      Minimizer solver,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    this.objective = objective;
    this.sampleRateHz = sampleRateHz;
    this.solver = solver;
    this.listener = listener;
    this.cancellation = cancellation;
    this.dryPeakDb = objective.dryPeakDb();
  }

  /// Fits a pair of recordings.
  ///
  /// @param dry what went into the unit, full scale = 1, all finite; must not change meanwhile
  /// @param wet what came out, as long as `dry`
  /// @param sampleRateHz sample rate of both, Hz
  /// @param settings how to fit
  /// @param listener told of every iteration on the calling thread
  /// @return the best fit found
  /// @throws IllegalArgumentException if the lengths differ, or nothing is left to compare after
  ///   the warm-up
  public static FitResult fit(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      FitSettings settings,
      Consumer<FitProgress> listener) {
    return fit(dry, wet, sampleRateHz, settings, listener, new Cancellation());
  }

  /// Fits a pair of recordings, or comes as far as it may.
  ///
  /// After a request to cancel, which takes a fraction of a second to be noticed, nothing is
  /// computed any more, the standard errors neither: the result is the point of least error that
  /// any search had seen on the whole recording or, before there was one, on an excerpt, with the
  /// status [cancelled][SolverStatus#CANCELLED]. To interrupt the calling thread is a request as
  /// well.
  ///
  /// @param dry what went into the unit, full scale = 1, all finite; must not change meanwhile
  /// @param wet what came out, as long as `dry`
  /// @param sampleRateHz sample rate of both, Hz
  /// @param settings how to fit
  /// @param listener told of every iteration on the calling thread
  /// @param cancellation may be requested at any time, by any thread, the listener included
  /// @return the best fit found
  /// @throws IllegalArgumentException if the lengths differ, or nothing is left to compare after
  ///   the warm-up
  /// @throws CancellationException if the request comes before there is any result
  public static FitResult fit(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      FitSettings settings,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    long start = System.nanoTime();
    int lookAhead = LookAhead.samples(settings.lookAheadMs(), sampleRateHz);
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      CompressorObjective objective =
          new CompressorObjective(
              dry,
              wet,
              sampleRateHz,
              settings.plan(),
              lookAhead,
              settings.hessian(),
              executor,
              cancellation);
      return new CompressorFit(objective, sampleRateHz, settings.solver(), listener, cancellation)
          .run(start);
    }
  }

  /// A minimum, the steps of all searches on the way to it, and whether they saw the whole
  /// recording.
  private record Found(Minimum minimum, int steps, boolean isOfAll) {
    double loss() {
      return minimum.loss();
    }

    /// Whether it is the better thing to return: whatever saw the whole recording is.
    boolean beats(@Nullable Found other) {
      return other == null || (isOfAll == other.isOfAll ? loss() < other.loss() : isOfAll);
    }
  }

  private FitResult run(long startNanos) {
    try {
      Found found = searchAll();
      Minimum minimum = found.minimum();
      return result(
          found,
          minimum.status(),
          Uncertainty.standardErrors(objective, minimum.point(), curvature(minimum), sampleRateHz),
          objective.esr(parameters(minimum.point()).at(sampleRateHz)),
          startNanos);
    } catch (CancellationException e) {
      if (best == null) {
        throw e;
      }
      return result(best, SolverStatus.CANCELLED, StandardErrors.UNKNOWN, best.loss(), startNanos);
    }
  }

  /// Derivatives with a Hessian, also after a method that needs none.
  private Derivatives curvature(Minimum minimum) {
    return minimum.derivatives().hasHessian()
        ? minimum.derivatives()
        : objective.derivatives(minimum.point(), Order.HESSIAN);
  }

  private FitResult result(
      Found found, SolverStatus status, StandardErrors errors, double esr, long startNanos) {
    Vector point = found.minimum().point();
    return new FitResult(
        parameters(point),
        errors,
        esr,
        status,
        found.steps(),
        searches,
        evaluations,
        objective.coordinates().onBounds(point),
        dryPeakDb,
        (System.nanoTime() - startNanos) / 1e9);
  }

  private Found searchAll() {
    CompressorObjective excerpt = objective.excerpt(EXCERPT_WINDOWS);
    boolean isShort = excerpt == objective;
    Minimizer scout =
        new Minimizer(solver.method(), SCOUTING.or(solver.stopping()), solver.leavesSaddles());
    Found first = search(isShort ? solver : scout, excerpt, begin(excerpt, PUBLISHED_START), 0);
    Found rival = first.loss() < SMALL_ESR ? first : bestOfOtherStarts(scout, excerpt);
    boolean isRivalClearlyBetter =
        !Double.isFinite(first.loss()) || rival.loss() < CLEARLY_BETTER * first.loss();
    if (isShort && !isRivalClearlyBetter) {
      return first;
    }
    Found basin = isRivalClearlyBetter ? rival : first;
    Found last = search(solver, objective, basin.minimum().point(), basin.steps());
    return isShort && !(last.loss() < CLEARLY_BETTER * first.loss()) ? first : last;
  }

  /// Searches from all other starts at the same time.
  ///
  /// @throws CancellationException if one was cancelled; the best of all is kept
  private Found bestOfOtherStarts(Minimizer scout, CompressorObjective on) {
    try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Minimum>> searches =
          OTHER_STARTS.stream()
              .map(start -> atOnce.submit(() -> scout.minimise(on, begin(on, start), _ -> {})))
              .toList();
      List<Found> found = new ArrayList<>();
      @Nullable CancellationException cancelled = null;
      for (Future<Minimum> search : searches) {
        try {
          found.add(report(await(search, atOnce), on));
        } catch (CancellationException e) {
          cancelled = e; // and so are the others, whose best counts too
        }
      }
      if (cancelled != null) {
        throw cancelled;
      }
      return found.stream().min(Comparator.comparingDouble(Found::loss)).orElseThrow();
    }
  }

  /// Where a search begins: with the threshold below the programme's peaks, so that there is a
  /// gradient, and the make-up gain that matches the level of the recording.
  private Vector begin(CompressorObjective on, CompressorParameters start) {
    CompressorParameters heard =
        new CompressorParameters(
            Math.min(start.thresholdDb(), on.dryPeakDb() - BELOW_PEAK_DB),
            start.ratio(),
            start.attackMs(),
            start.releaseMs(),
            start.makeUpDb());
    return on.coordinates().toPoint(on.levelled(heard.at(sampleRateHz)));
  }

  /// The minimum, once it is there.
  private static Minimum await(Future<Minimum> search, ExecutorService searches) {
    try {
      return search.get();
    } catch (ExecutionException e) {
      searches.shutdownNow();
      switch (Objects.requireNonNull(e.getCause())) {
        case CancellationException cancelled -> throw cancelled;
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e); // no search throws a checked exception
      }
    } catch (InterruptedException e) {
      searches.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while searching");
    }
  }

  /// One search, told of as it goes.
  ///
  /// @throws CancellationException if it was cancelled
  private Found search(Minimizer with, CompressorObjective on, Vector start, int stepsBefore) {
    int number = ++searches;
    Minimum minimum = with.minimise(on, start, step -> listener.accept(progress(number, on, step)));
    return found(minimum, on, stepsBefore);
  }

  /// A search that is over, told of afterwards.
  ///
  /// @throws CancellationException if it was cancelled
  private Found report(Minimum minimum, CompressorObjective on) {
    int number = ++searches;
    for (Iteration step : minimum.iterations()) {
      if (!cancellation.isRequested()) {
        listener.accept(progress(number, on, step));
      }
    }
    return found(minimum, on, 0);
  }

  private Found found(Minimum minimum, CompressorObjective on, int stepsBefore) {
    evaluations += minimum.work().total();
    int steps = stepsBefore + minimum.steps();
    Found found = new Found(minimum, steps, on == objective);
    if (found.beats(best)) {
      best = found;
    }
    if (minimum.status() == SolverStatus.CANCELLED) {
      throw new CancellationException("cancelled in search " + searches);
    }
    return found;
  }

  private FitProgress progress(int search, CompressorObjective on, Iteration step) {
    return new FitProgress(
        search,
        step.number(),
        step.loss() * on.targetEnergy(),
        step.loss(),
        step.gradientNorm(),
        step.stepNorm(),
        step.stepFraction(),
        parameters(step.point()));
  }

  private CompressorParameters parameters(Vector point) {
    return objective.coordinates().toCoefficients(point).parameters(sampleRateHz);
  }
}
