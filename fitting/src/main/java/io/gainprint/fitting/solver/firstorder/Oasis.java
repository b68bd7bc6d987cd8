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

/// OASIS: steps without any rate to choose, in the metric of a running mean of the Hessian's
/// diagonal, which is exact here and not estimated.
///
/// ```
/// D ← β₂ D + (1 − β₂) diag H          D̂ = max(|D|, α)          z ← z − η D̂⁻¹ g
/// η = min(√(1 + ϑ) η₋, ½ ‖Δz‖_D̂ / ‖Δg‖_D̂⁻¹)          ϑ = η₋ / η₋₋
/// ```
///
/// with β₂ = 0.95, α = 10⁻³, η₀ = 10⁻³, ϑ₀ = ∞, D₀ = diag H; η stays where neither bound is finite.
/// Not monotone: the loop keeps the best point. Source: Jahani et al. 2021, arXiv 2109.05198.
public record Oasis() implements Method {
  private static final double BETA_2 = 0.95;
  private static final double SMALLEST = 1e-3;
  private static final double FIRST_RATE = 1e-3;

  @Override
  public Descent begin(Objective objective) {
    return new Steps();
  }

  private static final class Steps implements Descent {
    private @Nullable Vector diagonal; // D
    private Vector metric = Vector.zero(0); // D̂
    private Vector gradient = Vector.zero(0);
    private double rate = FIRST_RATE;
    private double growth = Double.POSITIVE_INFINITY; // ϑ
    private @Nullable Vector lastStep;
    private @Nullable Vector lastChange;
    private boolean isStuck;

    @Override
    public Order order() {
      return Order.HESSIAN;
    }

    @Override
    public void moved(Vector step, Vector gradientChange) {
      lastStep = step;
      lastChange = gradientChange;
    }

    @Override
    public void at(Vector z, Derivatives d) {
      gradient = Vector.gradient(d);
      Vector exact = Vector.of(d.dimension(), i -> d.hessian(i, i));
      Vector mean = diagonal;
      Vector diagonalHere = mean == null ? exact : mean.times(BETA_2).plus(1 - BETA_2, exact);
      diagonal = diagonalHere;
      metric = Vector.of(d.dimension(), i -> Math.max(Math.abs(diagonalHere.at(i)), SMALLEST));
      Vector step = lastStep;
      Vector change = lastChange;
      if (step != null && change != null) {
        double before = rate;
        double longest = Math.sqrt(1 + growth) * before;
        double smooth = 0.5 * metricNorm(step, false) / metricNorm(change, true);
        double next = Math.min(longest, smooth);
        rate = Double.isFinite(next) ? next : before; // no change of the gradient says nothing
        growth = rate / before;
      }
    }

    /// ‖v‖_D̂, or in the inverse metric.
    private double metricNorm(Vector v, boolean isInverse) {
      double sum = 0;
      for (int i = 0; i < v.dimension(); i++) {
        double scale = isInverse ? 1 / metric.at(i) : metric.at(i);
        sum += scale * v.at(i) * v.at(i);
      }
      return Math.sqrt(sum);
    }

    @Override
    public @Nullable Trial propose() {
      return isStuck
          ? null
          : Trial.unconditional(
              Vector.of(gradient.dimension(), i -> -rate * gradient.at(i) / metric.at(i)));
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
