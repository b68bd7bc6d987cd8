package io.gainprint.dsp.polynomial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A polynomial with real coefficients, `c[0] + c[1] x + … + c[n] xⁿ`.
///
/// The highest coefficient is not 0; the polynomial 0 has no coefficients and the degree −1.
/// Immutable.
public final class Polynomial {
  /// How far from each other roots that should be conjugate may be, relative to their size.
  private static final double CONJUGATE = 1e-8;

  private final double[] c;

  /// A polynomial.
  ///
  /// @param coefficients `c[0]` … `c[n]`, finite, copied; zeros at the end are dropped
  /// @throws IllegalArgumentException naming a coefficient that is not finite
  public Polynomial(double... coefficients) {
    int length = coefficients.length;
    for (int k = 0; k < length; k++) {
      if (!Double.isFinite(coefficients[k])) {
        throw new IllegalArgumentException(
            "coefficient %d must be a finite number: %s".formatted(k, coefficients[k]));
      }
    }
    while (length > 0 && coefficients[length - 1] == 0) {
      length--;
    }
    c = Arrays.copyOf(coefficients, length);
  }

  /// The polynomial Π (x − root), whose highest coefficient is 1.
  ///
  /// The factors are multiplied in Leja's order, each as far from those before as can be: in the
  /// order of the circle, products of some of them would be much larger than that of all, and round
  /// accordingly.
  ///
  /// Source: D. Calvetti and L. Reichel, "On the evaluation of polynomial coefficients", Numer.
  /// Algorithms 33 (2003), 153–161.
  ///
  /// @param roots finite, those that are not real in pairs of conjugates, in any order
  /// @return the polynomial, of as many degrees
  /// @throws IllegalArgumentException if a root lacks its conjugate
  public static Polynomial fromRoots(List<Complex> roots) {
    List<Complex> left = new ArrayList<>();
    List<Complex> below = new ArrayList<>();
    for (Complex root : roots) {
      (root.imaginary() < 0 ? below : left).add(root);
    }
    List<Complex> done = new ArrayList<>();
    Polynomial product = new Polynomial(1);
    while (!left.isEmpty()) {
      Complex root = farthest(left, done);
      left.remove(root);
      done.add(root);
      if (root.isReal()) {
        product = product.times(new Polynomial(-root.real(), 1));
      } else {
        Complex other = nearest(root.conjugate(), below);
        below.remove(other);
        done.add(other);
        double sum = root.real() + other.real();
        product = product.times(new Polynomial(root.times(other).real(), -sum, 1));
      }
    }
    if (!below.isEmpty()) {
      throw withoutConjugate(below.getFirst());
    }
    return product;
  }

  private static Complex farthest(List<Complex> roots, List<Complex> done) {
    Complex farthest = roots.getFirst();
    double most = Double.NEGATIVE_INFINITY;
    for (Complex root : roots) {
      double distance = done.isEmpty() ? root.magnitude() : 0;
      for (Complex other : done) {
        distance += Math.log(root.minus(other).magnitude());
      }
      if (distance > most) {
        most = distance;
        farthest = root;
      }
    }
    return farthest;
  }

  private static Complex nearest(Complex root, List<Complex> others) {
    Complex nearest = root;
    double least = CONJUGATE * root.magnitude();
    boolean isFound = false;
    for (Complex other : others) {
      double distance = other.minus(root).magnitude();
      if (distance <= least) {
        least = distance;
        nearest = other;
        isFound = true;
      }
    }
    if (!isFound) {
      throw withoutConjugate(root.conjugate());
    }
    return nearest;
  }

  private static IllegalArgumentException withoutConjugate(Complex root) {
    return new IllegalArgumentException("roots must come with their conjugates: " + root);
  }

  /// The degree n.
  ///
  /// @return n, or −1 for the polynomial 0
  public int degree() {
    return c.length - 1;
  }

  /// One coefficient.
  ///
  /// @param power k ≥ 0
  /// @return `c[k]`, 0 above the degree
  public double coefficient(int power) {
    return power < c.length ? c[power] : 0;
  }

  /// The coefficients.
  ///
  /// @return a copy of `c[0]` … `c[n]`
  public double[] coefficients() {
    return c.clone();
  }

