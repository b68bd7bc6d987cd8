package io.gainprint.fitting.filter;

import io.gainprint.fitting.solver.SolverStatus;
import java.util.List;

/// What a fit of a filter found. Every field is set however it ended.
///
/// @param filter the best filter seen
/// @param errors how sure the parameters of an equaliser are; not known for a direct-form filter or
///   if the fit was cancelled
/// @param esr error-to-signal ratio
/// @param status how the search that found it ended
/// @param iterations steps on the sound from its start to the filter
/// @param searches searches made on the sound, ≥ 1
/// @param evaluations losses and derivatives that the solver asked for, in all of them
/// @param onBounds parameters that ended at an end of their range, in words
/// @param difference how far the recording's response is from the filter's; NaN if the fit was
///   cancelled
/// @param seconds time taken, s
public record FilterFitResult(
    FittedFilter filter,
    EqualiserErrors errors,
    double esr,
    SolverStatus status,
    int iterations,
    int searches,
    int evaluations,
    List<String> onBounds,
    ResponseDifference difference,
    double seconds) {
  /// Copies the list.
  public FilterFitResult {
    onBounds = List.copyOf(onBounds);
  }
}
