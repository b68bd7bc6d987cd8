package io.gainprint.fitting.solver.firstorder;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Descent;
import io.gainprint.fitting.solver.Method;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Steepest descent with an adaptive step.
///
/// ```
/// z − g/ℓ is taken if L₊ ≤ L − ½ ‖g‖²/ℓ, then ℓ ← ℓ/2          else ℓ ← 2ℓ          ℓ₀ = 1
/// ```
public record GradientDescent() implements Method {
  /// Twice as steep, so often, and a step is rounding.
  private static final int MAX_DOUBLINGS = 100;

  @Override
  public Descent begin(Objective objective) {
    return new Steps();
  }

  private static final class Steps implements Descent {
    private double steepness = 1; // ℓ
    private double triedSteepness = 1;
    private Vector gradient = Vector.zero(0);
    private double loss;
    private int doublings;

    @Override
    public Order order() {
      return Order.GRADIENT;
    }

    @Override
    public void at(Vector z, Derivatives d) {
      gradient = Vector.gradient(d);
      loss = d.value();
      doublings = 0;
    }

    @Override
    public @Nullable Trial propose() {
      triedSteepness = steepness;
      return doublings > MAX_DOUBLINGS
          ? null
          : Trial.conditional(
              gradient.times(-1 / steepness), gradient.dot(gradient) / (2 * steepness), 1);
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradientAfter) {
      boolean isEnough = after <= loss - trial.predictedDecrease();
      steepness = triedSteepness * (isEnough ? 0.5 : 2); // the step may be given back
      doublings++;
      return isEnough;
    }

    @Override
    public double stationarity() {
      return gradient.maxNorm();
    }
  }
}
