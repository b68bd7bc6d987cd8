package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.CompressorObjective.Matched;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fits a compressor to recordings of a unit.
///
/// Long recordings are searched first on an excerpt, some windows spread evenly over them, which is
/// enough to find the basin; what is found there is the start of one search on everything. On short
/// recordings all searches are on everything.
///
/// Where searches begin is said by [StartChoice]. By default the first one begins at the better of
/// what the recording itself shows and the published start, and an ESR below 0.1 % is enough.
/// Otherwise it may sit in a bad basin: the best of many other starts are searched from, all at
/// once, and the best of them takes over if it beats the first. Where that is asked for, corrupted
/// windows and samples are then taken out of the fit ([Robustness]).
///
/// Deterministic: same recordings and settings, same result to the last bit, whatever the number of
/// threads. Runs on the calling thread and as many others as the settings say.
public final class CompressorFit {
  /// −30 dB of error: what another basin could still win is hardly heard.
  private static final double SMALL_ESR = 1e-3;

  /// Windows in the excerpt: three minutes, for the lanes of two cores.
  private static final int EXCERPT_WINDOWS = 16;

  /// Screened starts to search from.
  private static final int RIVALS = 4;

  /// Another search wins only by more than this share, so that equal minima keep the first one's.
  private static final double CLEARLY_BETTER = 0.999;

  /// Steps and share of the loss that are enough to tell one basin from another.
  private static final StoppingRule SCOUTING =
      StoppingRule.decrease(1e-3).or(StoppingRule.iterations(30));

  private final CompressorObjective objective;
  private final double sampleRateHz;
  private final FitSettings settings;
  private final Minimizer solver;
  private final Consumer<FitProgress> listener;
  private final Cancellation cancellation;
  private final double dryPeakDb;
  private final @Nullable Neighbour neighbour;
  private @Nullable String fallback;
  private @Nullable Found best;
  private @Nullable RobustSearch robustSearch;
  private int searches;
  private int evaluations;

  private CompressorFit(
      CompressorObjective objective,
      double sampleRateHz,
      FitSettings settings,
      @Nullable Neighbour neighbour,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    this.objective = objective;
    this.neighbour = neighbour;
    this.sampleRateHz = sampleRateHz;
    this.settings = settings;
    this.solver =
        FitSettings.heedingBounds(
            settings.solver(), objective.coordinates().box(), settings.coordinates());
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
    return fit(
        List.of(Take.of("recording", dry, wet)), sampleRateHz, settings, listener, cancellation);
  }

  /// Fits several takes of the same setting, or comes as far as it may.
  ///
  /// After a request to cancel, which takes a fraction of a second to be noticed, nothing is
  /// computed any more, the standard errors neither: the result is the point of least error that
  /// any search had seen on the whole recording or, before there was one, on an excerpt, with the
  /// status [cancelled][SolverStatus#CANCELLED]. Once windows are dropped or samples weighed down,
  /// it is where the last search of these that ended had come to. To interrupt the calling thread
  /// is a request as well.
  ///
  /// @param takes what went in and what came out, at least one
  /// @param sampleRateHz sample rate of all, Hz
  /// @param settings how to fit
  /// @param listener told of every iteration on the calling thread
  /// @param cancellation may be requested at any time, by any thread, the listener included
  /// @return the best fit found
  /// @throws IllegalArgumentException if nothing is left to compare after the warm-up
  /// @throws CancellationException if the request comes before there is any result
  public static FitResult fit(
      List<Take> takes,
      double sampleRateHz,
      FitSettings settings,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    return fit(takes, sampleRateHz, settings, null, listener, cancellation).result();
  }

  /// Fits takes of a setting next to one that has been fitted: one search from its neighbour's
  /// parameters, on everything. Only if that fails ([WarmFit#fallback]) does the fit go on as
  /// [#fit(List, double, FitSettings, Consumer, Cancellation)] does, and the better result counts.
  ///
  /// @param neighbour the setting that has been fitted
  /// @param takes what went in and what came out, at least one
  /// @param sampleRateHz sample rate of all, Hz
  /// @param settings how to fit
  /// @param listener told of every iteration on the calling thread
  /// @param cancellation may be requested at any time, by any thread, the listener included
  /// @return the best fit found, and whether the start from the neighbour was enough
  /// @throws IllegalArgumentException if nothing is left to compare after the warm-up
  /// @throws CancellationException if the request comes before there is any result
  public static WarmFit fitFrom(
      Neighbour neighbour,
      List<Take> takes,
      double sampleRateHz,
      FitSettings settings,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    return fit(takes, sampleRateHz, settings, neighbour, listener, cancellation);
  }

