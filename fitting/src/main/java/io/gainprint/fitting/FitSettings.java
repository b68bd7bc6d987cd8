package io.gainprint.fitting;

import io.gainprint.dsp.LookAhead;
import io.gainprint.fitting.solver.NewtonRaphson;

/// How to fit.
///
/// @param plan how recordings are cut into windows
/// @param lookAheadMs look-ahead of the compressor to fit, ms, 0 to 1000
/// @param solver the solver's limits and tolerances
/// @param hessian how the Hessian is computed
/// @param threads threads to compute with, ≥ 1; no influence on the result
public record FitSettings(
    WindowPlan plan,
    double lookAheadMs,
    NewtonRaphson solver,
    HessianSettings hessian,
    int threads) {

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
        NewtonRaphson.DEFAULT,
        HessianSettings.defaults(),
        Runtime.getRuntime().availableProcessors());
  }
}
