package io.gainprint.fitting.solver;

/// What is asked of an objective's derivatives; each order includes those before it.
public enum Order {
  /// Value and gradient.
  GRADIENT,
  /// And the Gauss-Newton matrix, where the objective is a sum of squares.
  GAUSS_NEWTON,
  /// And the exact Hessian.
  HESSIAN
}
