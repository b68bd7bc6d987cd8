package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;

/// The curvature of one search. Not thread-safe.
public interface Curvature {
  /// What it needs to know at the next point, or at this one after [#refresh].
  ///
  /// @return the order of derivatives
  Order order();

  /// The model at a point.
  ///
  /// @param z the point
  /// @param d derivatives there, of the order asked for
  /// @return the model
  QuadraticModel at(Vector z, Derivatives d);

  /// Told of the change of the gradient over a step, before the model after it is asked for.
  ///
  /// @param step the step taken
  /// @param gradientChange g after it less g before
  default void moved(Vector step, Vector gradientChange) {}

  /// Asks for fresh curvature at this point.
  ///
  /// @return true if there is fresher: [#at] is to be called again, with derivatives of [#order]
  default boolean refresh() {
    return false;
  }
}
