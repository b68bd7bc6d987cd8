package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;

/// Another model with |w| for its eigenvalues w: negative curvature repels, as far as positive
/// curvature would attract.
///
/// Where the other is positive definite it is the same. Source: Dauphin et al. 2014, arXiv
/// 1406.4604.
///
/// @param base the other model
public record SaddleFree(CurvatureModel base) implements CurvatureModel {
  @Override
  public Curvature begin(Objective objective) {
    Curvature curvature = base.begin(objective);
    return new Curvature() {
      @Override
      public Order order() {
        return curvature.order();
      }

      @Override
      public QuadraticModel at(Vector z, Derivatives d) {
        return curvature.at(z, d).positive();
      }

      @Override
      public void moved(Vector step, Vector gradientChange) {
        curvature.moved(step, gradientChange);
      }

      @Override
      public boolean refresh() {
        return curvature.refresh();
      }
    };
  }
}
