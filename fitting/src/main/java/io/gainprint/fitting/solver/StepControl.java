package io.gainprint.fitting.solver;

import io.gainprint.fitting.linear.Vector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The globalisation of one search: turns a model into steps, and losses into a verdict and the
/// next, usually shorter step. Not thread-safe.
public interface StepControl {
  /// Moves to a point.
  ///
  /// @param model the model there
  /// @param loss L there
  /// @param z the point
  void at(QuadraticModel model, double loss, Vector z);

  /// The next step to try.
  ///
  /// @return a step; null if there is none left
  @Nullable Trial propose();

  /// Decides upon a step, and learns from it. Called again with a loss of infinity for an accepted
  /// step that is given back: what the first call learnt is then to be forgotten, or the same step
  /// would be proposed and accepted for ever.
  ///
  /// @param trial the step proposed last
  /// @param loss the loss after it; +∞ where it is not finite
  /// @param gradient computes the gradient after it, if that is needed to decide
  /// @return whether it is taken
  boolean accept(Trial trial, double loss, Supplier<Vector> gradient);
}
