package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.List;

/// Where a solver ended.
///
/// @param point the best point seen
/// @param derivatives loss and derivatives there
/// @param status why the search ended
/// @param iterations every step, the starting point first
/// @param evaluations how often the loss alone was computed
public record Minimum(
    Vector point,
    Derivatives derivatives,
    SolverStatus status,
    List<Iteration> iterations,
    int evaluations) {

  /// Copies the list.
  public Minimum {
    iterations = List.copyOf(iterations);
  }

  /// The loss at the best point.
  ///
  /// @return the loss
  public double loss() {
    return derivatives.value();
  }
}
