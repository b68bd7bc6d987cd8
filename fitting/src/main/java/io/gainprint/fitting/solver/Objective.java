package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;

/// A differentiable function to minimise.
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

  /// Value and derivatives.
  ///
  /// @param z point of that dimension
  /// @param order what is needed; more may be there
  /// @return derivatives at z
  /// @throws UnsupportedOperationException if the order is above [#highestOrder]
  Derivatives derivatives(Vector z, Order order);

  /// The most that [#derivatives] can say.
  ///
  /// @return the highest order
  default Order highestOrder() {
    return Order.HESSIAN;
  }

  /// The Hessian times a direction. What stands here computes the whole Hessian; an objective that
  /// has a cheaper way says so itself.
  ///
  /// @param z point
  /// @param direction of the same dimension
  /// @return H(z) · direction
  default Vector hessianTimes(Vector z, Vector direction) {
    return SymmetricMatrix.hessian(derivatives(z, Order.HESSIAN)).times(direction);
  }
}
