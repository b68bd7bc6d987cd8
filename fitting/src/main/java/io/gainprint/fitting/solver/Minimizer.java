package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The loop that all methods share: it counts, sees to finiteness, stops, leaves saddles, and keeps
/// the best point seen.
///
/// A loss or derivative that is not finite is never accepted. Where a search has converged and the
/// objective has second derivatives, a Hessian with an eigenvalue below −10⁻⁶ of the largest is
/// followed both ways along its eigenvector, and the search goes on from where the loss is lower: a
/// saddle is left, not reported. If it is lower on neither side, the point is as good a minimum as
/// losses can tell, since derivatives at a switch or a knee are one-sided.
///
/// Immutable; one instance serves many searches and threads.
///
/// @param method what proposes steps
/// @param stopping when to stop
/// @param leavesSaddles whether to look for a way down where a search has converged
public record Minimizer(Method method, StoppingRule stopping, boolean leavesSaddles) {
  /// Less curvature than this share of the largest, downwards, is rounding.
  private static final double NEGATIVE = 1e-6;

  /// How far to go from a saddle, in variables of the order of 1; and if the loss is lower nowhere
  /// so near, further.
  private static final double[] DEPARTURES = {1e-2, 1e-1};

  /// Saddles left in one search.
  private static final int MAX_DEPARTURES = 5;

  /// A minimiser that leaves saddles.
  ///
  /// @param method what proposes steps
  /// @param stopping when to stop
  public Minimizer(Method method, StoppingRule stopping) {
    this(method, stopping, true);
  }

  /// The same method under other rules.
  ///
  /// @param rule when to stop
  /// @return the minimiser
  public Minimizer stopping(StoppingRule rule) {
    return new Minimizer(method, rule, leavesSaddles);
  }

  /// Searches for a minimum. An objective that throws a [CancellationException] ends the search
  /// with the best point seen until then.
  ///
  /// @param objective what to minimise
  /// @param start where to begin
  /// @param listener told of every iteration, on this thread, the starting point first
  /// @return the best point seen, and how the search ended
  /// @throws CancellationException if the objective threw it where the search began: there is no
  ///   best point yet
  public Minimum minimise(Objective objective, Vector start, Consumer<Iteration> listener) {
    Search search = new Search(method, objective, start, listener);
    SolverStatus status = search.begin();
    try {
      int departures =
          leavesSaddles && objective.highestOrder() == Order.HESSIAN ? 0 : MAX_DEPARTURES;
      while (status == null) {
        status = stopping.test(search.progress()).orElse(null);
        if (status == null) {
          status = search.step();
        } else if (status == SolverStatus.CONVERGED && departures < MAX_DEPARTURES) {
          departures++;
          status = search.leaveSaddle(method) ? null : status;
        }
      }
    } catch (CancellationException e) {
      status = SolverStatus.CANCELLED;
    }
    return search.minimum(status);
  }

  /// The state of one search.
  private static final class Search {
    private final CountingObjective objective;
    private final Consumer<Iteration> listener;
    private final List<Iteration> iterations = new ArrayList<>();
    private Descent descent;
    private Vector z;
    private Derivatives d;
    private Vector best;
    private Derivatives atBest;

    Search(Method method, Objective counted, Vector start, Consumer<Iteration> listener) {
      this.objective = new CountingObjective(counted);
      this.descent = method.begin(objective);
      this.listener = listener;
      z = descent.feasible(start);
      d = objective.derivatives(z, descent.order());
      best = z;
      atBest = d;
    }

    /// Looks at the first point; says if the search cannot go on from there.
    @Nullable SolverStatus begin() {
      if (!d.isFinite()) {
        record(0, 0, Vector.gradient(d).maxNorm());
        return SolverStatus.NON_FINITE;
      }
      descent.at(z, d);
      record(0, 0, descent.stationarity());
      return null;
    }

    Progress progress() {
      return new Progress(
          iterations.size() - 1,
          d.value(),
          descent.stationarity(),
          descent.predictedDecrease(),
          descent.fullStepNorm(),
          z.maxNorm(),
          iterations.size() > 1 ? iterations.getLast().stepNorm() : Double.NaN);
    }

    Minimum minimum(SolverStatus status) {
      return new Minimum(best, atBest, status, iterations, objective.work());
    }

