package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Newton's method within true bounds, by active sets.
///
/// Variables that lie within ε of a bound and are pushed against it are active: they follow the
/// gradient, and the projection holds them; the model is solved over the others.
///
/// ```
/// ε = min(10⁻³, ‖P(z − g) − z‖₂)
/// A = {z_i ≤ lo + ε, g_i > 0} ∪ {z_i ≥ hi − ε, g_i < 0}          F = the rest
/// d_F = −Q w̃⁻¹ Qᵀ g_F of B_FF          d_A = −g_A
/// L(P(z + t d)) ≤ L(z) + c₁ (t g_F·d_F + g_A·(P(z + t d) − z)_A) + ε_L          t = 1, ½ …, 2⁻⁴⁰
/// ```
///
/// Source: Bertsekas 1982, doi 10.1137/0320018.
///
/// @param curvature what stands for the second derivatives, over all variables: a search with one
///   within a subspace is refused with an [IllegalArgumentException]
/// @param box the bounds; a start outside is projected
public record ProjectedNewton(CurvatureModel curvature, Box box) implements Method {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int MAX_HALVINGS = 40;

  /// ε at most.
  private static final double NEAR = 1e-3;

  @Override
  public Descent begin(Objective objective) {
    return new Arc(curvature.begin(objective), box);
  }

  private static final class Arc implements Descent {
    private final Curvature curvature;
    private final Box box;
    private Vector z = Vector.zero(0);
    private Vector gradient = Vector.zero(0);
    private Vector direction = Vector.zero(0); // d
    private int[] active = {};
    private double loss;
    private double slope; // g_F·d_F
    private double stationarity;
    private double t;
    private int halvings;

    Arc(Curvature curvature, Box box) {
      this.curvature = curvature;
      this.box = box;
    }

    @Override
    public Order order() {
      return curvature.order();
    }

    @Override
    public void at(Vector here, Derivatives d) {
      z = here;
      loss = d.value();
      gradient = Vector.gradient(d);
      Vector projected = box.clip(z.plus(-1, gradient)).plus(-1, z);
      stationarity = projected.maxNorm();
      double near = Math.min(NEAR, projected.norm());
      active = IntStream.range(0, z.dimension()).filter(i -> isActive(i, near)).toArray();
      int[] free = IntStream.range(0, z.dimension()).filter(i -> !isActive(i, near)).toArray();
      QuadraticModel whole = curvature.at(z, d);
      if (whole.isWithinSubspace()) {
        throw new IllegalArgumentException(
            "a box needs curvature over all variables, not within a subspace");
      }
      SymmetricMatrix b = whole.matrix();
      double[] steps = new double[z.dimension()];
      for (int i : active) {
        steps[i] = -gradient.at(i);
      }
      slope = 0;
      if (free.length > 0) {
        QuadraticModel model = QuadraticModel.of(b.select(free), gradient.select(free));
        Vector w = model.positiveEigenvalues();
        Vector e = Vector.of(w.dimension(), k -> -model.gradient().at(k) / w.at(k));
        Vector ofFree = model.lift(e);
        slope = model.gradient().dot(e);
        for (int k = 0; k < free.length; k++) {
          steps[free[k]] = ofFree.at(k);
        }
      }
      direction = Vector.of(steps);
      t = 1;
      halvings = 0;
    }

    private boolean isActive(int i, double near) {
      return (z.at(i) <= box.lower().at(i) + near && gradient.at(i) > 0)
          || (z.at(i) >= box.upper().at(i) - near && gradient.at(i) < 0);
    }

    @Override
    public @Nullable Trial propose() {
      if (halvings > MAX_HALVINGS) {
        return null;
      }
      Vector step = box.clip(z.plus(t, direction)).plus(-1, z);
      return Trial.conditional(step, -0.5 * t * slope, t);
    }

    @Override
    public boolean accept(Trial trial, double after, Supplier<Vector> gradientAfter) {
      double linear = t * slope + ofActive(trial.step());
      double rounding = 10 * 0x1p-52 * Math.abs(loss);
      boolean isEnough = after <= loss + SUFFICIENT_DECREASE * linear + rounding;
      t = trial.fraction() / 2; // not t / 2: the step may be given back
      halvings++;
      return isEnough;
    }

    @Override
    public void moved(Vector step, Vector gradientChange) {
      curvature.moved(step, gradientChange);
    }

    @Override
    public boolean refresh() {
      return curvature.refresh();
    }

    @Override
    public double stationarity() {
      return stationarity;
    }

    @Override
    public boolean isFree(int i) {
      return IntStream.of(active).noneMatch(k -> k == i);
    }

    @Override
    public Vector feasible(Vector point) {
      return box.clip(point);
    }

    @Override
    public double predictedDecrease() {
      return -0.5 * slope - ofActive(fullStep());
    }

    /// g_A·s_A.
    private double ofActive(Vector step) {
      double sum = 0;
      for (int i : active) {
        sum += gradient.at(i) * step.at(i);
      }
      return sum;
    }

    /// P(z + d) − z.
    private Vector fullStep() {
      return box.clip(z.plus(1, direction)).plus(-1, z);
    }

    @Override
    public double fullStepNorm() {
      return fullStep().maxNorm();
    }
  }
}
