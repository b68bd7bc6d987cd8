package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.CompressorObjective.Matched;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A fitted setting next to the one to be fitted: a warm start.
///
/// @param parameters what was found there
/// @param esr the error that was left there, ≥ 0
public record Neighbour(CompressorParameters parameters, double esr) {
  /// From one position to the next, 5 apart, the published errors of an LA-2A differ by up to 15 %.
  private static final double CLEARLY_WORSE = 1.25;

  /// Errors below −30 dB are hardly heard, and may differ by any factor.
  private static final double SMALL_ESR = 1e-3;

  /// Checks the error.
  ///
  /// @throws IllegalArgumentException if it is negative or not a number
  public Neighbour {
    if (!(esr >= 0)) {
      throw new IllegalArgumentException("esr must be 0 or more: " + esr);
    }
  }

  /// What is wrong with a search that began here, if anything is.
  ///
  /// @param status how it ended
  /// @param isCompressing whether it found compression
  /// @param newBounds parameters that ended on a bound, where coordinates are flat, and that are
  ///   not there at the neighbour
  /// @param found the error that it left
  Optional<String> failure(
      SolverStatus status, boolean isCompressing, List<String> newBounds, double found) {
    if (status != SolverStatus.CONVERGED) {
      return Optional.of("it ended before it converged (" + status + ")");
    }
    if (!isCompressing) {
      return Optional.of("it found no compression");
    }
    if (!newBounds.isEmpty()) {
      return Optional.of("it ended with " + String.join(", ", newBounds));
    }
    return found > CLEARLY_WORSE * esr + SMALL_ESR
        ? Optional.of(
            String.format(
                Locale.ROOT, "it left %.3g %%, and the neighbour %.3g %%", 100 * found, 100 * esr))
        : Optional.empty();
  }

  /// What is wrong with the end of a search that began here, if a start that was looked at but not
  /// searched from is better already.
  ///
  /// @param end where it ended
  /// @param start the best start seen, over the same windows
  Optional<String> failure(Matched end, Matched start) {
    return start.esr() < end.esr()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "it left %.3g %% over some windows, and a start elsewhere %.3g %%",
                100 * end.esr(),
                100 * start.esr()))
        : Optional.empty();
  }
}
