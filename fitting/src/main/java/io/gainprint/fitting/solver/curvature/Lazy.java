package io.gainprint.fitting.solver.curvature;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Curvature;
import io.gainprint.fitting.solver.CurvatureModel;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import io.gainprint.fitting.solver.QuadraticModel;
import org.jspecify.annotations.Nullable;

/// Another model whose matrix serves for several steps, each with a fresh gradient: for objectives
/// whose second derivatives cost much more than their gradient. A matrix that leads nowhere is made
/// afresh before the search gives up.
///
/// Source: Doikov, Chayti and Jaggi 2022, arXiv 2212.00781, where as many steps as there are
/// variables are the best in theory.
///
/// @param base the other model
/// @param steps accepted steps that share a matrix, ≥ 1
public record Lazy(CurvatureModel base, int steps) implements CurvatureModel {
  /// Checks the number of steps.
  ///
  /// @throws IllegalArgumentException naming its limit and value
  public Lazy {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1: " + steps);
    }
  }

  @Override
  public Curvature begin(Objective objective) {
    return new Memory(base.begin(objective), steps);
  }

  private static final class Memory implements Curvature {
    private final Curvature base;
    private final int steps;
    private @Nullable QuadraticModel kept;
    private int age; // points since it was made, itself included

    Memory(Curvature base, int steps) {
      this.base = base;
      this.steps = steps;
    }

    @Override
    public Order order() {
      return kept == null || age >= steps ? base.order() : Order.GRADIENT;
    }

    @Override
    public QuadraticModel at(Vector z, Derivatives d) {
      QuadraticModel old = kept;
      if (old != null && age < steps) {
        age++;
        return old.withGradient(Vector.gradient(d));
      }
      QuadraticModel fresh = base.at(z, d);
      kept = fresh;
      age = 1;
      return fresh;
    }

    @Override
    public void moved(Vector step, Vector gradientChange) {
      base.moved(step, gradientChange);
    }

    @Override
    public boolean refresh() {
      boolean isFresher = age > 1 || base.refresh();
      if (isFresher) {
        kept = null;
      }
      return isFresher;
    }
  }
}
