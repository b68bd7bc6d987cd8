package io.gainprint.fitting;

import io.gainprint.dsp.LookAhead;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.NewtonMethod;
import io.gainprint.fitting.solver.Tolerances;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.globalisation.Armijo;

/// How to fit.
///
/// @param plan how recordings are cut into windows
/// @param lookAheadMs look-ahead of the compressor to fit, ms, 0 to 1000
/// @param solver how each search goes, and when it ends
/// @param hessian how the Hessian is computed
/// @param threads threads to compute with, ≥ 1; no influence on the result
public record FitSettings(
    WindowPlan plan, double lookAheadMs, Minimizer solver, HessianSettings hessian, int threads) {

  /// Newton's method with the exact Hessian where that is positive definite.
  public static final Minimizer DEFAULT_SOLVER =
      new Minimizer(new NewtonMethod(new Hybrid(), Armijo.DEFAULT), Tolerances.DEFAULT);

  /// Checks look-ahead and threads.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public FitSettings {
    LookAhead.requireValid(lookAheadMs);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  /// Published windows, no look-ahead, default tolerances, the fastest Hessian, all processors.
  ///
  /// @return the settings
  public static FitSettings defaults() {
    return new FitSettings(
        WindowPlan.PUBLISHED,
        0,
        DEFAULT_SOLVER,
        HessianSettings.defaults(),
        Runtime.getRuntime().availableProcessors());
  }
}
