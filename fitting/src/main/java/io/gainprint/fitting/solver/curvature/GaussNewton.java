package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;

/// B = G = 2JᵀJ: never indefinite, needs no second derivatives, and is the Hessian where residuals
/// vanish. Where they are large and curved it converges slowly.
public record GaussNewton() implements CurvatureModel, Curvature {
  @Override
  public Curvature begin(Objective objective) {
    return this; // remembers nothing
  }

  @Override
  public Order order() {
    return Order.GAUSS_NEWTON;
  }

  @Override
  public QuadraticModel at(Vector z, Derivatives d) {
    return QuadraticModel.of(SymmetricMatrix.gaussNewton(d), Vector.gradient(d));
  }
}
