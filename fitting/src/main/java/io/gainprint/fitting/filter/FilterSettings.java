package io.gainprint.fitting.filter;

import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;

/// How to fit a filter.
///
/// @param plan how recordings are cut into windows
/// @param solver how the last search goes, and when it ends
/// @param threads threads to compute with, ≥ 1; no influence on the result
public record FilterSettings(WindowPlan plan, Minimizer solver, int threads) {
  /// A filter can explain a recording to its last bit, so that the loss ends some 10⁻¹² above 0 and
  /// no gradient is small enough by itself.
  public static final Tolerances DEFAULT_TOLERANCES = new Tolerances(100, 0, 1e-10, 1e-7);

  /// The exact Hessian where that is positive definite, damped.
  public static final Minimizer DEFAULT_SOLVER =
      new Minimizer(new NewtonMethod(new Hybrid(), LevenbergMarquardt.DEFAULT), DEFAULT_TOLERANCES);

  /// Checks the threads.
  ///
  /// @throws IllegalArgumentException if there is none
  public FilterSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  /// Published windows, default solver, all processors.
  ///
  /// @return the settings
  public static FilterSettings defaults() {
    return new FilterSettings(
        WindowPlan.PUBLISHED, DEFAULT_SOLVER, Runtime.getRuntime().availableProcessors());
  }
}
