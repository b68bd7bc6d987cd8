package io.gainprint.fitting.solver;

/// How far to follow a model of second order, and when to believe a step.
///
/// Immutable; one instance serves many searches and threads.
public interface Globalisation {
  /// Begins a search.
  ///
  /// @param first the model at its first point, whose scale sets what adapts itself later
  /// @return what one search remembers
  StepControl begin(QuadraticModel first);
}
