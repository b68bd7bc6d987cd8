package io.gainprint.fitting.solver.globalisation;

import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Globalisation;
import io.gainprint.fitting.solver.QuadraticModel;
import io.gainprint.fitting.solver.StepControl;
import io.gainprint.fitting.solver.Trial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A shift in proportion to the gradient, λ = ‖g‖/γ, judged by the gradient after the step.
///
/// ```
/// L − L₊ + ε ≥ ‖g₊‖² / (8λ):  taken, γ ← 2γ          else γ ← γ/2          γ₀ = ‖g₀‖ / (10⁻³ max |B_ii|)
/// ```
///
/// No constant of the problem is needed, B may be approximate, and steps are no longer than γ where
/// B is not indefinite. About two trials a step, by construction. Source: Gradient-Normalized
/// Smoothness, arXiv 2506.13710.
public record GradientNormalised() implements Globalisation {
  private static final int MAX_HALVINGS = 40;

  /// γ may double so often from γ₀, where the shift is 10⁻⁹ of B and no more felt: halving it must
  /// be able to shorten steps again.
  private static final double LARGEST = 0x1p20;

  @Override
  public StepControl begin(QuadraticModel first) {
    return new Normalised(first.gradient().norm() / (1e-3 * first.scale()));
  }

  private static final class Normalised implements StepControl {
    private final double largest;
    private double gamma;
    private double triedGamma;
    private @Nullable QuadraticModel model;
    private double loss;
    private double gradientNorm;
    private double lambda;
    private int halvings;

    Normalised(double gamma) {
      this.gamma = gamma;
      largest = LARGEST * gamma;
    }

    @Override
    public void at(QuadraticModel here, double lossHere, Vector z) {
      model = here;
      loss = lossHere;
      gradientNorm = here.gradient().norm();
      halvings = 0;
    }

    @Override
    public @Nullable Trial propose() {
      QuadraticModel here = model;
      if (here == null) {
        return null;
      }
      while (here.smallestEigenvalue() + gradientNorm / gamma <= 0 && halvings <= MAX_HALVINGS) {
        shrink();
      }
      if (halvings > MAX_HALVINGS) {
        return null;
      }
      triedGamma = gamma;
      lambda = gradientNorm / gamma;
      Vector e = Shift.step(here, lambda);
      return Trial.conditional(
          here.lift(e), here.predictedDecrease(e), Math.min(1, e.norm() / Ray.newton(here).norm()));
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradient) {
      gamma = triedGamma; // also where the step had been taken and is given back
      if (Double.isFinite(after)) {
        double norm = gradient.get().norm();
        if (loss - after + Rounding.of(loss) >= norm * norm / (8 * lambda)) {
          gamma = Math.min(largest, 2 * gamma);
          return true;
        }
      }
      shrink();
      return false;
    }

    private void shrink() {
      gamma /= 2;
      halvings++;
    }
  }
}
