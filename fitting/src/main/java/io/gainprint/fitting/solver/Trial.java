package io.gainprint.fitting.solver;

import io.gainprint.fitting.linear.Vector;

/// A step that is proposed and not yet taken.
///
/// @param step s, in the objective's variables
/// @param predictedDecrease how much the model promises; NaN if there is none
/// @param fraction its length as a share of the full step's, in (0, 1]; 1 where there is none
/// @param isConditional whether the loss decides if it is taken; if not, it is taken unseen
public record Trial(Vector step, double predictedDecrease, double fraction, boolean isConditional) {
  /// A step that the loss decides upon.
  ///
  /// @param step s
  /// @param predictedDecrease how much the model promises
  /// @param fraction its length as a share of the full step's
  /// @return the trial
  public static Trial conditional(Vector step, double predictedDecrease, double fraction) {
    return new Trial(step, predictedDecrease, fraction, true);
  }

  /// A step that is taken unless the objective has no derivatives there.
  ///
  /// @param step s
  /// @return the trial
  public static Trial unconditional(Vector step) {
    return new Trial(step, Double.NaN, 1, false);
  }
}
