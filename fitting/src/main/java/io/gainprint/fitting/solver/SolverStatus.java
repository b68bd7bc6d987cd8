package io.gainprint.fitting.solver;

/// How a search ended. Whatever the status, the result holds the best point that was seen.
public enum SolverStatus {
  /// Gradient, step or predicted decrease fell below its tolerance.
  CONVERGED("converged"),
  /// No step, however short, lowered the loss, though the gradient asks for one.
  NO_PROGRESS("no progress"),
  /// The permitted number of iterations was used up.
  ITERATION_LIMIT("iteration limit"),
  /// The loss or a derivative was not a finite number where the search began.
  NON_FINITE("non-finite"),
  /// Somebody asked for the search to end.
  CANCELLED("cancelled");

  private final String words;

  SolverStatus(String words) {
    this.words = words;
  }

  /// The status in words, as written to profiles.
  ///
  /// @return for example `iteration limit`
  @Override
  public String toString() {
    return words;
  }
}
