package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;
import java.util.ArrayList;
import java.util.List;

/// B = H, known only by products with directions: the model is confined to the Krylov subspace of
/// the gradient, in which the method of conjugate gradients finds its iterates.
///
/// ```
/// V = basis of span(g, Hg, H²g …)          T = VᵀHV          s = −V T⁻¹ Vᵀ g
/// ```
///
/// The basis is Lanczos', made orthogonal twice, and grows until the residual of the iterate, ‖H s
/// + g‖ = β |η_last|, is at most a share of ‖g‖. Negative curvature is seen in T, and is the
///   globalisation's to treat. There is a limit to the number of products, unlike in the published
///   trainer's `cg` mode, which stops at an absolute residual of machine precision or never.
///
/// A product that is not finite ends the basis; if it is the first, B = ‖g‖ I.
///
/// Source: Nocedal and Wright, Numerical Optimization, 2nd ed., sections 5.1 and 7.1; arXiv
/// 2509.10706 for the mode.
///
/// @param maxProducts products at each point at most, ≥ 1
/// @param tolerance share of ‖g‖ that may be left, in `[0, 1)`
public record ConjugateGradients(int maxProducts, double tolerance) implements CurvatureModel {
  /// Twenty products, and a millionth of the gradient.
  public static final ConjugateGradients DEFAULT = new ConjugateGradients(20, 1e-6);

  /// A direction that is this share of a product after orthogonalisation is rounding.
  private static final double DEPENDENT = 1e-13;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public ConjugateGradients {
    if (maxProducts < 1) {
      throw new IllegalArgumentException("products must be at least 1: " + maxProducts);
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in [0, 1): " + tolerance);
    }
  }

  @Override
  public Curvature begin(Objective objective) {
    return new Curvature() {
      @Override
      public Order order() {
        return Order.GRADIENT;
      }

      @Override
      public QuadraticModel at(Vector z, Derivatives d) {
        return krylov(objective, z, Vector.gradient(d));
      }
    };
  }

  private QuadraticModel krylov(Objective objective, Vector z, Vector gradient) {
    double norm = gradient.norm();
    int n = gradient.dimension();
    if (norm == 0) {
      return QuadraticModel.of(SymmetricMatrix.identity(n, 1), gradient);
    }
    List<Vector> basis = new ArrayList<>();
    List<Vector> images = new ArrayList<>();
    Vector next = gradient.times(1 / norm);
    QuadraticModel model = QuadraticModel.of(SymmetricMatrix.identity(n, norm), gradient);
    while (true) {
      Vector image = objective.hessianTimes(z, next);
      if (!Double.isFinite(image.maxNorm())) {
        return model;
      }
      basis.add(next);
      images.add(image);
      model =
          QuadraticModel.within(
              basis,
              SymmetricMatrix.of(basis.size(), (i, j) -> basis.get(j).dot(images.get(i))),
              gradient);
      Vector rest = orthogonal(orthogonal(image, basis), basis);
      double beta = rest.norm();
      boolean isClosed = beta <= DEPENDENT * image.norm();
      if (isClosed
          || basis.size() == Math.min(n, maxProducts)
          || beta * Math.abs(lastCoefficient(model, basis)) <= tolerance * norm) {
        return model;
      }
      next = rest.times(1 / beta);
    }
  }

  /// η_last of the iterate s = V η.
  private static double lastCoefficient(QuadraticModel model, List<Vector> basis) {
    Vector w = model.positiveEigenvalues();
    Vector e = Vector.of(w.dimension(), k -> -model.gradient().at(k) / w.at(k));
    return basis.getLast().dot(model.lift(e));
  }

  private static Vector orthogonal(Vector v, List<Vector> basis) {
    Vector rest = v;
    for (Vector direction : basis) {
      rest = rest.plus(-direction.dot(rest), direction);
    }
    return rest;
  }
}
