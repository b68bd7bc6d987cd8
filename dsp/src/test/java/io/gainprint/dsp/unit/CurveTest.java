package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
  @Test
  void monotone_isThatOfSciPy() {
    InterpolationGolden golden = InterpolationGolden.pchip();
    Curve curve = Curve.monotone(golden.array("x"), golden.array("y"));
    double[] at = golden.array("at");
    double[] values = golden.array("values");
    for (int i = 0; i < at.length; i++) {
      // Values up to 6 and a dozen operations.
      assertThat(curve.at(at[i])).isCloseTo(values[i], within(20 * Math.ulp(6.0)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 13})
  void monotone_ofMonotoneValues_isMonotone(int knots) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(knots);
    for (int trial = 0; trial < 50; trial++) {
      double[] x = new double[knots];
      double[] y = new double[knots];
      for (int k = 1; k < knots; k++) {
        x[k] = x[k - 1] + random.nextDouble(0.1, 10);
        y[k] = y[k - 1] - Math.pow(10, random.nextDouble(-3, 1)); // flat beside steep
      }
      Curve curve = Curve.monotone(x, y);
      double before = curve.at(0);
      for (int i = 1; i <= 1000; i++) {
        double value = curve.at(Math.min(x[knots - 1] * i / 1000, x[knots - 1]));
        assertThat(value).isLessThanOrEqualTo(before + 4 * Math.ulp(y[knots - 1]));
        before = value;
      }
    }
  }

  @Test
  void monotone_isSmooth() {
    // A step of ±1e-6 beside an inner knot: the slopes on both sides agree to first order.
    double[] x = {0, 1, 3, 4};
    Curve curve = Curve.monotone(x, new double[] {0, 1, 2, 5});
    for (int k = 1; k < 3; k++) {
      double left = (curve.at(x[k]) - curve.at(x[k] - 1e-6)) / 1e-6;
      double right = (curve.at(x[k] + 1e-6) - curve.at(x[k])) / 1e-6;
      assertThat(left).isCloseTo(right, within(1e-4)); // second derivatives up to 10, times 1e-6
    }
    assertThat(Curve.linear(x, new double[] {0, 1, 2, 5}).at(1 + 1e-6) - 1)
        .isCloseTo(0.5e-6, within(1e-15)); // which a kink would not do: 1 on the left
  }

  @Test
  void everyCurve_atKnots_isTheValueThere() {
    double[] x = {40, 45.1, 63.7, 100};
    double[] y = {0.1, -0.3, 1 / 3.0, 0.7};
    for (int k = 0; k < x.length; k++) {
      assertThat(Curve.linear(x, y).at(x[k])).isEqualTo(y[k]);
      assertThat(Curve.monotone(x, y).at(x[k])).isEqualTo(y[k]);
    }
  }

  @Test
  void everyCurve_ofOneKnot_isThatValue() {
    double[] x = {40};
    double[] y = {7};
    assertThat(Curve.linear(x, y).at(40)).isEqualTo(7);
    assertThat(Curve.monotone(x, y).at(40)).isEqualTo(7);
  }
}
