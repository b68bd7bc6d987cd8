package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Affine-invariant cubic Newton: Newton's step shortened as far as a cubic bound in its own length
/// Γ asks, whose constant ℓ adapts.
///
/// ```
/// n = w̃⁻¹ c          Γ = √(c·n)          α = 2 / (1 + √(1 + 2ℓΓ))          e = −α n
/// L₊ ≤ L − αΓ² + ½ α²Γ² + ℓ (αΓ)³ / 6 + ε:  ℓ ← ℓ/2, taken          else ℓ ← 2ℓ
/// ```
///
/// ℓ₀ = 1/Γ₀; α tends to 1 near the solution. No scale of the variables matters. Source: Hanzely et
/// al. 2022, arXiv 2211.00140.
public record AffineInvariantDamping() implements Globalisation {
  /// What adapts itself stays above this share of its first value: it must be able to come back.
  private static final double LEAST = 1e-32;

  /// ℓ doubles at most so often at a point: by then a step has the length of rounding.
  private static final int MAX_TRIALS = 200;

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Damping(1 / lengthOf(first));
  }

  private static double lengthOf(QuadraticModel model) {
    return Math.sqrt(Math.max(Double.MIN_NORMAL, -model.gradient().dot(Ray.newton(model))));
  }

  private static final class Damping implements StepControl {
    private final double least;
    private double constant; // ℓ
    private double triedConstant;
    private Vector direction = Vector.zero(0);
    private double length; // Γ
    private double loss;
    private double alpha;
    private int trials;

    Damping(double constant) {
      this.constant = constant;
      least = LEAST * constant;
    }

    @Override
    public void at(QuadraticModel model, double lossHere, Vector z) {
      direction = model.lift(Ray.newton(model));
      length = lengthOf(model);
      loss = lossHere;
      trials = 0;
    }

    @Override
    public @Nullable Trial propose() {
      trials++;
      triedConstant = constant;
      alpha = 2 / (1 + Math.sqrt(1 + 2 * constant * length));
      return trials > MAX_TRIALS
          ? null
          : Trial.conditional(
              direction.times(alpha), alpha * length * length * (1 - alpha / 2), alpha);
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      double decrement = alpha * length;
      double bound =
          loss
              - alpha * length * length
              + decrement * decrement / 2
              + triedConstant * decrement * decrement * decrement / 6
              + Rounding.of(loss);
      boolean isBounded = after <= bound;
      // Of the constant tried: the step may be given back.
      constant = isBounded ? Math.max(least, triedConstant / 2) : triedConstant * 2;
      return isBounded;
    }
  }
}
