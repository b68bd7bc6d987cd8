package io.gainprint.fitting.solver;

/// What matrix B stands for the second derivatives of an objective.
///
/// Immutable; one instance serves many searches and threads.
public interface CurvatureModel {
  /// Begins a search.
  ///
  /// @param objective what is minimised
  /// @return what one search remembers of curvature
  Curvature begin(Objective objective);
}
