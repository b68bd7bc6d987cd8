package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;

/// B = H where that is positive definite (smallest eigenvalue above δ times the largest magnitude,
/// see [QuadraticModel#FLOOR]), else G: far from a minimum it walks downhill where Newton's step
/// would climb to a saddle, and near one it is Newton's step.
///
/// Source: Al-Baali and Fletcher 1985, doi 10.1057/jors.1985.68.
public record Hybrid() implements CurvatureModel, Curvature {
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
    Vector gradient = Vector.gradient(d);
    QuadraticModel exact = QuadraticModel.of(SymmetricMatrix.hessian(d), gradient);
    boolean isSafe =
        exact.smallestEigenvalue() > QuadraticModel.FLOOR * exact.eigenvalues().maxNorm();
    return isSafe ? exact : QuadraticModel.of(SymmetricMatrix.gaussNewton(d), gradient);
  }
}
