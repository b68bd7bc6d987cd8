package io.gainprint.fitting.solver.catalogue;

import io.gainprint.fitting.solver.Method;
import io.gainprint.fitting.solver.firstorder.Adam;
import io.gainprint.fitting.solver.firstorder.GradientDescent;
import io.gainprint.fitting.solver.firstorder.Oasis;

/// Methods of first order, which know no matrix.
public enum BaselineName {
  /// Steepest descent.
  GRADIENT_DESCENT("gradient-descent"),
  /// Adam.
  ADAM("adam"),
  /// Adam with friction.
  DIFF_GRAD("diffgrad"),
  /// OASIS with the exact diagonal.
  OASIS("oasis");

  private final String words;

  BaselineName(String words) {
    this.words = words;
  }

  /// What the name stands for.
  ///
  /// @return with its default settings
  public Method method() {
    return switch (this) {
      case GRADIENT_DESCENT -> new GradientDescent();
      case ADAM -> Adam.DEFAULT;
      case DIFF_GRAD -> new Adam(0.05, true);
      case OASIS -> new Oasis();
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
