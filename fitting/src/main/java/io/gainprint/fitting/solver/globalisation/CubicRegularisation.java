package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The exact minimiser of the model with a cubic penalty, whose weight σ adapts.
///
/// ```
/// e = argmin c·e + ½ Σ w e² + σ‖e‖³/3, that is e = −(w + λ)⁻¹ c with λ = σ‖e‖
/// ρ ≥ 0.9:  σ ← σ/2          ρ < 0.1:  σ ← 2σ, not taken
/// ```
///
/// with ρ of the cubic model. Escapes saddles like the trust region, and has the best bounds in
/// theory. σ₀ = 10⁻³ max |B_ii|, in units of the loss: the customary 1 costs several times the
/// steps where the loss is scaled. Source: Nesterov and Polyak 2006, doi 10.1007/s10107-006-0706-8;
/// Cartis, Gould and Toint 2011, doi 10.1007/s10107-009-0286-5.
///
/// @param firstWeight σ₀ as a share of the largest magnitude on B's diagonal, > 0
public record CubicRegularisation(double firstWeight) implements Globalisation {
  /// σ₀ = 10⁻³ max |B_ii|.
  public static final CubicRegularisation DEFAULT = new CubicRegularisation(1e-3);

  /// A weight this large leaves no step.
  private static final double LARGEST = 1e100;

  /// What adapts itself stays above this share of its first value: it must be able to come back.
  private static final double LEAST = 1e-32;

  /// Checks the weight.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public CubicRegularisation {
    if (!(firstWeight > 0 && firstWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("first weight must be above 0: " + firstWeight);
    }
  }

  /// The minimiser of a model with a cubic penalty.
  ///
  /// @param model the model
  /// @param weight σ > 0
  /// @return coefficients e in the basis of the eigenvectors
  public static Vector minimiser(QuadraticModel model, double weight) {
    double upper = Math.sqrt(weight * model.gradient().norm()); // there ‖e‖ ≤ λ/σ
    return new Shift(model)
        .ofLength(
            lambda -> lambda / weight, // of radius′ / radius² = (1/σ) / (λ/σ)²
            lambda -> weight / (lambda * lambda),
            upper);
  }

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Penalty(Math.max(Double.MIN_NORMAL, firstWeight * first.scale()));
  }

  private static final class Penalty implements StepControl {
    private final double least;
    private double weight;
    private double triedWeight;
    private @Nullable QuadraticModel model;
    private double loss;

    Penalty(double weight) {
      this.weight = weight;
      least = LEAST * weight;
    }

    @Override
    public void at(QuadraticModel here, double lossHere, Vector z) {
      model = here;
      loss = lossHere;
    }

    @Override
    public @Nullable Trial propose() {
      QuadraticModel here = model;
      if (here == null || !(weight < LARGEST)) {
        return null;
      }
      triedWeight = weight;
      Vector e = minimiser(here, weight);
      double length = e.norm();
      double predicted = here.predictedDecrease(e) - weight * length * length * length / 3;
      return Trial.conditional(
          here.lift(e), predicted, Math.min(1, length / Ray.newton(here).norm()));
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      weight = triedWeight; // also where the step had been taken and is given back
      double rho = Rounding.gainRatio(loss, after, trial.predictedDecrease());
      if (rho >= 0.9) {
        weight = Math.max(least, weight / 2);
      } else if (!(rho >= 0.1)) {
        weight *= 2;
      }
      return rho >= 0.1;
    }
  }
}