  /// The value at a number, by Horner's rule.
  ///
  /// @param x where
  /// @return p(x)
  public double value(double x) {
    double sum = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      sum = sum * x + c[k];
    }
    return sum;
  }

  /// The value at a complex number, by Horner's rule.
  ///
  /// @param x where
  /// @return p(x)
  public Complex value(Complex x) {
    double re = 0;
    double im = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      double next = re * x.real() - im * x.imaginary() + c[k];
      im = re * x.imaginary() + im * x.real();
      re = next;
    }
    return new Complex(re, im);
  }

  /// The sum.
  ///
  /// @param other q
  /// @return p + q
  public Polynomial plus(Polynomial other) {
    double[] sum = Arrays.copyOf(c, Math.max(c.length, other.c.length));
    for (int k = 0; k < other.c.length; k++) {
      sum[k] += other.c[k];
    }
    return new Polynomial(sum);
  }

  /// The product.
  ///
  /// @param other q
  /// @return p q
  public Polynomial times(Polynomial other) {
    if (c.length == 0 || other.c.length == 0) {
      return new Polynomial();
    }
    double[] product = new double[c.length + other.c.length - 1];
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < other.c.length; k++) {
        product[i + k] += c[i] * other.c[k];
      }
    }
    return new Polynomial(product);
  }

  /// The product with a number.
  ///
  /// @param factor r, finite
  /// @return r p
  public Polynomial times(double factor) {
    double[] product = c.clone();
    for (int k = 0; k < product.length; k++) {
      product[k] *= factor;
    }
    return new Polynomial(product);
  }

  /// The derivative.
  ///
  /// @return p′
  public Polynomial derivative() {
    double[] derivative = new double[Math.max(0, c.length - 1)];
    for (int k = 1; k < c.length; k++) {
      derivative[k - 1] = k * c[k];
    }
    return new Polynomial(derivative);
  }

  /// The same coefficients in the opposite order, xᵐ p(1/x), whose roots are the reciprocals.
  ///
  /// @param power m, the degree or more
  /// @return the polynomial
  /// @throws IllegalArgumentException if the power is below the degree
  public Polynomial reversed(int power) {
    if (power < degree()) {
      throw new IllegalArgumentException(
          "power must be >= the degree, %d: %d".formatted(degree(), power));
    }
    double[] reversed = new double[power + 1];
    for (int k = 0; k < c.length; k++) {
      reversed[power - k] = c[k];
    }
    return new Polynomial(reversed);
  }

  /// Quotient q and remainder r of a division p = q d + r, the degree of r below that of d.
  ///
  /// This begins at the highest powers. The division that begins at the lowest ones, which inverts
  /// a filter, is [io.gainprint.dsp.filter.Deconvolution].
  ///
  /// @param quotient q
  /// @param remainder r
  public record Division(Polynomial quotient, Polynomial remainder) {}

  /// Divides.
  ///
  /// @param divisor d, not 0
  /// @return quotient and remainder
  /// @throws IllegalArgumentException if the divisor is 0
  public Division dividedBy(Polynomial divisor) {
    int n = divisor.degree();
    if (n < 0) {
      throw new IllegalArgumentException("divisor must not be 0: degree -1");
    }
    double[] rest = c.clone();
    double[] quotient = new double[Math.max(0, c.length - n)];
    for (int k = quotient.length - 1; k >= 0; k--) {
      double factor = rest[k + n] / divisor.c[n];
      quotient[k] = factor;
      for (int i = 0; i < n; i++) {
        rest[k + i] -= factor * divisor.c[i];
      }
    }
    return new Division(
        new Polynomial(quotient), new Polynomial(Arrays.copyOf(rest, Math.min(n, c.length))));
  }

  /// The roots: eigenvalues of the balanced companion matrix, polished by Newton's method.
  ///
  /// They are those of a polynomial whose coefficients differ from these by a few roundings. How
  /// far that moves them is up to the polynomial: a simple, well separated root by a few roundings,
  /// one of multiplicity m by the m-th root of them (10⁻⁸ for a double root), and those of (x − 1)
  /// … (x − 20) by 10⁻² and more.
  ///
  /// Source: A. Edelman and H. Murakami, "Polynomial roots from companion matrix eigenvalues",
  /// Math. Comp. 64 (1995), 763–776.
  ///
  /// @return n roots, each as often as its multiplicity; those that are not real are in pairs of
  ///   exact conjugates, the one above the real axis first
  /// @throws IllegalArgumentException if the polynomial is 0, or has no highest coefficient to
  ///   divide by
  /// @throws IllegalStateException if the eigenvalues do not converge
  public List<Complex> roots() {
    if (c.length == 0) {
      throw new IllegalArgumentException("polynomial must not be 0: degree -1");
    }
    return CompanionMatrix.roots(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Polynomial polynomial && Arrays.equals(c, polynomial.c);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(c);
  }

  @Override
  public String toString() {
    return "c = " + Arrays.toString(c);
  }
}
