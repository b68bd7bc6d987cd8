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

/// Another model confined, at every point, to the subspace that a rule picks from the gradient:
/// with an orthonormal basis V the search sees VᵀBV and Vᵀg, and steps s = V η.
///
/// Slower than the whole space where there are few variables; what it is for is to move groups of
/// variables one by one, and to see how they interact.
///
/// @param base the other model, over the whole space
/// @param rule picks the basis
public record Subspace(CurvatureModel base, Rule rule) implements CurvatureModel {
  /// Picks a subspace at a point.
  @FunctionalInterface
  public interface Rule {
    /// An orthonormal basis.
    ///
    /// @param b B at the point
    /// @param gradient g there
    /// @return the columns of V, at least one
    List<Vector> basis(SymmetricMatrix b, Vector gradient);
  }

  /// One direction for each group of variables: the gradient restricted to it. Source: arXiv
  /// 2312.03885.
  ///
  /// @param groups indices of variables, each in one group
  /// @return the rule
  public static Rule partition(List<List<Integer>> groups) {
    List<List<Integer>> fixed = groups.stream().map(List::copyOf).toList();
    return (_, gradient) -> {
      List<Vector> columns = new ArrayList<>();
      for (List<Integer> group : fixed) {
        Vector part = Vector.of(gradient.dimension(), i -> group.contains(i) ? gradient.at(i) : 0);
        if (part.norm() > 0) {
          columns.add(part.times(1 / part.norm()));
        }
      }
      return columns.isEmpty() ? List.of(unit(gradient.dimension(), 0)) : columns;
    };
  }

  /// All variables of one block: the block whose own model falls most, ½ g_bᵀ|B_bb|⁻¹g_b. Source:
  /// arXiv 1712.08859.
  ///
  /// @param blocks indices of variables
  /// @return the rule
  public static Rule greedyBlock(List<List<Integer>> blocks) {
    List<List<Integer>> fixed = blocks.stream().map(List::copyOf).toList();
    return (b, gradient) -> {
      List<Vector> best = List.of();
      double most = Double.NEGATIVE_INFINITY;
      for (List<Integer> block : fixed) {
        int[] indices = block.stream().mapToInt(Integer::intValue).toArray();
        QuadraticModel own = QuadraticModel.of(b.select(indices), gradient.select(indices));
        Vector w = own.positiveEigenvalues();
        Vector c = own.gradient();
        double decrease = 0.5 * c.dot(Vector.of(c.dimension(), k -> c.at(k) / w.at(k)));
        if (decrease > most) {
          most = decrease;
          best = block.stream().map(i -> unit(gradient.dimension(), i)).toList();
        }
      }
      return best;
    };
  }

  private static Vector unit(int n, int i) {
    return Vector.of(n, k -> k == i ? 1 : 0);
  }

  @Override
  public Curvature begin(Objective objective) {
    Curvature curvature = base.begin(objective);
    return new Curvature() {
      @Override
      public Order order() {
        return curvature.order();
      }

      @Override
      public QuadraticModel at(Vector z, Derivatives d) {
        SymmetricMatrix b = curvature.at(z, d).matrix();
        Vector gradient = Vector.gradient(d);
        List<Vector> basis = rule.basis(b, gradient);
        List<Vector> images = basis.stream().map(b::times).toList();
        return QuadraticModel.within(
            basis,
            SymmetricMatrix.of(basis.size(), (i, j) -> basis.get(i).dot(images.get(j))),
            gradient);
      }

      @Override
      public void moved(Vector step, Vector gradientChange) {
        curvature.moved(step, gradientChange);
      }

      @Override
      public boolean refresh() {
        return curvature.refresh();
      }
    };
  }
}
