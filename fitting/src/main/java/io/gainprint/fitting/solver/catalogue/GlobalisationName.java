package io.gainprint.fitting.solver.catalogue;

import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.GradientNormalised;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;

/// How far a model of second order may be followed.
public enum GlobalisationName {
  /// Backtracking.
  ARMIJO("armijo"),
  /// Within a radius.
  TRUST_REGION("trust-region"),
  /// Damped.
  LEVENBERG_MARQUARDT("levenberg-marquardt"),
  /// With a cubic penalty.
  CUBIC("cubic"),
  /// Damped by the gradient.
  GRADIENT_NORMALISED("gradient-normalised"),
  /// Shortened by a cubic bound in its own length.
  AFFINE_INVARIANT("affine-invariant");

  private final String words;

  GlobalisationName(String words) {
    this.words = words;
  }

  /// What the name stands for.
  ///
  /// @return with its default settings
  public Globalisation rule() {
    return switch (this) {
      case ARMIJO -> Armijo.DEFAULT;
      case TRUST_REGION -> TrustRegion.DEFAULT;
      case LEVENBERG_MARQUARDT -> LevenbergMarquardt.DEFAULT;
      case CUBIC -> CubicRegularisation.DEFAULT;
      case GRADIENT_NORMALISED -> new GradientNormalised();
      case AFFINE_INVARIANT -> new AffineInvariantDamping();
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
