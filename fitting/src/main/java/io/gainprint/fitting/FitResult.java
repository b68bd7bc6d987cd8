package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;

/// What a fit found. Every field is set however it ended.
///
/// @param parameters the best parameters seen
/// @param insight what is known beyond them: how sure they are, what the recording leaves open and
///   which of its seconds decide; nothing if the fit was cancelled
/// @param esr error-to-signal ratio over the windows kept, every sample weighed the same, computed
///   from `parameters` as they stand here; of a cancelled fit, which computes nothing any more, as
///   the search found it, with its weights: where it had none, the same but for rounding
/// @param status how the search that found them ended
/// @param iterations steps from its start to the parameters
/// @param searches searches made, ≥ 1
/// @param evaluations losses and derivatives that the solver asked for, in all searches
/// @param onBounds parameters that ended on a bound of their range, in words, such as `ratio on its
///   upper bound of 20:1`
/// @param dropped windows that were left out as outliers, which is done only where that is asked
///   for
/// @param weighedDown the share of the samples whose error was weighed down, likewise
/// @param suspects windows that are out of line with the others and were kept
/// @param dryPeakDb the highest level of the dry recording, dBFS
/// @param seconds time taken, s
public record FitResult(
    CompressorParameters parameters,
    FitInsight insight,
    double esr,
    SolverStatus status,
    int iterations,
    int searches,
    int evaluations,
    List<String> onBounds,
    List<Passage> dropped,
    double weighedDown,
    List<Passage> suspects,
    double dryPeakDb,
    double seconds) {

  /// Less than 0.1 dB of reduction for 10 dB of overshoot is none.
  private static final double LEAST_RATIO = 1.01;

  /// Copies the lists.
  public FitResult {
    onBounds = List.copyOf(onBounds);
    dropped = List.copyOf(dropped);
    suspects = List.copyOf(suspects);
  }

  /// How sure the parameters are.
  ///
  /// @return the standard errors of the insight; not known if the fit was cancelled
  public StandardErrors standardErrors() {
    return insight.standardErrors();
  }

  /// Whether the parameters compress at all: if not, the unit does not, or dry and wet are swapped.
  ///
  /// @return true if the ratio is above 1.01 and the recording rises above the threshold
  public boolean isCompressing() {
    return isCompressing(parameters, dryPeakDb);
  }

  static boolean isCompressing(CompressorParameters parameters, double dryPeakDb) {
    return parameters.ratio() > LEAST_RATIO && parameters.thresholdDb() < dryPeakDb;
  }
}
