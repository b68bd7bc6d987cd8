package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The exact minimiser of the model within ‖s‖ ≤ Δ, where Δ adapts to how well the model predicts.
///
/// ```
/// ρ = (L − L₊) / (m(0) − m(s))
/// ρ < ¼:  Δ ← ¼ ‖s‖          ρ > ¾ and ‖s‖ ≥ 0.99 Δ:  Δ ← min(2Δ, 10¹⁰)          ρ > 10⁻⁴:  taken
/// ```
///
/// Indefinite and singular matrices are no special case, the hard case included: the step leaves a
/// saddle along the lowest eigenvector. Source: Moré and Sorensen 1983, doi 10.1137/0904038; Conn,
/// Gould and Toint, Trust-Region Methods, 2000.
///
/// @param firstRadius Δ₀ > 0, in the objective's variables
public record TrustRegion(double firstRadius) implements Globalisation {
  /// Δ₀ = 1: variables of the order of 1.
  public static final TrustRegion DEFAULT = new TrustRegion(1);

  private static final double LARGEST_RADIUS = 1e10;

  /// A step is no step any more below this share of 1 + ‖z‖.
  private static final double SMALLEST = 1e-14;

  /// Checks the radius.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public TrustRegion {
    if (!(firstRadius > 0 && firstRadius <= LARGEST_RADIUS)) {
      throw new IllegalArgumentException("first radius must be above 0, to 1e10: " + firstRadius);
    }
  }

  /// The minimiser of a model within a radius.
  ///
  /// @param model the model
  /// @param radius Δ > 0
  /// @return coefficients e in the basis of the eigenvectors, ‖e‖ ≤ Δ up to rounding
  public static Vector minimiser(QuadraticModel model, double radius) {
    if (model.smallestEigenvalue() > 0) {
      Vector newton = Shift.step(model, 0);
      if (newton.norm() <= radius) {
        return newton;
      }
    }
    double upper = model.gradient().norm() / radius; // there ‖e‖ ≤ Δ, since gaps ≥ 0
    return new Shift(model).ofLength(_ -> radius, _ -> 0, upper);
  }

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Region(firstRadius);
  }

  private static final class Region implements StepControl {
    private double radius;
    private @Nullable QuadraticModel model;
    private double loss;
    private double resolution;

    Region(double radius) {
      this.radius = radius;
    }

    @Override
    public void at(QuadraticModel here, double lossHere, Vector z) {
      model = here;
      loss = lossHere;
      resolution = SMALLEST * (1 + z.norm());
    }

    @Override
    public @Nullable Trial propose() {
      QuadraticModel here = model;
      if (here == null || radius < resolution) {
        return null;
      }
      Vector e = minimiser(here, radius);
      double full = Ray.newton(here).norm();
      return Trial.conditional(
          here.lift(e), here.predictedDecrease(e), Math.min(1, e.norm() / full));
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      double rho = Rounding.gainRatio(loss, after, trial.predictedDecrease());
      double length = trial.step().norm();
      if (!(rho >= 0.25)) {
        radius = length / 4;
      } else if (rho > 0.75 && length >= 0.99 * radius) {
        radius = Math.min(2 * radius, LARGEST_RADIUS);
      }
      return rho > 1e-4;
    }
  }
}
