package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Fits a compressor to a recording of a unit.
///
/// The first search runs from the published start, −36 dB, 4:1, 1 ms, 200 ms, with the make-up gain
/// that matches the RMS of the recording. An ESR that small that no other model could have left it
/// ends the fit. Otherwise the search may sit in a bad basin: other starts are searched on an
/// excerpt of a few windows, and the best of them, if it beats the first there, is searched on
/// everything.
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

  /// −30 dB of error, which a unit that is not this very model does not allow; below it no better
  /// basin is sought.
  private static final double UNDOUBTED_ESR = 1e-3;

  /// Windows in the excerpt: a minute at most is enough to tell basins apart.
  private static final int EXCERPT_WINDOWS = 5;

  /// Another search wins only by more than this share, so that equal minima keep the first one's.
  private static final double CLEARLY_BETTER = 0.999;

  /// Enough to tell one basin from another.
  private static final NewtonRaphson SCOUT = new NewtonRaphson(30, 1e-8, 1e-6, 1e-3);

  private final CompressorObjective objective;
  private final double sampleRateHz;
  private final NewtonRaphson solver;
  private final Consumer<FitProgress> listener;
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
    long start = System.nanoTime();
    int lookAhead = (int) Math.round(settings.lookAheadMs() * sampleRateHz / 1000);
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      CompressorObjective objective =
          new CompressorObjective(dry, wet, sampleRateHz, settings.plan(), lookAhead, executor);
      return new CompressorFit(objective, sampleRateHz, settings.solver(), listener).run(start);
    }
  }

  private FitResult run(long startNanos) {
    Minimum best = search(solver, objective, levelled(objective, PUBLISHED_START));
    if (!(best.loss() < UNDOUBTED_ESR)) {
      best = searchElsewhere(best);
    }
    CompressorParameters parameters = coefficients(best).parameters(sampleRateHz);
    CompressorCoefficients written = parameters.at(sampleRateHz);
    return new FitResult(
        parameters,
        Uncertainty.standardErrors(objective, best.point(), best.derivatives(), sampleRateHz),
        objective.esr(written),
        best.status(),
        best.iterations().size() - 1,
        searches,
        evaluations,
        objective.coordinates().onBounds(best.point()),
        (System.nanoTime() - startNanos) / 1e9);
  }

  /// Looks for a better basin than that of `first`, which wins a draw.
  private Minimum searchElsewhere(Minimum first) {
    CompressorObjective excerpt = objective.excerpt(EXCERPT_WINDOWS);
    List<Minimum> found = new ArrayList<>();
    for (CompressorParameters start : OTHER_STARTS) {
      found.add(search(SCOUT, excerpt, levelled(excerpt, start)));
    }
    Minimum rival = found.stream().min(Comparator.comparingDouble(Minimum::loss)).orElseThrow();
    if (!(rival.loss() < CLEARLY_BETTER * excerpt.value(first.point()))) {
      return first;
    }
    rival = search(solver, objective, rival.point());
    return rival.loss() < CLEARLY_BETTER * first.loss() ? rival : first;
  }

  private Vector levelled(CompressorObjective on, CompressorParameters start) {
    return on.coordinates().toPoint(on.levelled(start.at(sampleRateHz)));
  }

  private Minimum search(NewtonRaphson with, CompressorObjective on, Vector start) {
    int number = ++searches;
    Minimum minimum =
        with.minimise(
            on,
            start,
            iteration ->
                listener.accept(
                    new FitProgress(
                        number,
                        iteration,
                        on.coordinates()
                            .toCoefficients(iteration.point())
                            .parameters(sampleRateHz))));
    evaluations += minimum.evaluations() + minimum.iterations().size();
    return minimum;
  }

  private CompressorCoefficients coefficients(Minimum minimum) {
    return objective.coordinates().toCoefficients(minimum.point());
  }
}
