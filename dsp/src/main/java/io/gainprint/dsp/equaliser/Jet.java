package io.gainprint.dsp.equaliser;

import io.gainprint.dsp.Derivatives;

/// A number with its exact first and second derivatives with respect to a range of consecutive
/// variables: second-order forward differentiation, for the few formulas of a design.
///
/// Both operands of an operation have the same range. Outside of it every derivative is 0.
/// Immutable.
final class Jet {
  private final double value;
  private final int offset;
  private final double[] first;
  private final double[] second; // packed lower triangle

  private Jet(double value, int offset, double[] first, double[] second) {
    this.value = value;
    this.offset = offset;
    this.first = first;
    this.second = second;
  }

  /// A number that depends on no variable.
  static Jet constant(double value) {
    return new Jet(value, 0, new double[0], new double[0]);
  }

  /// The variables of the range that begins at `offset`.
  static Jet[] variables(int offset, double... values) {
    int n = values.length;
    Jet[] variables = new Jet[n];
    for (int i = 0; i < n; i++) {
      double[] first = new double[n];
      first[i] = 1;
      variables[i] = new Jet(values[i], offset, first, new double[n * (n + 1) / 2]);
    }
    return variables;
  }

  /// The same as one of `count` variables from 0 on, its own moved up by `by` places.
  Jet among(int count, int by) {
    double[] f = new double[count];
    double[] s = new double[count * (count + 1) / 2];
    for (int i = by; i < count; i++) {
      f[i] = first(i - by);
      for (int j = by; j <= i; j++) {
        s[Derivatives.packed(i, j)] = second(i - by, j - by);
      }
    }
    return new Jet(value, 0, f, s);
  }

  /// These derivatives as those of a function of its range.
  Derivatives derivatives() {
    return Derivatives.of(value, first, null, second);
  }

  double value() {
    return value;
  }

  /// The number of variables in its range.
  int count() {
    return first.length;
  }

  double first(int i) {
    return isInRange(i) ? first[i - offset] : 0;
  }

  double second(int i, int j) {
    return isInRange(i) && isInRange(j) ? second[Derivatives.packed(i - offset, j - offset)] : 0;
  }

  private boolean isInRange(int i) {
    return i >= offset && i < offset + first.length;
  }

  Jet plus(double constant) {
    return new Jet(value + constant, offset, first, second);
  }

  Jet plus(Jet other) {
    return plus(1, other);
  }

  Jet minus(Jet other) {
    return plus(-1, other);
  }

  private Jet plus(double factor, Jet other) {
    double[] f = first.clone();
    double[] s = second.clone();
    for (int i = 0; i < f.length; i++) {
      f[i] += factor * other.first[i];
    }
    for (int ij = 0; ij < s.length; ij++) {
      s[ij] += factor * other.second[ij];
    }
    return new Jet(value + factor * other.value, offset, f, s);
  }

  Jet times(double factor) {
    return composed(factor * value, factor, 0);
  }

  /// `(uv)_ij = u_ij v + u_i v_j + u_j v_i + u v_ij`
  Jet times(Jet v) {
    int n = first.length;
    double[] f = new double[n];
    double[] s = new double[second.length];
    for (int i = 0, ij = 0; i < n; i++) {
      f[i] = first[i] * v.value + value * v.first[i];
      for (int j = 0; j <= i; j++, ij++) {
        s[ij] =
            second[ij] * v.value
                + first[i] * v.first[j]
                + first[j] * v.first[i]
                + value * v.second[ij];
      }
    }
    return new Jet(value * v.value, offset, f, s);
  }

  Jet reciprocal() {
    double r = 1 / value;
    return composed(r, -r * r, 2 * r * r * r);
  }

  Jet exp() {
    double e = StrictMath.exp(value);
    return composed(e, e, e);
  }

  Jet sin() {
    double s = StrictMath.sin(value);
    return composed(s, StrictMath.cos(value), -s);
  }

  Jet cos() {
    double c = StrictMath.cos(value);
    return composed(c, -StrictMath.sin(value), -c);
  }

  Jet sqrt() {
    double r = Math.sqrt(value);
    return composed(r, 0.5 / r, -0.25 / (r * value));
  }

  Jet log() {
    double r = 1 / value;
    return composed(StrictMath.log(value), r, -r * r);
  }

  Jet atan() {
    double d = 1 / (1 + value * value);
    return composed(StrictMath.atan(value), d, -2 * value * d * d);
  }

  /// f(u) from f, f′ and f″ at u: `f_ij = f″ u_i u_j + f′ u_ij`.
  private Jet composed(double f, double f1, double f2) {
    int n = first.length;
    double[] once = new double[n];
    double[] twice = new double[second.length];
    for (int i = 0, ij = 0; i < n; i++) {
      once[i] = f1 * first[i];
      for (int j = 0; j <= i; j++, ij++) {
        twice[ij] = f2 * first[i] * first[j] + f1 * second[ij];
      }
    }
    return new Jet(f, offset, once, twice);
  }
}
