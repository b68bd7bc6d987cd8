package io.gainprint.fitting.solver.catalogue;

import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.curvature.AbsoluteDiagonal;
import io.gainprint.fitting.solver.curvature.Bfgs;
import io.gainprint.fitting.solver.curvature.ConjugateGradients;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.curvature.Lazy;
import io.gainprint.fitting.solver.curvature.SaddleFree;

/// What may stand for second derivatives.
public enum CurvatureName {
  /// The exact Hessian where it is positive definite, else Gauss-Newton.
  HYBRID("hybrid"),
  /// The exact Hessian.
  EXACT("exact"),
  /// The Gauss-Newton matrix.
  GAUSS_NEWTON("gauss-newton"),
  /// The exact Hessian with the magnitudes of its eigenvalues.
  SADDLE_FREE("saddle-free"),
  /// The exact Hessian, made afresh at every fifth step.
  LAZY("lazy"),
  /// The exact Hessian by its products with directions.
  CONJUGATE_GRADIENTS("conjugate-gradients"),
  /// The magnitudes of the Hessian's diagonal.
  DIAGONAL("diagonal"),
  /// Learnt from gradients.
  BFGS("bfgs");

  private final String words;

  CurvatureName(String words) {
    this.words = words;
  }

  /// What the name stands for.
  ///
  /// @return with its default settings
  public CurvatureModel model() {
    return switch (this) {
      case HYBRID -> new Hybrid();
      case EXACT -> new ExactHessian();
      case GAUSS_NEWTON -> new GaussNewton();
      case SADDLE_FREE -> new SaddleFree(new ExactHessian());
      case LAZY -> new Lazy(new ExactHessian(), 5);
      case CONJUGATE_GRADIENTS -> ConjugateGradients.DEFAULT;
      case DIAGONAL -> new AbsoluteDiagonal();
      case BFGS -> new Bfgs();
    };
  }

  /// The name on the command line.
  ///
  /// @return lower case, words joined by hyphens
  @Override
  public String toString() {
    return words;
  }
}
