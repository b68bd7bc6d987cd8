package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Backtracking along Newton's step to a sufficient decrease.
///
/// ```
/// e = −w̃⁻¹ c          L(z + t Q e) ≤ L(z) + c₁ t c·e + ε          t = 1, ½, ¼ …, 2⁻⁴⁰
/// ```
///
/// Affine invariant. Source: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 3.1.
///
/// @param sufficientDecrease c₁, the share of the linear decrease that a step must reach, in (0, 1)
/// @param maxHalvings how often the step may be halved, ≥ 0
public record Armijo(double sufficientDecrease, int maxHalvings) implements Globalisation {
  /// c₁ = 10⁻⁴; 2⁻⁴⁰ of a step is no step any more.
  public static final Armijo DEFAULT = new Armijo(1e-4, 40);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public Armijo {
    if (!(sufficientDecrease > 0 && sufficientDecrease < 1)) {
      throw new IllegalArgumentException(
          "sufficient decrease must be between 0 and 1: " + sufficientDecrease);
    }
    if (maxHalvings < 0) {
      throw new IllegalArgumentException("halvings must not be negative: " + maxHalvings);
    }
  }

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Backtracking();
  }

  private final class Backtracking implements StepControl {
    private Vector direction = Vector.zero(0);
    private double slope;
    private double loss;
    private double t;
    private int halvings;

    @Override
    public void at(QuadraticModel model, double lossHere, Vector z) {
      Vector e = Ray.newton(model);
      direction = model.lift(e);
      slope = model.gradient().dot(e);
      loss = lossHere;
      t = 1;
      halvings = 0;
    }

    @Override
    public @Nullable Trial propose() {
      return halvings > maxHalvings
          ? null
          : Trial.conditional(direction.times(t), -t * slope * (1 - t / 2), t);
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      boolean isEnough = after <= loss + sufficientDecrease * t * slope + Rounding.of(loss);
      t = trial.fraction() / 2; // not t / 2: the step may be given back
      halvings++;
      return isEnough;
    }
  }
}
