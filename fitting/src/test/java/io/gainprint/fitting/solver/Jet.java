package io.gainprint.fitting.solver;

/// A value with its exact gradient and Hessian with respect to n variables: second-order forward
/// differentiation, so that test problems are written as their formula and nothing else.
public final class Jet {
  public final double value;
  public final double[] gradient;
  public final double[][] hessian;

  private Jet(double value, double[] gradient, double[][] hessian) {
    this.value = value;
    this.gradient = gradient;
    this.hessian = hessian;
  }

  public static Jet variable(int index, int n, double value) {
    Jet jet = constant(n, value);
    jet.gradient[index] = 1;
    return jet;
  }

  public static Jet constant(int n, double value) {
    return new Jet(value, new double[n], new double[n][n]);
  }

  public Jet plus(Jet o) {
    return combine(value + o.value, 1, o, 1, 0, 0, 0);
  }

  public Jet plus(double c) {
    return plus(constant(gradient.length, c));
  }

  public Jet minus(Jet o) {
    return plus(o.times(-1));
  }

  public Jet times(double c) {
    return times(constant(gradient.length, c));
  }

  public Jet times(Jet o) {
    return combine(value * o.value, o.value, o, value, 0, 1, 0);
  }

  public Jet over(Jet o) {
    return times(o.map(1 / o.value, -1 / (o.value * o.value), 2 / (o.value * o.value * o.value)));
  }

  public Jet exp() {
    double e = Math.exp(value);
    return map(e, e, e);
  }

  /// φ(this), from φ, φ′ and φ″ at the value.
  public Jet map(double phi, double first, double second) {
    return combine(phi, first, constant(gradient.length, 0), 0, second, 0, 0);
  }

  /// φ(a, b) by the chain rule, from its first and second partial derivatives.
  private Jet combine(double phi, double pa, Jet b, double pb, double paa, double pab, double pbb) {
    int n = gradient.length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = pa * gradient[i] + pb * b.gradient[i];
      for (int j = 0; j < n; j++) {
        h[i][j] =
            pa * hessian[i][j]
                + pb * b.hessian[i][j]
                + paa * gradient[i] * gradient[j]
                + pab * (gradient[i] * b.gradient[j] + b.gradient[i] * gradient[j])
                + pbb * b.gradient[i] * b.gradient[j];
      }
    }
    return new Jet(phi, g, h);
  }
}
