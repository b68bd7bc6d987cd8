package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;
import org.jspecify.annotations.Nullable;

/// B learnt from the changes y of the gradient over steps s, for objectives without second
/// derivatives: BFGS with Powell's damping, which keeps B positive definite.
///
/// ```
/// B₀ = ‖g₀‖ I          B₁ = (yᵀy / sᵀy) I before the first update, if sᵀy > 0
/// r = φ y + (1 − φ) B s          φ = 1 if sᵀy ≥ 0.2 sᵀBs, else 0.8 sᵀBs / (sᵀBs − sᵀy)
/// B ← B + r rᵀ / sᵀr − B s sᵀ B / sᵀBs
/// ```
///
/// Source: Nocedal and Wright, Numerical Optimization, 2nd ed., equations 6.20 and 18.15.
public record Bfgs() implements CurvatureModel {
  /// A change of the gradient below this share of what B expects is damped.
  private static final double ENOUGH = 0.2;

  @Override
  public Curvature begin(Objective objective) {
    return new Memory();
  }

  private static final class Memory implements Curvature {
    private @Nullable SymmetricMatrix matrix;
    private boolean hasMoved;

    @Override
    public Order order() {
      return Order.GRADIENT;
    }

    @Override
    public QuadraticModel at(Vector z, Derivatives d) {
      Vector gradient = Vector.gradient(d);
      SymmetricMatrix b = matrix;
      if (b == null) {
        b = SymmetricMatrix.identity(d.dimension(), gradient.norm());
        matrix = b;
      }
      return QuadraticModel.of(b, gradient);
    }

    @Override
    public void moved(Vector s, Vector y) {
      SymmetricMatrix b = matrix;
      if (b == null) {
        return; // no model was made before the step
      }
      double sy = s.dot(y);
      if (!hasMoved && sy > 0) {
        b = SymmetricMatrix.identity(s.dimension(), y.dot(y) / sy);
      }
      hasMoved = true;
      Vector bs = b.times(s);
      double sbs = s.dot(bs);
      double phi = sy >= ENOUGH * sbs ? 1 : (1 - ENOUGH) * sbs / (sbs - sy);
      Vector r = y.times(phi).plus(1 - phi, bs);
      double sr = s.dot(r);
      matrix = sr > 0 && sbs > 0 ? b.plusOuter(1 / sr, r).plusOuter(-1 / sbs, bs) : b;
    }

    /// A matrix that leads nowhere is forgotten.
    @Override
    public boolean refresh() {
      boolean hasLearnt = hasMoved;
      matrix = null;
      hasMoved = false;
      return hasLearnt;
    }
  }
}