    /// Tries steps until one is taken; says if none is left.
    @Nullable SolverStatus step() {
      while (true) {
        Trial trial = descent.propose();
        if (trial == null || leadsNowhere(trial)) {
          if (!descent.refresh()) {
            return SolverStatus.NO_PROGRESS;
          }
          Derivatives fresh = objective.derivatives(z, descent.order());
          if (!fresh.isFinite()) {
            return SolverStatus.NO_PROGRESS;
          }
          d = fresh;
          descent.at(z, d);
        } else if (isTaken(trial)) {
          return null;
        }
      }
    }

    /// Whether rounding leaves nothing of a step. Its loss is no worse, but it is no step either.
    private boolean leadsNowhere(Trial trial) {
      return after(trial).plus(-1, z).maxNorm() == 0;
    }

    /// Where a step leads, not a rounding beyond a bound.
    private Vector after(Trial trial) {
      return descent.feasible(z.plus(1, trial.step()));
    }

    private boolean isTaken(Trial trial) {
      Vector next = after(trial);
      Trials there = new Trials(next);
      if (trial.isConditional()) {
        double loss = objective.value(next);
        if (!descent.accept(
            trial, Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY, there)) {
          return false;
        }
      }
      Derivatives found = there.derivatives(descent.order());
      if (!found.isFinite()) {
        descent.accept(trial, Double.POSITIVE_INFINITY, there);
        return false;
      }
      Vector gradientChange = Vector.gradient(found).plus(-1, Vector.gradient(d));
      descent.moved(trial.step(), gradientChange);
      arrive(next, found, trial.step().maxNorm(), trial.fraction());
      return true;
    }

    /// Goes on from a point, which may be the best only once the search stands there: on the way it
    /// may be cancelled.
    private void arrive(Vector next, Derivatives found, double stepNorm, double fraction) {
      z = next;
      d = found;
      descent.at(z, d);
      if (d.value() < atBest.value()) {
        best = z;
        atBest = d;
      }
      record(stepNorm, fraction, descent.stationarity());
    }

    /// Moves away from a saddle and begins anew there, if this is one.
    boolean leaveSaddle(Method method) {
      Derivatives here = d.hasHessian() ? d : objective.derivatives(z, Order.HESSIAN);
      if (!here.isFinite()) {
        return false;
      }
      int[] free = IntStream.range(0, z.dimension()).filter(descent::isFree).toArray();
      if (free.length == 0) {
        return false;
      }
      Spectrum spectrum = SymmetricMatrix.hessian(here).select(free).spectrum();
      if (spectrum.smallest() >= -NEGATIVE * spectrum.largestMagnitude()) {
        return false;
      }
      double[] direction = new double[z.dimension()];
      for (int k = 0; k < free.length; k++) {
        direction[free[k]] = spectrum.vector(0).at(k);
      }
      for (double departure : DEPARTURES) {
        Vector up = descent.feasible(z.plus(departure, Vector.of(direction)));
        Vector down = descent.feasible(z.plus(-departure, Vector.of(direction)));
        double lossUp = objective.value(up);
        double lossDown = objective.value(down);
        boolean isDown = lossDown < lossUp || Double.isNaN(lossUp);
        if ((isDown ? lossDown : lossUp) < here.value()) { // which a NaN is not
          Descent anew = method.begin(objective);
          Vector next = isDown ? down : up;
          Derivatives found = objective.derivatives(next, anew.order());
          if (found.isFinite()) {
            descent = anew;
            arrive(next, found, next.plus(-1, z).maxNorm(), 1);
            return true;
          }
        }
      }
      return false;
    }

    /// Computes derivatives at the point of a trial, and no more often than needed.
    private final class Trials implements Supplier<Vector> {
      private final Vector point;
      private @Nullable Derivatives known;

      Trials(Vector point) {
        this.point = point;
      }

      @Override
      public Vector get() {
        return Vector.gradient(derivatives(Order.GRADIENT));
      }

      Derivatives derivatives(Order order) {
        Derivatives found = known;
        if (found == null || !has(found, order)) {
          found = objective.derivatives(point, order);
          known = found;
        }
        return found;
      }
    }

    private static boolean has(Derivatives found, Order order) {
      return switch (order) {
        case GRADIENT -> true;
        case GAUSS_NEWTON -> found.hasGaussNewton();
        case HESSIAN -> found.hasHessian();
      };
    }

    private void record(double stepNorm, double fraction, double stationarity) {
      Iteration iteration =
          new Iteration(iterations.size(), d.value(), stationarity, stepNorm, fraction, z);
      iterations.add(iteration);
      listener.accept(iteration);
    }
  }
}
