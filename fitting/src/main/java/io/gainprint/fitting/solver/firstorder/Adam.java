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

/// Adam: steps of a given rate in each variable, by running moments of the gradient.
///
/// ```
/// m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
/// z ← z − η ξ m̂ / (√v̂ + ε)       m̂ = m / (1 − β₁ᵏ), v̂ = v / (1 − β₂ᵏ)
/// ```
///
/// with β = (0.9, 0.999), ε = 10⁻⁸, and ξ = 1, or with friction diffGrad's σ(|g_{k−1} − g_k|) from
/// ½ to 1, g₀ = 0. Not monotone: the loop keeps the best point. Source: Kingma and Ba 2015, arXiv
/// 1412.6980; Dubey et al. 2020, arXiv 1909.11015.
///
/// @param rate η > 0
/// @param hasFriction whether steps shrink where the gradient changes little
public record Adam(double rate, boolean hasFriction) implements Method {
  /// A rate of 0.05 without friction.
  public static final Adam DEFAULT = new Adam(0.05, false);

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  /// Checks the rate.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public Adam {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rate must be above 0: " + rate);
    }
  }

  @Override
  public Descent begin(Objective objective) {
    return new Moments(objective.dimension());
  }

  private final class Moments implements Descent {
    private Vector gradient;
    private Vector before;
    private Vector mean;
    private Vector square;
    private int steps;
    private boolean isStuck;

    Moments(int n) {
      gradient = Vector.zero(n);
      before = gradient;
      mean = gradient;
      square = gradient;
    }

    @Override
    public Order order() {
      return Order.GRADIENT;
    }

    @Override
    public void at(Vector z, Derivatives d) {
      before = gradient;
      Vector g = Vector.gradient(d);
      gradient = g;
      mean = mean.times(BETA_1).plus(1 - BETA_1, g);
      square =
          square.times(BETA_2).plus(1 - BETA_2, Vector.of(g.dimension(), i -> g.at(i) * g.at(i)));
      steps++;
    }

    @Override
    public @Nullable Trial propose() {
      if (isStuck) {
        return null;
      }
      double meanScale = 1 / (1 - Math.pow(BETA_1, steps));
      double squareScale = 1 / (1 - Math.pow(BETA_2, steps));
      return Trial.unconditional(
          Vector.of(
              gradient.dimension(),
              i ->
                  -rate
                      * friction(i)
                      * mean.at(i)
                      * meanScale
                      / (Math.sqrt(square.at(i) * squareScale) + EPSILON)));
    }

    private double friction(int i) {
      return hasFriction ? 1 / (1 + Math.exp(-Math.abs(before.at(i) - gradient.at(i)))) : 1;
    }

    /// Only ever told that the objective has no derivatives after the step.
    @Override
    public boolean accept(Trial trial, double loss, Supplier<Vector> gradientAfter) {
      isStuck = true;
      return false;
    }

    @Override
    public double stationarity() {
      return gradient.maxNorm();
    }
  }
}
