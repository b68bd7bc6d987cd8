package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmoothingSplineTest {
  private static final double[] X = {40, 45, 47, 60, 65, 80, 90, 100};
  private static final double[] Y = {3, 1, 0.5, -2, -2.2, 5, 5.5, 6};
  private static final double[] W = {1, 2, 0.5, 0.5, 1, 1, 0.5, 1.5}; // mean 1

  private static List<InterpolationGolden> splines() {
    return InterpolationGolden.splines();
  }

  @ParameterizedTest
  @MethodSource("splines")
  void spline_isThatOfSciPy(InterpolationGolden golden) {
    SmoothingSpline spline =
        new SmoothingSpline(golden.array("x"), golden.array("y"), golden.array("weights"));
    boolean isValidated = golden.json().get("validated").asBoolean();
    Curve curve =
        isValidated ? spline.validated() : spline.with(golden.json().get("lam").asDouble());
    double[] at = golden.array("at");
    double[] values = golden.array("values");
    // SciPy solves in B-splines, whose equations lose some digits. The lowest point of GCV is flat:
    // both searches know the logarithm of λ to the root of rounding, 1e-8, which is 1e-8 of a
    // curve.
    double tolerance = isValidated ? 1e-6 : 1e-9;
    for (int i = 0; i < at.length; i++) {
      assertThat(curve.at(at[i])).isCloseTo(values[i], within(tolerance));
    }
  }

  @Test
  void noPenalty_goesThroughTheValues() {
    Curve curve = new SmoothingSpline(X, Y, W).with(0);
    for (int k = 0; k < X.length; k++) {
      assertThat(curve.at(X[k])).isEqualTo(Y[k]);
    }
  }

  @Test
  void hugePenalty_isTheStraightLineOfLeastSquares() {
    double meanX = 0;
    double meanY = 0;
    for (int k = 0; k < X.length; k++) {
      meanX += W[k] * X[k] / X.length;
      meanY += W[k] * Y[k] / X.length;
    }
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < X.length; k++) {
      xx += W[k] * (X[k] - meanX) * (X[k] - meanX);
      xy += W[k] * (X[k] - meanX) * (Y[k] - meanY);
    }
    // The bend left is of the order of 60⁴/λ; rounding grows with λ, and both are below 1e-6 here.
    Curve curve = new SmoothingSpline(X, Y, W).with(1e13);
    for (double x = 40; x <= 100; x += 2.5) {
      assertThat(curve.at(x)).isCloseTo(meanY + xy / xx * (x - meanX), within(1e-5));
    }
  }

  /// The score by its definition, with the influence of each value found by moving it.
  @Test
  void score_isThatOfTheWholeHatMatrix() {
    double lambda = 30;
    Curve curve = new SmoothingSpline(X, Y, W).with(lambda);
    double trace = 0;
    double error = 0;
    for (int k = 0; k < X.length; k++) {
      double[] moved = Y.clone();
      moved[k] += 1;
      trace += new SmoothingSpline(X, moved, W).with(lambda).at(X[k]) - curve.at(X[k]);
      error += W[k] * Math.pow(Y[k] - curve.at(X[k]), 2);
    }
    double expected = error / X.length / Math.pow(1 - trace / X.length, 2);
    assertThat(new SmoothingSpline(X, Y, W).score(lambda))
        .isCloseTo(expected, within(1e-12 * expected + 1e-13));
  }

  @Test
  void validated_ofNoisyValues_isNearerToTheTruthThanTheyAre() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    int better = 0;
    int trials = 100;
    for (int trial = 0; trial < trials; trial++) {
      double[] x = new double[13];
      double[] y = new double[13];
      for (int k = 0; k < 13; k++) {
        x[k] = 40 + 5 * k;
        y[k] = truth(x[k]) + 0.5 * random.nextGaussian();
      }
      double[] equal = new double[13];
      Arrays.fill(equal, 1);
      Curve curve = new SmoothingSpline(x, y, equal).validated();
      double ofCurve = 0;
      double ofValues = 0;
      for (int k = 0; k < 13; k++) {
        ofCurve += Math.pow(curve.at(x[k]) - truth(x[k]), 2);
        ofValues += Math.pow(y[k] - truth(x[k]), 2);
      }
      better += ofCurve < ofValues ? 1 : 0;
    }
    // 92 of 100 with this seed; a coin would give 50 ± 5.
    assertThat(better).isGreaterThan(80);
  }

  @Test
  void validated_ofThreeKnots_goesThroughThem() {
    double[] x = {40, 50, 100};
    double[] y = {1, 4, 2};
    Curve curve = new SmoothingSpline(x, y, new double[] {1, 1, 1}).validated();
    for (int k = 0; k < 3; k++) {
      assertThat(curve.at(x[k])).isEqualTo(y[k]);
    }
  }

  private static double truth(double x) {
    return -10 - 25 * Math.pow((x - 40) / 60, 2); // as thresholds go
  }
}
