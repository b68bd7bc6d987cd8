package io.gainprint.fitting.solver;

import java.util.Optional;

/// Says when a search has come far enough.
///
/// Comparisons are false for what is not known, so that a rule never ends a search for lack of
/// knowledge.
@FunctionalInterface
public interface StoppingRule {
  /// Looks at a search.
  ///
  /// @param progress where it stands
  /// @return the status to end with; empty to go on
  Optional<SolverStatus> test(Progress progress);

  /// This rule or another, whichever ends the search first.
  ///
  /// @param other asked if this one would go on
  /// @return both
  default StoppingRule or(StoppingRule other) {
    return progress -> test(progress).or(() -> other.test(progress));
  }

  /// Converged when ‖g‖∞ is small.
  ///
  /// @param tolerance at most this, ≥ 0
  /// @return the rule
  /// @throws IllegalArgumentException if the tolerance is negative
  static StoppingRule gradient(double tolerance) {
    requireNonNegative("gradient tolerance", tolerance);
    return progress -> converged(progress.stationarity() <= tolerance);
  }

  /// Converged when the model promises little: ½ gᵀB⁻¹g at most this share of the loss.
  ///
  /// @param share of the loss, ≥ 0
  /// @return the rule
  /// @throws IllegalArgumentException if the share is negative
  static StoppingRule decrease(double share) {
    requireNonNegative("decrease tolerance", share);
    return progress -> converged(progress.predictedDecrease() <= share * Math.abs(progress.loss()));
  }

  /// Converged when the model's full step is short: ‖s‖∞ at most this share of 1 + ‖z‖∞. No
  /// progress when the step just taken was so short and the full one is not: the search crawls.
  ///
  /// @param share ≥ 0
  /// @return the rule
  /// @throws IllegalArgumentException if the share is negative
  static StoppingRule step(double share) {
    requireNonNegative("step tolerance", share);
    return progress -> {
      double shortest = share * (1 + progress.pointNorm());
      boolean crawls = progress.lastStepNorm() <= shortest;
      return converged(progress.fullStepNorm() <= shortest)
          .or(() -> crawls ? Optional.of(SolverStatus.NO_PROGRESS) : Optional.empty());
    };
  }

  /// Given up after so many steps.
  ///
  /// @param most steps, ≥ 0
  /// @return the rule
  /// @throws IllegalArgumentException if it is negative
  static StoppingRule iterations(int most) {
    requireNonNegative("maximum of iterations", most);
    return progress ->
        progress.iterations() >= most
            ? Optional.of(SolverStatus.ITERATION_LIMIT)
            : Optional.empty();
  }

  private static Optional<SolverStatus> converged(boolean isReached) {
    return isReached ? Optional.of(SolverStatus.CONVERGED) : Optional.empty();
  }

  private static void requireNonNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }
}