  private static WarmFit fit(
      List<Take> takes,
      double sampleRateHz,
      FitSettings settings,
      @Nullable Neighbour neighbour,
      Consumer<FitProgress> listener,
      Cancellation cancellation) {
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      CompressorObjective objective =
          new CompressorObjective(
              takes,
              sampleRateHz,
              settings.plan(),
              PreEmphasis.poleAt(sampleRateHz),
              LookAhead.samples(settings.lookAheadMs(), sampleRateHz),
              settings.hessian(),
              settings.coordinates(),
              executor,
              cancellation);
      CompressorFit fit =
          new CompressorFit(objective, sampleRateHz, settings, neighbour, listener, cancellation);
      return new WarmFit(fit.run(start), Optional.ofNullable(fit.fallback));
    }
  }

  /// A minimum, the steps of all searches on the way to it, and what it is the minimum of.
  private record Found(Minimum minimum, int steps, CompressorObjective on, boolean isOfAll) {
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
      best = found;
      RobustSearch.Outcome outcome = robust(found).run();
      Minimum minimum = outcome.minimum();
      CompressorObjective on = outcome.objective();
      int further = minimum.equals(found.minimum()) ? 0 : minimum.steps();
      Vector z = minimum.point();
      boolean isPlain = !settings.robustness().isActive();
      return new FitResult(
          parameters(z),
          Insights.of(on, z, curvature(on, minimum)),
          on.unweighted().esr(parameters(z).at(sampleRateHz)),
          minimum.status(),
          found.steps() + further,
          searches,
          evaluations,
          objective.coordinates().onBounds(z),
          outcome.dropped(),
          outcome.weighedDown(),
          isPlain ? RobustSearch.suspects(objective, minimum) : List.of(),
          dryPeakDb,
          seconds(startNanos));
    } catch (CancellationException e) {
      Found found = best;
      if (found == null) {
        throw e;
      }
      RobustSearch robust = robustSearch;
      RobustSearch.Outcome outcome =
          robust == null
              ? new RobustSearch.Outcome(objective, found.minimum(), List.of(), 0)
              : robust.soFar();
      Vector z = outcome.minimum().point();
      return new FitResult(
          parameters(z),
          FitInsight.UNKNOWN,
          outcome.minimum().loss(),
          SolverStatus.CANCELLED,
          found.steps(),
          searches,
          evaluations,
          objective.coordinates().onBounds(z),
          outcome.dropped(),
          outcome.weighedDown(),
          List.of(),
          dryPeakDb,
          seconds(startNanos));
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private RobustSearch robust(Found found) {
    RobustSearch robust =
        new RobustSearch(
            settings.robustness(),
            objective,
            found.minimum(),
            (on, start) -> search(solver, on, start, 0, true).minimum());
    robustSearch = robust;
    return robust;
  }

  /// Derivatives with a Hessian, also after a method that needs none.
  private static Derivatives curvature(CompressorObjective on, Minimum minimum) {
    return minimum.derivatives().hasHessian()
        ? minimum.derivatives()
        : on.derivatives(minimum.point(), Order.HESSIAN);
  }

  private Found searchAll() {
    CompressorObjective excerpt = objective.excerpt(EXCERPT_WINDOWS);
    boolean isShort = excerpt.equals(objective);
    Starts starts = new Starts(objective, sampleRateHz);
    Minimizer scout =
        new Minimizer(solver.method(), SCOUTING.or(solver.stopping()), solver.leavesSaddles());
    Minimizer firstSolver = isShort ? solver : scout;
    Neighbour near = neighbour;
    if (near == null) {
      return searchAll(starts, excerpt, firstSolver, scout);
    }
    Found warm = last(search(firstSolver, excerpt, starts.of(near.parameters())), isShort);
    fallback = failure(near, warm, starts);
    if (fallback == null) {
      return warm;
    }
    Found cold = searchAll(starts, excerpt, firstSolver, scout);
    boolean isColdBetter =
        !Double.isFinite(warm.loss()) || cold.loss() < CLEARLY_BETTER * warm.loss();
    return isColdBetter ? cold : warm;
  }

  private @Nullable String failure(Neighbour near, Found warm, Starts starts) {
    Vector z = warm.minimum().point();
    CompressorParameters found = parameters(z);
    List<String> newBounds = new ArrayList<>(objective.coordinates().onBounds(z));
    newBounds.removeAll(objective.coordinates().onBounds(near.parameters()));
    return near.failure(
            warm.minimum().status(),
            FitResult.isCompressing(found, dryPeakDb),
            newBounds,
            warm.loss())
        .or(() -> near.failure(starts.of(found), starts.anywhere()))
        .orElse(null);
  }

  private Found searchAll(
      Starts starts, CompressorObjective excerpt, Minimizer firstSolver, Minimizer scout) {
    boolean isShort = excerpt.equals(objective);
    return switch (settings.start()) {
      case PUBLISHED -> last(search(firstSolver, excerpt, starts.published()), isShort);
      case GUESS -> last(search(firstSolver, excerpt, starts.guess()), isShort);
      case CONSENSUS -> last(search(firstSolver, excerpt, starts.agreed(cancellation)), isShort);
      case MULTISTART -> finish(bestOf(scout, excerpt, everywhere(starts)));
      case AUTO -> {
        Matched guess = starts.guess();
        Matched published = starts.published();
        boolean isGuessBetter = guess.esr() < published.esr();
        Found first = search(firstSolver, excerpt, isGuessBetter ? guess : published);
        if (first.loss() < SMALL_ESR) {
          yield last(first, isShort);
        }
        List<Matched> others = new ArrayList<>(starts.screened(RIVALS));
        others.add(isGuessBetter ? published : guess);
        Found rival = bestOf(scout, excerpt, others);
        yield clearlyBetter(first, rival, isShort);
      }
    };
  }

  private static List<Matched> everywhere(Starts starts) {
    List<Matched> all = new ArrayList<>(starts.screened(RIVALS));
    all.add(starts.guess());
    all.add(starts.published());
    return all;
  }

  private Found clearlyBetter(Found first, Found rival, boolean isShort) {
    boolean isBetter =
        !Double.isFinite(first.loss()) || rival.loss() < CLEARLY_BETTER * first.loss();
    if (isShort && !isBetter) {
      return first;
    }
    Found last = finish(isBetter ? rival : first);
    return isShort && !(last.loss() < CLEARLY_BETTER * first.loss()) ? first : last;
  }

  /// A search on an excerpt goes on over everything.
  private Found last(Found found, boolean isShort) {
    return isShort ? found : finish(found);
  }

  private Found finish(Found basin) {
    return search(solver, objective, basin.minimum().point(), basin.steps(), true);
  }

  /// The best of searches from several starts, at the same time.
  ///
  /// @throws CancellationException if one was cancelled; the best of all is kept
  private Found bestOf(Minimizer scout, CompressorObjective on, List<Matched> starts) {
    List<Minimum> minima =
        AtOnce.all(
            starts.stream()
                .map(start ->
                    (Callable<Minimum>)
                        () -> scout.minimise(on, point(on, start.coefficients()), _ -> {}))
                .toList());
    List<Found> found = new ArrayList<>();
    @Nullable CancellationException cancelled = null;
    for (Minimum minimum : minima) {
      try {
        found.add(report(minimum, on));
      } catch (CancellationException e) {
        cancelled = e; // and so are the others, whose best counts too
      }
    }
    if (cancelled != null) {
      throw cancelled;
    }
    return found.stream().min(Comparator.comparingDouble(Found::loss)).orElseThrow();
  }

  private static Vector point(CompressorObjective on, CompressorCoefficients coefficients) {
    return on.coordinates().toPoint(coefficients);
  }

  private Found search(Minimizer with, CompressorObjective on, Matched start) {
    return search(with, on, point(on, start.coefficients()), 0, on.equals(objective));
  }

  /// One search, told of as it goes.
  ///
  /// @throws CancellationException if it was cancelled
  private Found search(
      Minimizer with, CompressorObjective on, Vector start, int stepsBefore, boolean isOfAll) {
    int number = ++searches;
    Minimum minimum = with.minimise(on, start, step -> listener.accept(progress(number, on, step)));
    return found(minimum, on, stepsBefore, isOfAll);
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
    return found(minimum, on, 0, on.equals(objective));
  }

  private Found found(Minimum minimum, CompressorObjective on, int stepsBefore, boolean isOfAll) {
    evaluations += minimum.work().total();
    Found found = new Found(minimum, stepsBefore + minimum.steps(), on, isOfAll);
    if (robustSearch == null && found.beats(best)) { // errors over different windows do not compare
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
