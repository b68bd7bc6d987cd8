package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.List;

/// What a fit found. Every field is set however it ended.
///
/// @param parameters the best parameters seen
/// @param standardErrors how sure they are
/// @param esr error-to-signal ratio, computed from `parameters` as they stand here
/// @param status how the search that found them ended
/// @param iterations steps from its start to the parameters
/// @param searches searches made, ≥ 1
/// @param evaluations losses and derivatives computed in all searches, over whatever they covered
/// @param onBounds parameters that ended on a bound of their range, in words, such as `ratio on its
///   upper bound of 20`
/// @param seconds time taken, s
public record FitResult(
    CompressorParameters parameters,
    StandardErrors standardErrors,
    double esr,
    FitStatus status,
    int iterations,
    int searches,
    int evaluations,
    List<String> onBounds,
    double seconds) {

  /// Copies the list.
  public FitResult {
    onBounds = List.copyOf(onBounds);
  }
}
