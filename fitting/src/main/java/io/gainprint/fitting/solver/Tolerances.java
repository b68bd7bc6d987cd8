package io.gainprint.fitting.solver;

import java.util.Optional;

/// The usual stopping rules in one.
///
/// @param maxIterations steps at most, ≥ 0
/// @param gradient converged when ‖g‖∞ is at most this, ≥ 0
/// @param step converged when the model's full step is at most this times 1 + ‖z‖∞, ≥ 0
/// @param decrease converged when the model promises at most this share of the loss, ≥ 0
public record Tolerances(int maxIterations, double gradient, double step, double decrease)
    implements StoppingRule {

  /// For a loss of the order of 1 in variables of the order of 1: 100 iterations, gradient 1e-12,
  /// step 1e-10, decrease 1e-7: on recordings of compressors that are not the model, what a
  /// stricter one still moved was below a hundredth of a standard error.
  public static final Tolerances DEFAULT = new Tolerances(100, 1e-12, 1e-10, 1e-7);

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public Tolerances {
    rule(maxIterations, gradient, step, decrease);
  }

  /// The same with another limit.
  ///
  /// @param iterations steps at most, ≥ 0
  /// @return the tolerances
  public Tolerances withIterations(int iterations) {
    return new Tolerances(iterations, gradient, step, decrease);
  }

  @Override
  public Optional<SolverStatus> test(Progress progress) {
    return rule(maxIterations, gradient, step, decrease).test(progress);
  }

  private static StoppingRule rule(
      int maxIterations, double gradient, double step, double decrease) {
    return StoppingRule.gradient(gradient)
        .or(StoppingRule.decrease(decrease))
        .or(StoppingRule.step(step))
        .or(StoppingRule.iterations(maxIterations));
  }
}
