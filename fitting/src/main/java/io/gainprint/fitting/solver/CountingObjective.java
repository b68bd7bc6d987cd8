package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;

/// Counts what is asked of an objective. Not thread-safe.
final class CountingObjective implements Objective {
  private final Objective objective;
  private int losses;
  private int gradients;
  private int curvatures;
  private int products;

  CountingObjective(Objective objective) {
    this.objective = objective;
  }

  Work work() {
    return new Work(losses, gradients, curvatures, products);
  }

  @Override
  public int dimension() {
    return objective.dimension();
  }

  @Override
  public double value(Vector z) {
    losses++;
    return objective.value(z);
  }

  @Override
  public Derivatives derivatives(Vector z, Order order) {
    if (order == Order.GRADIENT) {
      gradients++;
    } else {
      curvatures++;
    }
    return objective.derivatives(z, order);
  }

  @Override
  public Order highestOrder() {
    return objective.highestOrder();
  }

  @Override
  public Vector hessianTimes(Vector z, Vector direction) {
    products++;
    return objective.hessianTimes(z, direction);
  }
}
