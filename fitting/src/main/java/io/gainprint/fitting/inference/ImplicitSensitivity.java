package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// How the minimum θ* moves with a setting φ that is not fitted: the pole of the pre-emphasis, a
/// bound, the weight of a part.
///
/// At the minimum g(θ*, φ) = 0, and so, by the implicit function theorem,
///
/// ```
/// dθ*/dφ = −H⁻¹ ∂g/∂φ
/// ```
///
/// with ∂g/∂φ at θ held, which for the weight of part k is g_k. Exact to first order in φ, whatever
/// the residuals. Sources: Krantz and Parks, doi 10.1007/978-1-4614-5981-1; Bolte, Pauwels and
/// Vaiter 2023, arXiv 2305.13768, on differentiating one step.
public final class ImplicitSensitivity {
  private ImplicitSensitivity() {}

  /// What differentiating one step of Gauss-Newton gives in place of the theorem.
  ///
  /// The step θ − G⁻¹g, differentiated at θ* with θ held, leaves −G⁻¹ ∂g/∂φ; what is wrong with it
  /// shrinks by ρ with each further step differentiated through.
  ///
  /// @param derivative −G⁻¹ ∂g/∂φ
  /// @param errorFactor ρ, the largest magnitude of an eigenvalue of I − G⁻¹H: 0 where H = G, and 1
  ///   or more where Gauss-Newton steps do not even converge
  public record OneStep(Vector derivative, double errorFactor) {}

  /// The exact sensitivity.
  ///
  /// @param minimum derivatives at θ*, with a Hessian
  /// @param gradientChange ∂g/∂φ at θ*
  /// @return dθ*/dφ; empty if H is not positive definite, as there is no minimum to follow
  /// @throws IllegalStateException if there is no Hessian
  public static Optional<Vector> exact(Derivatives minimum, Vector gradientChange) {
    return SymmetricMatrix.hessian(minimum)
        .inverse()
        .map(inverse -> inverse.times(gradientChange).times(-1));
  }

  /// The sensitivity by one step of Gauss-Newton, for comparison.
  ///
  /// @param minimum derivatives at θ*, with a Hessian
  /// @param gradientChange ∂g/∂φ at θ*
  /// @return the sensitivity and how wrong it may be; empty if G is not positive definite
  /// @throws IllegalStateException if there is no Hessian
  /// @throws ArithmeticException if an element of G or H is not finite
  public static Optional<OneStep> gaussNewton(Derivatives minimum, Vector gradientChange) {
    SymmetricMatrix hessian = SymmetricMatrix.hessian(minimum);
    Metric metric = Metric.of(SymmetricMatrix.gaussNewton(minimum));
    if (!metric.isDefinite()) {
      return Optional.empty();
    }
    Vector derivative = metric.step(metric.gradient(gradientChange)).times(-1);
    Spectrum relative = metric.curvature(hessian).spectrum(); // the eigenvalues of G⁻¹H
    double factor = Vector.of(relative.dimension(), k -> 1 - relative.values().at(k)).maxNorm();
    return Optional.of(new OneStep(derivative, factor));
  }

  /// ∂g/∂φ by central differences, good to the square of the step.
  ///
  /// @param gradient g(θ*, φ) as a function of φ, θ* held
  /// @param phi the setting
  /// @param step how far to each side, > 0; where g is computed in double precision, 10⁻⁵ of what φ
  ///   is measured in balances truncation and rounding
  /// @return the derivative
  /// @throws IllegalArgumentException if the step is not positive or is lost beside φ
  public static Vector gradientChange(DoubleFunction<Vector> gradient, double phi, double step) {
    double above = phi + step;
    double below = phi - step;
    if (!(above > below && step > 0)) {
      throw new IllegalArgumentException(
          "step must be positive and not lost beside " + phi + ": " + step);
    }
    // By the step as it came out in rounding.
    return gradient.apply(above).plus(-1, gradient.apply(below)).times(1 / (above - below));
  }
}
