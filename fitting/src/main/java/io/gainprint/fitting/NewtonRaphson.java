package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Newton-Raphson minimisation with the exact Hessian, safe where the Hessian is not positive
/// definite.
///
/// With the spectral decomposition H = Q W Qᵀ and c = Qᵀ g the step is
///
/// ```
/// s = −Q |W|⁻¹ c          |w| at least δ max |w|
/// ```
///
/// which is Newton's step where H is positive definite, and a descent direction wherever g ≠ 0: at
/// negative curvature it walks downhill instead of up to the saddle, along a flat direction it is
/// bounded. Its length is then found by backtracking to Armijo's sufficient *decrease*,
///
/// ```
/// L(z + t s) ≤ L(z) + c₁ t gᵀs + ε        t = 1, ½, ¼ …
/// ```
///
/// where gᵀs < 0 and ε = 10 · 2⁻⁵² |L| allows for rounding, but never an increase: the last point
/// is the best one. A loss that is not finite counts as infinite. Immutable; one instance serves
/// many searches and threads.
///
/// Sources: arXiv 2509.10706 (Newton-Raphson with backtracking on this problem), arXiv 1405.4604
/// (|W|), Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 3.1 (backtracking).
///
/// @param maxIterations steps at most, ≥ 0
/// @param gradientTolerance converged when ‖g‖∞ is at most this, ≥ 0
/// @param stepTolerance converged when ‖s‖∞ is at most this times 1 + ‖z‖∞, ≥ 0
/// @param decreaseTolerance converged when the decrease that the model predicts, ½ cᵀ|W|⁻¹c, is at
///   most this share of the loss and H has no negative eigenvalue, ≥ 0
public record NewtonRaphson(
    int maxIterations, double gradientTolerance, double stepTolerance, double decreaseTolerance) {

  /// Tolerances for a loss of the order of 1 in variables of the order of 1: 100 iterations,
  /// gradient 1e-12, step 1e-10, decrease 1e-9.
  public static final NewtonRaphson DEFAULT = new NewtonRaphson(100, 1e-12, 1e-10, 1e-9);

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

  /// Searches for a minimum.
  ///
  /// @param objective what to minimise
  /// @param start where to begin
  /// @param listener told of every iteration, on this thread, the starting point first
  /// @return the best point seen, and how the search ended
  public Minimum minimise(Objective objective, Vector start, Consumer<Iteration> listener) {
    List<Iteration> iterations = new ArrayList<>();
    Consumer<Iteration> record =
        iteration -> {
          iterations.add(iteration);
          listener.accept(iteration);
        };
    Vector z = start;
    Derivatives d = objective.derivatives(z);
    int evaluations = 0;
    record.accept(new Iteration(0, d.value(), gradient(d).maxNorm(), 0, 0, z));
    if (!d.isFinite()) {
      return new Minimum(z, d, FitStatus.NON_FINITE, iterations, evaluations);
    }
    for (int number = 1; number <= maxIterations; number++) {
      Vector g = gradient(d);
      NewtonStep step = NewtonStep.of(d);
      if (g.maxNorm() <= gradientTolerance || predictsTooLittle(step, d.value())) {
        return new Minimum(z, d, FitStatus.CONVERGED, iterations, evaluations);
      }
      double slope = g.dot(step.direction());
      double t = 1;
      int halvings = 0;
      Vector next = z.plus(t, step.direction());
      evaluations++;
      while (!isSufficient(objective.value(next), d.value(), t * slope)) {
        if (halvings++ == MAX_HALVINGS) {
          return new Minimum(z, d, FitStatus.NO_PROGRESS, iterations, evaluations);
        }
        t /= 2;
        next = z.plus(t, step.direction());
        evaluations++;
      }
      Derivatives there = objective.derivatives(next);
      if (!there.isFinite()) {
        return new Minimum(z, d, FitStatus.NON_FINITE, iterations, evaluations);
      }
      double length = t * step.direction().maxNorm();
      z = next;
      d = there;
      record.accept(new Iteration(number, d.value(), gradient(d).maxNorm(), length, t, z));
      if (length <= stepTolerance * (1 + z.maxNorm())) {
        return new Minimum(z, d, FitStatus.CONVERGED, iterations, evaluations);
      }
    }
    return new Minimum(z, d, FitStatus.ITERATION_LIMIT, iterations, evaluations);
  }

  private boolean predictsTooLittle(NewtonStep step, double loss) {
    return step.isConvex() && step.predictedDecrease() <= decreaseTolerance * loss;
  }

  private static boolean isSufficient(double trial, double loss, double linearChange) {
    double rounding = 10 * 0x1p-52 * Math.abs(loss);
    return trial <= Math.min(loss, loss + SUFFICIENT_DECREASE * linearChange + rounding);
  }

  private static Vector gradient(Derivatives d) {
    return Vector.of(d.dimension(), d::gradient);
  }
}
