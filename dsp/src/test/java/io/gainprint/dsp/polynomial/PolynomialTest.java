package io.gainprint.dsp.polynomial;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolynomialTest {
  private static final Polynomial CUBIC = new Polynomial(-6, 11, -6, 1); // (x − 1)(x − 2)(x − 3)

  @Test
  void arithmetic_isThatOfKnownPolynomials() {
    assertThat(CUBIC.value(4)).isEqualTo(3 * 2 * 1);
    assertThat(CUBIC.value(new Complex(0, 1))).isEqualTo(new Complex(0, 10)); // −6+11i+6−i
    assertThat(CUBIC.derivative()).isEqualTo(new Polynomial(11, -12, 3));
    assertThat(new Polynomial(-1, 1).times(new Polynomial(-2, 1)).times(new Polynomial(-3, 1)))
        .isEqualTo(CUBIC);
    assertThat(CUBIC.plus(new Polynomial(0, 0, 0, -1))).isEqualTo(new Polynomial(-6, 11, -6));
    assertThat(CUBIC.times(0).degree()).isEqualTo(-1);
    assertThat(CUBIC.reversed(4)).isEqualTo(new Polynomial(0, 1, -6, 11, -6));
    assertThat(new Polynomial(1, 2, 0, 0))
        .isEqualTo(new Polynomial(1, 2))
        .hasToString("c = [1.0, 2.0]");
    assertThat(new Polynomial().times(CUBIC)).isEqualTo(new Polynomial());
    assertThat(new Polynomial().derivative()).isEqualTo(new Polynomial(0));
    assertThat(new Polynomial(5).derivative().value(3)).isZero();
  }

  @Test
  void dividedBy_givesQuotientAndRemainder() {
    Polynomial.Division division = CUBIC.dividedBy(new Polynomial(1, 0, 1));

    assertThat(division.quotient()).isEqualTo(new Polynomial(-6, 1));
    assertThat(division.remainder()).isEqualTo(new Polynomial(0, 10));
    assertThat(new Polynomial(1, 1).dividedBy(CUBIC))
        .isEqualTo(new Polynomial.Division(new Polynomial(), new Polynomial(1, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8, 20})
  void division_multipliedAgain_isTheDividend(int degree) {
    RandomGenerator random = RandomSignals.random(degree);
    for (int i = 0; i < 50; i++) {
      Polynomial p = new Polynomial(RandomSignals.noise(random, random.nextInt(1, 30)));
      double[] c = RandomSignals.noise(random, degree + 1);
      c[degree] = 4 * degree + 1; // roots inside the unit circle, so that quotients stay small
      Polynomial.Division division = p.dividedBy(new Polynomial(c));

      assertThat(division.remainder().degree()).isLessThan(Math.max(degree, 1));
      Polynomial again = division.quotient().times(new Polynomial(c)).plus(division.remainder());
      assertClose(
          "p", Arrays.copyOf(again.coefficients(), p.degree() + 1), p.coefficients(), 1e-14);
    }
  }

  @Test
  void roots_ofKnownPolynomials() {
    assertThat(CUBIC.roots()).hasSize(3).allMatch(Complex::isReal);
    assertThat(distance(CUBIC.roots(), of(1, 2, 3))).isLessThan(1e-14); // a few roundings
    assertThat(new Polynomial(0, 0, -4, 0, 1).roots()).startsWith(Complex.ZERO, Complex.ZERO);
    assertThat(distance(new Polynomial(0, 0, -4, 0, 1).roots(), of(0, 0, 2, -2))).isLessThan(1e-15);
    assertThat(new Polynomial(5).roots()).isEmpty();
    assertThat(new Polynomial(5, 2).roots()).containsExactly(Complex.of(-2.5));
    assertThat(
            distance(
                new Polynomial(1, 0, 1).roots(), List.of(new Complex(0, 1), new Complex(0, -1))))
        .isLessThan(1e-15);
  }

  /// Far from balanced: roots of 10⁻⁵ to 10⁵.
  @Test
  void roots_ofAllMagnitudes_areExactToRounding() {
    List<Complex> expected = of(1e-5, -1e-4, 1e-2, 1, -30, 1e3, 1e5);
    for (Complex root : Polynomial.fromRoots(expected).roots()) {
      double error = 1;
      for (Complex exact : expected) {
        error = Math.min(error, root.minus(exact).magnitude() / exact.magnitude());
      }
      assertThat(error).isLessThan(1e-14);
    }
  }

  /// The unit roots, whose companion matrix is a permutation, on which plain QR steps stand still.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 16, 31, 32, 64})
  void roots_ofUnity_areExactToRounding(int n) {
    double[] c = new double[n + 1];
    c[0] = -1;
    c[n] = 1;
    List<Complex> expected = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      double phi = 2 * Math.PI * k / n;
      expected.add(new Complex(Math.cos(phi), Math.sin(phi)));
    }
    assertThat(distance(new Polynomial(c).roots(), expected)).isLessThan(1e-14);
  }

  /// QR steps go round in circles on (x² − 1)² (x² + 1), and on one in a thousand of those below.
  @Test
  void roots_ofSymmetricPolynomials_areFoundAtASecondAttempt() {
    List<Complex> roots = new Polynomial(1, 0, -1, 0, -1, 0, 1).roots();
    List<Complex> exact = new ArrayList<>(of(1, 1, -1, -1));
    exact.add(new Complex(0, 1));
    exact.add(new Complex(0, -1));
    assertThat(distance(roots, exact)).isLessThan(1e-7); // double roots: the root of rounding

    RandomGenerator random = RandomSignals.random(77);
    for (int i = 0; i < 1000; i++) {
      double[] c = new double[random.nextInt(1, 60)];
      Arrays.setAll(c, k -> random.nextInt(3) - 1);
      c[c.length - 1] = 1;
      Polynomial p = new Polynomial(c);
      assertClose("p", Polynomial.fromRoots(p.roots()).coefficients(), c, 1e-11); // 7e-13 measured
    }
  }

  /// Wilkinson's polynomial: its coefficients, of 10¹⁸, are rounded here already, and the largest
  /// roots feel it by 10³ to 10¹⁵ times. Measured errors: 4e-14, 3e-10, 2e-6, 0.2.
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 15, 20})
  void roots_ofWilkinsonsPolynomial_areAsExactAsItsConditionAllows(int n) {
    double[] exact = new double[n];
    Arrays.setAll(exact, k -> k + 1);
    double error = distance(Polynomial.fromRoots(of(exact)).roots(), of(exact));
    double condition = 0;
    for (int i = 0; i < n; i++) {
      // |Δx| ≤ ε Σ |c_k| xᵏ / |p′(x)|, and Σ |c_k| xᵏ = Π (x + root)
      double x = i + 1;
      double sensitivity = 1;
      for (int k = 1; k <= n; k++) {
        sensitivity *= (x + k) / (k == i + 1 ? 1 : Math.abs(x - k));
      }
      condition = Math.max(condition, sensitivity);
    }
    assertThat(error).isLessThan(4 * condition * Math.ulp(1.0));
  }

  /// Clusters of m roots within 10⁻⁶, each of them wrong by up to the m-th root of rounding. But
  /// not in the mean, and the polynomial of what was found is the same to rounding.
  @ParameterizedTest
  @CsvSource({"1,1e-15", "2,1e-7", "3,1e-4", "4,3e-3"})
  void roots_inClusters_areExactInTheMean(int multiplicity, double spread) {
    RandomGenerator random = RandomSignals.random(multiplicity);
    for (int i = 0; i < 200; i++) {
      double r = random.nextDouble(0.2, 0.95);
      double phi = random.nextDouble(0.3, 2.8);
      List<Complex> expected = new ArrayList<>();
      for (int k = 0; k < multiplicity; k++) {
        double re = r * Math.cos(phi) + 1e-6 * random.nextDouble(-1, 1);
        double im = r * Math.sin(phi) + 1e-6 * random.nextDouble(-1, 1);
        expected.add(new Complex(re, im));
        expected.add(new Complex(re, -im));
      }
      Polynomial p = Polynomial.fromRoots(expected);
      List<Complex> roots = p.roots();

      assertThat(distance(roots, expected)).isLessThan(spread);
      // The other cluster's distance is what this one is conditioned by, 5e-12 at worst here.
      assertThat(mean(roots).minus(mean(expected)).magnitude()).isLessThan(1e-10);
      assertClose("p", Polynomial.fromRoots(roots).coefficients(), p.coefficients(), 1e-12);
    }
  }

  /// Of those above the axis.
  private static Complex mean(List<Complex> roots) {
    Complex sum = Complex.ZERO;
    for (Complex root : roots) {
      sum = root.imaginary() > 0 ? sum.plus(root) : sum;
    }
    return sum.times(2.0 / roots.size());
  }

  /// Coefficients at random, degrees to 40.
  @Test
  void roots_ofRandomPolynomials_giveThePolynomialBack() {
    RandomGenerator random = RandomSignals.random(1);
    for (int i = 0; i < 400; i++) {
      Polynomial p = new Polynomial(RandomSignals.noise(random, random.nextInt(2, 42)));
      List<Complex> roots = p.roots();
      Polynomial again = Polynomial.fromRoots(roots).times(p.coefficient(p.degree()));
      assertClose("p", again.coefficients(), p.coefficients(), 1e-13);
    }
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Polynomial(1, Double.NaN))
        .withMessage("coefficient 1 must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CUBIC.dividedBy(new Polynomial(0, 0)))
        .withMessage("divisor must not be 0: degree -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Polynomial().roots())
        .withMessage("polynomial must not be 0: degree -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CUBIC.reversed(2))
        .withMessage("power must be >= the degree, 3: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Polynomial.fromRoots(List.of(new Complex(1, 1), new Complex(1, -1.1))))
        .withMessage("roots must come with their conjugates: Complex[real=1.0, imaginary=1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Polynomial.fromRoots(List.of(new Complex(1, -1))))
        .withMessageContaining("conjugates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Polynomial(1, 1, Double.MIN_VALUE).roots())
        .withMessage("highest coefficient is too small to divide by: 4.9E-324");
  }

  @Test
  void quotientOfComplexNumbers_isExactWhereSquaresOverflow() {
    Complex z = new Complex(3e200, -1e200);
    assertThat(z.times(1e-200).over(new Complex(0, 2))).isEqualTo(new Complex(-0.5, -1.5));
    assertThat(z.over(z).minus(Complex.ONE).magnitude()).isCloseTo(0, within(1e-15));
  }

  private static List<Complex> of(double... values) {
    return Arrays.stream(values).mapToObj(Complex::of).toList();
  }

  /// The largest distance of a root from the exact one that is nearest of those left.
  private static double distance(List<Complex> roots, List<Complex> exact) {
    assertThat(roots).hasSameSizeAs(exact);
    List<Complex> left = new ArrayList<>(exact);
    double largest = 0;
    for (Complex root : roots) {
      Complex nearest = left.getFirst();
      for (Complex other : left) {
        if (other.minus(root).magnitude() < nearest.minus(root).magnitude()) {
          nearest = other;
        }
      }
      left.remove(nearest);
      largest = Math.max(largest, nearest.minus(root).magnitude());
    }
    return largest;
  }
}
