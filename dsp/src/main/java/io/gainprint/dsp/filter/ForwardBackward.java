package io.gainprint.dsp.filter;

import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.Perturbation;
import org.jspecify.annotations.Nullable;

/// A filter F run forwards and then backwards over a signal, with T for the turning of time:
///
/// ```
/// r = T F(x, z x[0])          y = T F(r, z r[0])
/// ```
///
/// where z(θ) is the steady state of the filter, or 0.
final class ForwardBackward {
  private final DifferentiableProcessor stage;
  private final @Nullable SteadyState steady;
  private final double[] z;
  private final double[] x;
  private final double[] r;
  private final Linearisation first;
  private final Linearisation second;

  /// Runs.
  ///
  /// @param stage F
  /// @param steady of F; null to start at rest
  /// @param x the signal, kept
  /// @param y written
  ForwardBackward(
      DifferentiableProcessor stage, @Nullable SteadyState steady, double[] x, double[] y) {
    this.stage = stage;
    this.steady = steady;
    this.x = x;
    z = steady == null ? stage.restingState() : steady.state();
    double[] between = new double[x.length];
    first = stage.linearise(x, between, times(z, x[0]));
    r = turned(between);
    double[] backwards = new double[x.length];
    second = stage.linearise(r, backwards, times(z, r[0]));
    turn(backwards, y);
  }

  static double[] turned(double[] u) {
    double[] turned = new double[u.length];
    turn(u, turned);
    return turned;
  }

  private static void turn(double[] from, double[] to) {
    for (int n = 0; n < to.length; n++) {
      to[n] = from[from.length - 1 - n];
    }
  }

  private static double[] times(double[] u, double factor) {
    double[] product = u.clone();
    for (int k = 0; k < product.length; k++) {
      product[k] *= factor;
    }
    return product;
  }

  /// Adds a multiple of a vector.
  private static void add(double factor, double[] u, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * u[k];
    }
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int k = 0; k < u.length; k++) {
      sum += u[k] * v[k];
    }
    return sum;
  }

  private double[] steadyTangent(double[] parameters) {
    double[] tangent = new double[z.length];
    if (steady != null) {
      steady.tangents(parameters, tangent);
    }
    return tangent;
  }

  /// The tangent of z u, for a sample u.
  private double[] startTangent(double[] zTangent, double sample, double sampleTangent) {
    double[] tangent = times(zTangent, sample);
    add(sampleTangent, z, tangent);
    return tangent;
  }

  /// The tangent of r.
  private double[] between(double[] xTangent, double[] parameters, double[] zTangent) {
    double[] between = new double[x.length];
    first.tangents(xTangent, parameters, between, startTangent(zTangent, x[0], xTangent[0]));
    return turned(between);
  }

  void tangents(double[] xTangent, double[] parameters, double[] yTangent) {
    double[] zTangent = steadyTangent(parameters);
    double[] rTangent = between(xTangent, parameters, zTangent);
    double[] backwards = new double[x.length];
    second.tangents(rTangent, parameters, backwards, startTangent(zTangent, r[0], rTangent[0]));
    turn(backwards, yTangent);
  }

  /// Writes x̄ and adds to θ̄.
  void adjoint(double[] y, double[] xBar, double[] parameters) {
    double[] start = new double[z.length];
    double[] rBar = new double[r.length];
    second.adjoint(turned(y), rBar, parameters, start);
    rBar[0] += dot(z, start);
    double[] zBar = times(start, r[0]);
    start = new double[z.length];
    first.adjoint(turned(rBar), xBar, parameters, start);
    xBar[0] += dot(z, start);
    add(x[0], start, zBar);
    if (steady != null) {
      steady.adjoint(zBar, parameters);
    }
  }

  /// Writes the tangent of x̄ and adds to that of θ̄.
  void adjointTangents(
      double[] xTangent,
      double[] parameterTangent,
      double[] y,
      double[] yTangent,
      double[] result,
      double[] parameters) {
    double[] zTangent = steadyTangent(parameterTangent);
    double[] rTangent = between(xTangent, parameterTangent, zTangent);

    Perturbation along =
        new Perturbation(rTangent, parameterTangent, startTangent(zTangent, r[0], rTangent[0]));
    Perturbation back = Perturbation.zero(stage, r.length);
    Perturbation backTangent =
        new Perturbation(new double[r.length], parameters, new double[z.length]);
    pass(second, along, turned(y), turned(yTangent), back, backTangent);
    addStart(back, backTangent, zTangent);
    double[] zBar = times(back.state(), r[0]);
    double[] zBarTangent = times(back.state(), rTangent[0]);
    add(r[0], backTangent.state(), zBarTangent);

    double[] rBar = turned(back.input());
    double[] rBarTangent = turned(backTangent.input());
    along = new Perturbation(xTangent, parameterTangent, startTangent(zTangent, x[0], xTangent[0]));
    back = Perturbation.zero(stage, x.length);
    backTangent = new Perturbation(result, parameters, new double[z.length]);
    pass(first, along, rBar, rBarTangent, back, backTangent);
    addStart(back, backTangent, zTangent);
    add(x[0], back.state(), zBar);
    add(xTangent[0], back.state(), zBarTangent);
    add(x[0], backTangent.state(), zBarTangent);
    if (steady != null) {
      steady.adjointTangents(parameterTangent, zBar, zBarTangent, parameters);
    }
  }

  /// The adjoint of one run, and its tangent.
  private static void pass(
      Linearisation run,
      Perturbation along,
      double[] cotangent,
      double[] cotangentTangent,
      Perturbation back,
      Perturbation backTangent) {
    double[] none = new double[back.state().length];
    run.adjointTangents(along, cotangent, none, cotangentTangent, none, backTangent);
    run.adjoint(cotangent, back.input(), back.parameters(), back.state());
  }

  /// What the start z u adds to the cotangent of its sample u, and to the tangent of that.
  private void addStart(Perturbation back, Perturbation backTangent, double[] zTangent) {
    back.input()[0] += dot(z, back.state());
    backTangent.input()[0] += dot(zTangent, back.state()) + dot(z, backTangent.state());
  }
}
