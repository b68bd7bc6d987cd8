package io.gainprint.fitting.sweep;

import io.gainprint.fitting.FitSettings;

/// How to sweep.
///
/// @param unit the unit's name, for the profile
/// @param sampleRateHz sample rate of all recordings, Hz, > 0
/// @param fit how to fit each setting; of its threads, settings that are fitted at the same time
///   get a share each
/// @param solver the method in words, for the profile
/// @param version version of the program, for the profile
/// @param jobs settings to fit at the same time, ≥ 1, each with its recordings in memory; more than
///   there are modes are not made use of. No influence on the result
public record SweepSettings(
    String unit, int sampleRateHz, FitSettings fit, String solver, String version, int jobs) {

  /// Checks rate and jobs.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public SweepSettings {
    if (sampleRateHz <= 0) {
      throw new IllegalArgumentException("sampleRateHz must be more than 0: " + sampleRateHz);
    }
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1: " + jobs);
    }
  }

  /// All that the result of a fit depends on, beside the recordings and where it begins.
  String method() {
    return String.join(
        "; ",
        version,
        fit.plan().toString(),
        "look-ahead " + fit.lookAheadMs(),
        fit.solver().toString(),
        fit.coordinates().toString(),
        fit.start().toString(),
        fit.robustness().toString(),
        fit.hessian().assembly().toString(),
        "switching " + fit.hessian().switchingWidth(),
        "rate " + sampleRateHz);
  }
}
