package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Newton-Raphson minimisation with the exact Hessian, safe where the Hessian is not positive
/// definite.
///
/// With the spectral decomposition B = Q W Qᵀ the step is
///
/// ```
/// s = −Q W̃⁻¹ Qᵀ g          w̃ = max(|w|, δ max |w|), δ = 1e-12
/// ```
///
/// where B is the exact Hessian H if that is positive definite (smallest eigenvalue above δ times
/// the largest magnitude), which makes it Newton's step, and else the Gauss-Newton matrix, which is
/// never indefinite: far from a minimum it walks downhill where Newton's step would climb to a
/// saddle. Along flat directions the floor bounds the step. Its length is then found by
/// backtracking to Armijo's sufficient *decrease*,
///
/// ```
/// L(z + t s) ≤ L(z) + c₁ t gᵀs + ε        t = 1, ½, ¼ …
/// ```
///
/// where gᵀs < 0 and ε = 10 · 2⁻⁵² |L| allows for rounding. A loss or derivative that is not finite
/// is no sufficient decrease. Immutable; one instance serves many searches and threads.
///
/// Sources: arXiv 2509.10706 (Newton-Raphson with backtracking on this problem); Al-Baali and
/// Fletcher 1985, doi 10.1057/jors.1985.68 (Hessian or Gauss-Newton); Nocedal and Wright, Numerical
/// Optimization, 2nd ed., algorithm 3.1 (backtracking).
///
/// @param maxIterations steps at most, ≥ 0
/// @param gradientTolerance converged when ‖g‖∞ is at most this, ≥ 0
/// @param stepTolerance converged when the whole step, ‖s‖∞, is at most this times 1 + ‖z‖∞; no
///   progress when backtracking makes it that short, ≥ 0
/// @param decreaseTolerance converged when the decrease that the model predicts, ½ gᵀQW̃⁻¹Qᵀg, is
///   at most this share of the loss and H has no negative eigenvalue, ≥ 0
public record NewtonRaphson(
    int maxIterations, double gradientTolerance, double stepTolerance, double decreaseTolerance) {

  /// Tolerances for a loss of the order of 1 in variables of the order of 1: 100 iterations,
  /// gradient 1e-12, step 1e-10, decrease 1e-7: on recordings of compressors that are not the
  /// model, what a stricter one still moved was below a hundredth of a standard error.
  public static final NewtonRaphson DEFAULT = new NewtonRaphson(100, 1e-12, 1e-10, 1e-7);

  /// Armijo's c₁: the share of the linear decrease that a step must reach.
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /// 2⁻⁴⁰ of a step is no step any more.
  private static final int MAX_HALVINGS = 40;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public NewtonRaphson {
    requireNonNegative("maximum of iterations", maxIterations);
    requireNonNegative("gradient tolerance", gradientTolerance);
    requireNonNegative("step tolerance", stepTolerance);
    requireNonNegative("decrease tolerance", decreaseTolerance);
  }

  private static void requireNonNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
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
    Search search = new Search(objective, start, listener);
    SolverStatus status = search.d.isFinite() ? null : SolverStatus.NON_FINITE;
    try {
      while (status == null) {
        status = next(search);
      }
    } catch (CancellationException e) {
      status = SolverStatus.CANCELLED;
    }
    return new Minimum(search.best, search.atBest, status, search.iterations, search.evaluations);
  }

  /// One iteration; says how the search ended, if it has.
  private @Nullable SolverStatus next(Search search) {
    NewtonStep step = NewtonStep.of(search.d);
    Vector g = gradient(search.d);
    if (g.maxNorm() <= gradientTolerance || predictsTooLittle(step, search.d.value())) {
      return SolverStatus.CONVERGED;
    }
    if (search.iterations.size() > maxIterations) {
      return SolverStatus.ITERATION_LIMIT;
    }
    double slope = g.dot(step.direction());
    double length = step.direction().maxNorm();
    double shortest = stepTolerance * (1 + search.z.maxNorm());
    double t = 1;
    for (int halvings = 0; !search.move(t, step.direction(), slope); halvings++) {
      t /= 2;
      if (halvings == MAX_HALVINGS || t * length < shortest) {
        return SolverStatus.NO_PROGRESS;
      }
    }
    return length <= shortest ? SolverStatus.CONVERGED : null;
  }

  private boolean predictsTooLittle(NewtonStep step, double loss) {
    return step.isConvex() && step.predictedDecrease() <= decreaseTolerance * loss;
  }

  private static Vector gradient(Derivatives d) {
    return Vector.of(d.dimension(), d::gradient);
  }

  /// The state of one search.
  private static final class Search {
    private final Objective objective;
    private final Consumer<Iteration> listener;
    private final List<Iteration> iterations = new ArrayList<>();
    private Vector z;
    private Derivatives d;
    private Vector best;
    private Derivatives atBest;
    private int evaluations;

    Search(Objective objective, Vector start, Consumer<Iteration> listener) {
      this.objective = objective;
      this.listener = listener;
      z = start;
      d = objective.derivatives(start);
      best = z;
      atBest = d;
      record(0, 0);
    }

    /// Takes a fraction of a step if Armijo's condition holds there and derivatives are finite.
    boolean move(double t, Vector direction, double slope) {
      Vector next = z.plus(t, direction);
      double rounding = 10 * 0x1p-52 * Math.abs(d.value());
      double limit = d.value() + SUFFICIENT_DECREASE * t * slope + rounding;
      evaluations++;
      if (!(objective.value(next) <= limit)) { // NaN neither
        return false;
      }
      Derivatives there = objective.derivatives(next);
      if (!there.isFinite()) {
        return false;
      }
      z = next;
      d = there;
      if (d.value() < atBest.value()) {
        best = z;
        atBest = d;
      }
      record(t * direction.maxNorm(), t);
      return true;
    }

    private void record(double stepNorm, double t) {
      Iteration iteration =
          new Iteration(iterations.size(), d.value(), gradient(d).maxNorm(), stepNorm, t, z);
      iterations.add(iteration);
      listener.accept(iteration);
    }
  }
}
