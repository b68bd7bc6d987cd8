package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;

/// A twice differentiable function to minimise.
///
/// Deterministic: the same point gives the same numbers, to the last bit. Where it is undefined its
/// value is not finite; it does not throw, except a [java.util.concurrent.CancellationException]
/// when somebody wants no more of it.
public interface Objective {
  /// The number of variables.
  ///
  /// @return n
  int dimension();

  /// The function's value.
  ///
  /// @param z point of that dimension
  /// @return value at z
  double value(Vector z);

  /// Value, gradient, exact Hessian and Gauss-Newton matrix.
  ///
  /// @param z point of that dimension
  /// @return derivatives at z, with a Hessian
  Derivatives derivatives(Vector z);
}
