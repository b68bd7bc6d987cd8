package io.gainprint.fitting.filter;

import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.filter.ResponseSearch.Candidate;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.fitting.solver.StoppingRule;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fits a filter to a recording.
///
/// Chains are found on the measured response, from many starts; the best of them that differ are
/// searched on an excerpt of the sound by Gauss-Newton steps, and the best of these on all of it by
/// the solver of the settings. Where bands of an equaliser leave more of the excerpt than a direct
/// form does, whose order is theirs together, more are made of its poles and zeros.
///
/// Deterministic: same recordings and settings, same result to the last bit, whatever the number of
/// threads. Runs on the calling thread and as many others as the settings say.
public final class FilterFit {
  /// Windows in the excerpt: 45 s hold every frequency there is in a recording.
  private static final int EXCERPT_WINDOWS = 4;

  /// Candidates on the response that are searched on the sound.
  private static final int RIVALS = 3;

  /// Candidates whose losses agree to this share are the same minimum.
  private static final double SAME = 1e-3;

  /// A direct form that leaves less than this share of what bands leave has found what they have
  /// not.
  private static final double CLEARLY_LESS = 0.9;

  /// −80 dB of error: no other minimum explains that much by chance.
  private static final double EXPLAINED = 1e-8;

  /// −100 dB of error: below it the roundings of a filter of high order in direct form, amplified
  /// where its poles crowd, are as large as what is left to explain.
  private static final double ROUNDING = 1e-10;

  /// Steps and share of the loss that are enough to tell one minimum from another.
  private static final Minimizer SCOUT = scout(1e-3, 30);

  /// A direct form creeps where poles crowd, and places bands only once it is close.
  private static final Minimizer PATIENT = scout(1e-6, 100);

  private static Minimizer scout(double share, int steps) {
    return new Minimizer(
        new NewtonMethod(new GaussNewton(), LevenbergMarquardt.DEFAULT),
        StoppingRule.decrease(share)
            .or(StoppingRule.iterations(steps))
            .or(progress ->
                progress.loss() < ROUNDING
                    ? Optional.of(SolverStatus.CONVERGED)
                    : Optional.empty()),
        false);
  }

  private final FilterModel model;
  private final FilterObjective objective;
  private final double sampleRateHz;
  private final FilterSettings settings;
  private final Consumer<FilterProgress> listener;
  private final Cancellation cancellation;
  private @Nullable Found best;
  private int searches;
  private int evaluations;

  /// What a search on the sound found.
  private record Found(
      Vector parameters, double loss, SolverStatus status, int steps, boolean isOfAll) {
    /// Whether it is the better thing to return: whatever saw the whole recording is.
    boolean beats(@Nullable Found other) {
      return other == null || (isOfAll == other.isOfAll ? loss < other.loss : isOfAll);
    }
  }

  private FilterFit(
      FilterModel model,
      FilterObjective objective,
      double sampleRateHz,
      FilterSettings settings,
      Consumer<FilterProgress> listener,
      Cancellation cancellation) {
    this.model = model;
    this.objective = objective;
    this.sampleRateHz = sampleRateHz;
    this.settings = settings;
    this.listener = listener;
    this.cancellation = cancellation;
  }

