package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Newton's step shifted by a damping μ, which adapts by Nielsen's rule.
///
/// ```
/// e = −(w + μ)⁻¹ c          ρ = (L − L₊) / (½ e·(μe − c))
/// ρ > 0:  taken, μ ← μ max(⅓, 1 − (2ρ − 1)³), ν ← 2          else μ ← νμ, ν ← 2ν
/// ```
///
/// Where w_min + μ is not positive the damping rises unseen. Works with any matrix. Source: Nielsen
/// 1999, IMM-REP-1999-05; Madsen, Nielsen and Tingleff 2004.
///
/// @param firstDamping μ₀ as a share of the largest magnitude on B's diagonal, > 0
public record LevenbergMarquardt(double firstDamping) implements Globalisation {
  /// μ₀ = 10⁻³ max |B_ii|.
  public static final LevenbergMarquardt DEFAULT = new LevenbergMarquardt(1e-3);

  /// A damping this large leaves no step.
  private static final double LARGEST = 1e100;

  /// What adapts itself stays above this share of its first value: it must be able to come back.
  private static final double LEAST = 1e-32;

  /// Checks the damping.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public LevenbergMarquardt {
    if (!(firstDamping > 0 && firstDamping < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("first damping must be above 0: " + firstDamping);
    }
  }

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Damping(Math.max(Double.MIN_NORMAL, firstDamping * first.scale()));
  }

  private static final class Damping implements StepControl {
    private final double least;
    private double mu;
    private double factor = 2; // ν
    private double triedMu;
    private double triedFactor = 2;
    private @Nullable QuadraticModel model;
    private double loss;

    Damping(double mu) {
      this.mu = mu;
      least = LEAST * mu;
    }

    @Override
    public void at(QuadraticModel here, double lossHere, Vector z) {
      model = here;
      loss = lossHere;
    }

    @Override
    public @Nullable Trial propose() {
      QuadraticModel here = model;
      if (here == null) {
        return null;
      }
      while (here.smallestEigenvalue() + mu <= 0) {
        raise();
      }
      if (!(mu < LARGEST)) {
        return null;
      }
      triedMu = mu;
      triedFactor = factor;
      Vector e = Shift.step(here, mu);
      double predicted = 0.5 * e.dot(e.times(mu).plus(-1, here.gradient()));
      return Trial.conditional(
          here.lift(e), predicted, Math.min(1, e.norm() / Ray.newton(here).norm()));
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      mu = triedMu; // also where the step had been taken and is given back
      factor = triedFactor;
      double rho = Rounding.gainRatio(loss, after, trial.predictedDecrease());
      if (!(rho > 0)) {
        raise();
        return false;
      }
      double excess = 2 * rho - 1;
      mu = Math.max(least, mu * Math.max(1.0 / 3, 1 - excess * excess * excess));
      factor = 2;
      return true;
    }

    private void raise() {
      mu *= factor;
      factor *= 2;
    }
  }
}
