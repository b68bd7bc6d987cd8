package io.gainprint.fitting.solver;

/// A way to come down: what proposes steps and decides upon them.
///
/// Immutable; one instance serves many searches and threads.
public interface Method {
  /// Begins a search.
  ///
  /// @param objective what is minimised
  /// @return what one search remembers
  Descent begin(Objective objective);
}
