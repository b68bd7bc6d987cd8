package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.List;

/// Where a search ended. Every field is set however it ended.
///
/// @param point the best point seen
/// @param derivatives loss and derivatives there, of the orders that the method asked for
/// @param status why the search ended
/// @param iterations every step, the starting point first
/// @param work what was asked of the objective
public record Minimum(
    Vector point,
    Derivatives derivatives,
    SolverStatus status,
    List<Iteration> iterations,
    Work work) {

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

  /// The steps taken.
  ///
  /// @return iterations but for the starting point
  public int steps() {
    return iterations.size() - 1;
  }
}
