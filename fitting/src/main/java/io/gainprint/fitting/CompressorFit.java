package io.gainprint.fitting;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fits a compressor to a recording of a unit.
///
/// The first search runs from the published start, −36 dB, 4:1, 1 ms, 200 ms, with the make-up gain
/// that matches the RMS of the recording; for quiet programme the thresholds of all starts are
/// lowered below its peak. An ESR below 0.1 % ends the fit. Otherwise the search may sit in a bad
/// basin: other starts are searched on an excerpt of a few windows, and the best of them, if it
/// beats the first there, is searched on everything.
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

  /// Windows in the excerpt: a minute at most is enough to tell basins apart.
  private static final int EXCERPT_WINDOWS = 5;

  /// Another search wins only by more than this share, so that equal minima keep the first one's.
  private static final double CLEARLY_BETTER = 0.999;

  /// Steps and share of the loss that are enough to tell one basin from another.
  private static final int SCOUTING_STEPS = 30;

  private static final double SCOUTING_DECREASE = 1e-3;

  private final CompressorObjective objective;
  private final double sampleRateHz;
  private final NewtonRaphson solver;
  private final Consumer<FitProgress> listener;
  private final double dryPeakDb;
  private @Nullable Found best;
  private int searches;
  private int evaluations;

  private CompressorFit(
      CompressorObjective objective,
      double sampleRateHz,
      NewtonRaphson solver,
      Consumer<FitProgress> listener) {
    this.objective = objective;
    this.sampleRateHz = sampleRateHz;
    this.solver = solver;
    this.listener = listener;
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
  /// any search had seen on the whole recording, with the status [cancelled][FitStatus#CANCELLED].
  /// To interrupt the calling thread is a request as well.
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
              dry, wet, sampleRateHz, settings.plan(), lookAhead, executor, cancellation);
      return new CompressorFit(objective, sampleRateHz, settings.solver(), listener).run(start);
    }
  }

  /// A minimum, and the steps of all searches on the way to it.
  private record Found(Minimum minimum, int steps) {
    double loss() {
      return minimum.loss();
    }
  }

  private FitResult run(long startNanos) {
    try {
      Found found = search(solver, objective, begin(objective, PUBLISHED_START), 0);
      if (!(found.loss() < SMALL_ESR)) {
        found = searchElsewhere(found);
      }
      Minimum minimum = found.minimum();
      return result(
          found,
          minimum.status(),
          Uncertainty.standardErrors(
              objective, minimum.point(), minimum.derivatives(), sampleRateHz),
          objective.esr(parameters(objective, minimum.point()).at(sampleRateHz)),
          startNanos);
    } catch (CancellationException e) {
      if (best == null) {
        throw e;
      }
      return result(best, FitStatus.CANCELLED, StandardErrors.UNKNOWN, best.loss(), startNanos);
    }
  }

  private FitResult result(
      Found found, FitStatus status, StandardErrors errors, double esr, long startNanos) {
    Vector point = found.minimum().point();
    return new FitResult(
        parameters(objective, point),
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

  /// Looks for a better basin than that of `first`, which wins a draw.
  private Found searchElsewhere(Found first) {
    CompressorObjective excerpt = objective.excerpt(EXCERPT_WINDOWS);
    NewtonRaphson scout =
        new NewtonRaphson(
            Math.min(SCOUTING_STEPS, solver.maxIterations()),
            solver.gradientTolerance(),
            solver.stepTolerance(),
            Math.max(SCOUTING_DECREASE, solver.decreaseTolerance()));
    Found rival =
        OTHER_STARTS.stream()
            .map(start -> search(scout, excerpt, begin(excerpt, start), 0))
            .min(Comparator.comparingDouble(Found::loss))
            .orElseThrow();
    boolean isFirstUsable = Double.isFinite(first.loss());
    double toBeat = CLEARLY_BETTER * excerpt.value(first.minimum().point());
    if (isFirstUsable && !(rival.loss() < toBeat)) {
      return first;
    }
    rival = search(solver, objective, rival.minimum().point(), rival.steps());
    return isFirstUsable && !(rival.loss() < CLEARLY_BETTER * first.loss()) ? first : rival;
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

  /// One search, whose minimum on the whole recording is kept if it is the best so far.
  ///
  /// @throws CancellationException if it was cancelled
  private Found search(NewtonRaphson with, CompressorObjective on, Vector start, int stepsBefore) {
    int number = ++searches;
    Minimum minimum = with.minimise(on, start, step -> listener.accept(progress(number, on, step)));
    evaluations += minimum.evaluations() + minimum.iterations().size();
    Found found = new Found(minimum, stepsBefore + minimum.iterations().size() - 1);
    double toBeat = best == null ? Double.POSITIVE_INFINITY : best.loss();
    if (on == objective && found.loss() < toBeat) {
      best = found;
    }
    if (minimum.status() == FitStatus.CANCELLED) {
      throw new CancellationException("cancelled in search " + number);
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
        parameters(on, step.point()));
  }

  private CompressorParameters parameters(CompressorObjective on, Vector point) {
    return on.coordinates().toCoefficients(point).parameters(sampleRateHz);
  }
}
