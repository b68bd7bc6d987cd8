package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One search of a [Method]: its memory, asked by the loop of [Minimizer]. Not thread-safe.
public interface Descent {
  /// What it needs to know at the next point, or at this one after [#refresh].
  ///
  /// @return the order of derivatives
  Order order();

  /// Moves to a point: the first one, the one just accepted, or the same once more with fresh
  /// derivatives.
  ///
  /// @param z the point
  /// @param d derivatives there, of the order asked for
  void at(Vector z, Derivatives d);

  /// The next step to try from this point.
  ///
  /// @return a step; null if there is none left
  @Nullable Trial propose();

  /// Decides upon a step, and learns from it. Called again with a loss of infinity for an accepted
  /// step that turned out to have no finite derivatives: what the first call learnt is then to be
  /// forgotten, or the same step would be proposed and accepted for ever.
  ///
  /// @param trial the step proposed
  /// @param loss the loss after it; +∞ where it is not finite
  /// @param gradient computes the gradient after it, if that is needed to decide
  /// @return whether it is taken
  boolean accept(Trial trial, double loss, Supplier<Vector> gradient);

  /// Told of the change of the gradient over the step just taken, before [#at] the new point.
  ///
  /// @param step the step
  /// @param gradientChange g after it less g before
  default void moved(Vector step, Vector gradientChange) {}

  /// Called when no step is left: whether fresher curvature could help.
  ///
  /// @return true if [#at] is to be called for the same point, with derivatives of [#order]
  default boolean refresh() {
    return false;
  }

  /// How far from stationary this point is.
  ///
  /// @return ‖g‖∞, or of the projected gradient within a box
  double stationarity();

  /// Whether a variable is free to move both ways at this point.
  ///
  /// @param i the variable
  /// @return false for one that a bound holds
  default boolean isFree(int i) {
    return true;
  }

  /// The nearest point that may be searched.
  ///
  /// @param z any point
  /// @return z itself unless there are bounds
  default Vector feasible(Vector z) {
    return z;
  }

  /// What the model promises for its full step.
  ///
  /// @return the decrease ≥ 0; NaN where there is no model
  default double predictedDecrease() {
    return Double.NaN;
  }

  /// How long the model's full step is.
  ///
  /// @return ‖·‖∞; NaN where there is no model
  default double fullStepNorm() {
    return Double.NaN;
  }
}