  /// Fits a pair of recordings, or comes as far as it may.
  ///
  /// After a request to cancel nothing is computed any more: the result is the best filter seen on
  /// the whole recording or, before there was one, on an excerpt, with the status
  /// [cancelled][SolverStatus#CANCELLED]. To interrupt the calling thread is a request as well.
  ///
  /// @param dry what went into the filter, full scale = 1, all finite; must not change meanwhile
  /// @param wet what came out, as long as `dry`
  /// @param sampleRateHz sample rate of both, Hz, > 25
  /// @param model what to fit
  /// @param settings how to fit
  /// @param listener told of every iteration on the sound, on the calling thread
  /// @param cancellation may be requested at any time, by any thread, the listener included
  /// @return the best fit found
  /// @throws IllegalArgumentException if the lengths differ, nothing is left to compare after the
  ///   warm-up, or the recordings have nothing in common
  /// @throws CancellationException if the request comes before there is any result
  public static FilterFitResult fit(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      FilterModel model,
      FilterSettings settings,
      Consumer<FilterProgress> listener,
      Cancellation cancellation) {
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      FilterObjective objective =
          new FilterObjective(
              dry,
              wet,
              sampleRateHz,
              settings.plan(),
              FilterCoordinates.of(model.designs(sampleRateHz), sampleRateHz),
              executor,
              cancellation);
      FilterFit fit =
          new FilterFit(model, objective, sampleRateHz, settings, listener, cancellation);
      return fit.run(dry, wet, start);
    }
  }

  private FilterFitResult run(float[] dry, float[] wet, long startNanos) {
    try {
      Found found = search(response(dry, wet));
      FittedParameters fitted =
          FittedParameters.at(model, objective, Shelves.inOrder(model, found.parameters()));
      ResponseDifference difference =
          ResidualResponse.largestDifference(
              fitted.filter().sections(sampleRateHz), dry, wet, sampleRateHz, cancellation);
      return result(found, status(found), fitted, difference, startNanos);
    } catch (CancellationException e) {
      Found found = best;
      if (found == null) {
        throw e;
      }
      return result(
          found,
          SolverStatus.CANCELLED,
          FittedParameters.withoutErrors(
              model, objective, Shelves.inOrder(model, found.parameters())),
          ResponseDifference.UNKNOWN,
          startNanos);
    }
  }

  /// A search that ends because rounding hides every lower loss has converged, if what is left of
  /// the recording is rounding too.
  private static SolverStatus status(Found found) {
    return found.status() == SolverStatus.NO_PROGRESS && found.loss() < ROUNDING
        ? SolverStatus.CONVERGED
        : found.status();
  }

  private FilterFitResult result(
      Found found,
      SolverStatus status,
      FittedParameters fitted,
      ResponseDifference difference,
      long startNanos) {
    return new FilterFitResult(
        fitted.filter(),
        fitted.errors(),
        found.loss(),
        status,
        found.steps(),
        searches,
        evaluations,
        fitted.onBounds(),
        difference,
        (System.nanoTime() - startNanos) / 1e9);
  }

  private ResponseSearch response(float[] dry, float[] wet) {
    List<MeasuredResponse.Point> points = MeasuredResponse.of(dry, wet, sampleRateHz, cancellation);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("there is no frequency that dry and wet share");
    }
    return new ResponseSearch(points, sampleRateHz, cancellation);
  }

  /// The best chains on the response, the best first, of equal ones one.
  private List<Candidate> candidates(ResponseSearch search) {
    List<Candidate> found =
        switch (model) {
          case FilterModel.Bands bands -> new EqualiserStarts(search, bands).candidates();
          case FilterModel.DirectForm filter -> new LadderStarts(search, filter).candidates();
        };
    List<Candidate> different = new ArrayList<>();
    found.stream()
        .filter(candidate -> Double.isFinite(candidate.loss()))
        .sorted(Comparator.comparingDouble(Candidate::loss))
        .forEach(candidate -> {
          if (different.isEmpty() || candidate.loss() > (1 + SAME) * different.getLast().loss()) {
            different.add(candidate);
          }
        });
    if (different.isEmpty()) {
      throw new IllegalArgumentException(
          "no " + model + " could be found in the response of the recordings");
    }
    return different.subList(0, Math.min(RIVALS, different.size()));
  }

  private Found search(ResponseSearch response) {
    FilterObjective excerpt = objective.excerpt(EXCERPT_WINDOWS);
    List<Vector> starts = candidates(response).stream().map(Candidate::parameters).toList();
    Found basin = scout(excerpt, starts);
    if (basin.loss() >= EXPLAINED && model instanceof FilterModel.Bands bands) {
      List<Vector> others = sections(new SectionStarts(response, bands), excerpt, basin.loss());
      if (!others.isEmpty()) {
        Found other = scout(excerpt, others);
        basin = other.loss() < basin.loss() ? other : basin;
      }
    }
    return search(settings.solver(), objective, basin.parameters(), basin.steps());
  }

  /// The best of short searches on an excerpt; none after the one that explains it.
  private Found scout(FilterObjective excerpt, List<Vector> starts) {
    @Nullable Found basin = null;
    for (Vector start : starts) {
      Found found = search(SCOUT, excerpt, start, 0);
      if (basin == null || found.loss() < basin.loss()) {
        basin = found;
      }
      if (basin.loss() < EXPLAINED) {
        break;
      }
    }
    return Objects.requireNonNull(basin);
  }

  /// Bands from the poles and zeros of the direct form that suits the sound itself, where it leaves
  /// clearly less than bands have so far: every chain of n bands is a direct form of order 2n.
  ///
  /// @param least what bands leave of the excerpt
  /// @return the best on the excerpt first
  private List<Vector> sections(SectionStarts starts, FilterObjective excerpt, double least) {
    List<Candidate> forms = starts.forms();
    if (forms.isEmpty()) {
      return List.of();
    }
    FilterModel form = new FilterModel.DirectForm(starts.order());
    FilterObjective direct =
        excerpt.in(FilterCoordinates.of(form.designs(sampleRateHz), sampleRateHz));
    List<Vector> found = new ArrayList<>();
    for (Candidate start : forms.subList(0, Math.min(RIVALS, forms.size()))) {
      Reached reached = minimise(PATIENT, direct, start.parameters());
      if (reached.minimum().loss() < CLEARLY_LESS * least) {
        found.add(reached.parameters());
      }
      if (reached.minimum().loss() < EXPLAINED) {
        break;
      }
    }
    return starts.parameters(found).stream()
        .map(theta -> new Candidate(theta, excerpt.value(excerpt.coordinates().point(theta))))
        .filter(candidate -> Double.isFinite(candidate.loss()))
        .sorted(Comparator.comparingDouble(Candidate::loss))
        .limit(RIVALS)
        .map(Candidate::parameters)
        .toList();
  }

  /// A minimum and its parameters.
  private record Reached(Minimum minimum, Vector parameters) {}

  /// One search, in units in which all parameters matter alike at its start.
  private Reached minimise(Minimizer with, FilterObjective on, Vector parameters) {
    int number = ++searches;
    Vector at = on.coordinates().point(parameters);
    FilterCoordinates coordinates =
        on.coordinates().inUnits(ResponseSearch.units(on.derivatives(at, Order.GAUSS_NEWTON)));
    Minimum minimum =
        with.minimise(
            on.in(coordinates),
            coordinates.point(parameters),
            step -> listener.accept(new FilterProgress(number, step)));
    evaluations += 1 + minimum.work().total();
    return new Reached(minimum, coordinates.parameters(minimum.point()));
  }

  /// One search for the model, of which the best is kept.
  private Found search(Minimizer with, FilterObjective on, Vector parameters, int stepsBefore) {
    Reached reached = minimise(with, on, parameters);
    Minimum minimum = reached.minimum();
    Found found =
        new Found(
            reached.parameters(),
            minimum.loss(),
            minimum.status(),
            stepsBefore + minimum.steps(),
            on == objective);
    if (found.beats(best)) {
      best = found;
    }
    if (minimum.status() == SolverStatus.CANCELLED) {
      throw new CancellationException("cancelled in search " + searches);
    }
    return found;
  }
}
