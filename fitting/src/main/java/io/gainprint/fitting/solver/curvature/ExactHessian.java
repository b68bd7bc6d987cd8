package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;

/// B = H: Newton's method, which converges quadratically, and far from a minimum may point to a
/// saddle.
public record ExactHessian() implements CurvatureModel, Curvature {
  @Override
  public Curvature begin(Objective objective) {
    return this; // remembers nothing
  }

  @Override
  public Order order() {
    return Order.HESSIAN;
  }

  @Override
  public QuadraticModel at(Vector z, Derivatives d) {
    return QuadraticModel.of(SymmetricMatrix.hessian(d), Vector.gradient(d));
  }
}
