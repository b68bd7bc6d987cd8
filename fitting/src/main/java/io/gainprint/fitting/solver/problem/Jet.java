package io.gainprint.fitting.solver.problem;

/// A value with its exact gradient and Hessian with respect to n variables: second-order forward
/// differentiation, so that problems are written as their formula and nothing else.
///
/// Not for speed: every operation costs n² and allocates.
public final class Jet {
  final double value;
  final double[] gradient;
  final double[][] hessian;

  private Jet(double value, double[] gradient, double[][] hessian) {
    this.value = value;
    this.gradient = gradient;
    this.hessian = hessian;
  }

  /// A variable.
  ///
  /// @param index which one, 0 to n − 1
  /// @param n how many there are
  /// @param value its value
  /// @return the variable, whose derivative by itself is 1
  public static Jet variable(int index, int n, double value) {
    Jet jet = constant(n, value);
    jet.gradient[index] = 1;
    return jet;
  }

  /// A constant.
  ///
  /// @param n number of variables
  /// @param value its value
  /// @return the constant
  public static Jet constant(int n, double value) {
    return new Jet(value, new double[n], new double[n][n]);
  }

  /// A sum.
  ///
  /// @param o another value of the same variables
  /// @return this + o
  public Jet plus(Jet o) {
    return combine(value + o.value, 1, o, 1, 0, 0, 0);
  }

  /// A sum.
  ///
  /// @param c a constant
  /// @return this + c
  public Jet plus(double c) {
    return plus(constant(gradient.length, c));
  }

  /// A difference.
  ///
  /// @param o another value of the same variables
  /// @return this − o
  public Jet minus(Jet o) {
    return plus(o.times(-1));
  }

  /// A multiple.
  ///
  /// @param c a constant
  /// @return c · this
  public Jet times(double c) {
    return times(constant(gradient.length, c));
  }

  /// A product.
  ///
  /// @param o another value of the same variables
  /// @return this · o
  public Jet times(Jet o) {
    return combine(value * o.value, o.value, o, value, 0, 1, 0);
  }

  /// A quotient.
  ///
  /// @param o another value of the same variables
  /// @return this / o
  public Jet over(Jet o) {
    return times(o.map(1 / o.value, -1 / (o.value * o.value), 2 / (o.value * o.value * o.value)));
  }

  /// The exponential.
  ///
  /// @return exp(this)
  public Jet exp() {
    double e = Math.exp(value);
    return map(e, e, e);
  }

  /// The value.
  ///
  /// @return the value alone
  public double value() {
    return value;
  }

  /// One first derivative.
  ///
  /// @param i variable
  /// @return ∂/∂i
  public double gradient(int i) {
    return gradient[i];
  }

  /// One second derivative.
  ///
  /// @param i variable
  /// @param j variable
  /// @return ∂²/∂i∂j
  public double hessian(int i, int j) {
    return hessian[i][j];
  }

  /// A function of this value.
  ///
  /// @param phi φ at the value
  /// @param first φ′ there
  /// @param second φ″ there
  /// @return φ(this)
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
