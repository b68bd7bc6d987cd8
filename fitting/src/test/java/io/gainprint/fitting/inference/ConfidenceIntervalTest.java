package io.gainprint.fitting.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
  private static final int REPLICATIONS = 2000;

  /// 3 σ of the binomial with 2000 replications of 95 %.
  private static final double BINOMIAL = 3 * Math.sqrt(0.95 * 0.05 / REPLICATIONS);

  @Test
  void of_tablesOfStudentsT_agree() {
    // Printed tables of t at 97.5 %.
    assertThat(half(1)).isCloseTo(12.706, within(5e-4));
    assertThat(half(5)).isCloseTo(2.5706, within(5e-5));
    assertThat(half(12)).isCloseTo(2.1788, within(5e-5));
    assertThat(half(1_000_000_000)).isCloseTo(1.959964, within(5e-7));
  }

  private static double half(long degreesOfFreedom) {
    return ConfidenceInterval.of(0, 1, degreesOfFreedom, DoubleUnaryOperator.identity()).high();
  }

  @Test
  void of_map_isAppliedToEndPoints() {
    double half = half(12);

    ConfidenceInterval rising = ConfidenceInterval.of(1, 2, 12, Math::exp);
    assertThat(rising.low()).isEqualTo(Math.exp(1 - 2 * half));
    assertThat(rising.high()).isEqualTo(Math.exp(1 + 2 * half));

    ConfidenceInterval falling = ConfidenceInterval.of(1, 2, 12, z -> -z);
    assertThat(falling.low()).isEqualTo(-1 - 2 * half);
    assertThat(falling.high()).isEqualTo(-1 + 2 * half);
  }

  @Test
  void of_hugeError_staysInTheRangeOfTheMap() {
    ConfidenceInterval interval =
        ConfidenceInterval.of(0, 1e300, 1, z -> 1 + 19 / (1 + Math.exp(-z)));

    assertThat(interval).isEqualTo(new ConfidenceInterval(1, 20));
  }

  @Test
  void of_noError_isAPoint() {
    ConfidenceInterval point = ConfidenceInterval.of(3, 0, 1, DoubleUnaryOperator.identity());

    assertThat(point).isEqualTo(new ConfidenceInterval(3, 3));
    assertThat(point.contains(3)).isTrue();
    assertThat(point.contains(Math.nextUp(3.0))).isFalse();
  }

  @Test
  void of_whatHasNoInterval_isRefused() {
    DoubleUnaryOperator identity = DoubleUnaryOperator.identity();
    assertThatThrownBy(() -> ConfidenceInterval.of(0, Double.NaN, 1, identity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("standard error must be at least 0: NaN");
    assertThatThrownBy(() -> ConfidenceInterval.of(0, 1, 0, identity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("degrees of freedom must be at least 1: 0");
    assertThatThrownBy(() -> ConfidenceInterval.of(Double.NaN, 1, 1, identity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval must not end before it starts: NaN, NaN");
  }

  /// A line and a slow wave in noise; θ = (0.3, −2).
  private record Fit(Vector estimate, Derivatives whole, List<Vector> scores) {
    private static final Vector TRUTH = Vector.of(0.3, -2);

    static Fit of(Random random, int samples, double pole, int segments) {
      double[][] x = new double[samples][];
      double[] y = new double[samples];
      double noise =
          random.nextGaussian() / Math.sqrt(1 - pole * pole); // stationary from the start
      double[] moments = new double[3];
      double[] right = new double[2];
      for (int n = 0; n < samples; n++) {
        x[n] = new double[] {1, Math.sin(2 * Math.PI * 3 * n / samples)};
        y[n] = TRUTH.at(0) * x[n][0] + TRUTH.at(1) * x[n][1] + noise;
        noise = pole * noise + random.nextGaussian();
        for (int i = 0; i < 2; i++) {
          right[i] += 2 * x[n][i] * y[n];
          for (int j = 0; j <= i; j++) {
            moments[Derivatives.packed(i, j)] += 2 * x[n][i] * x[n][j];
          }
        }
      }
      SymmetricMatrix curvature =
          SymmetricMatrix.of(2, (i, j) -> moments[Derivatives.packed(i, j)]);
      Vector estimate = curvature.inverse().orElseThrow().times(Vector.of(right));
      double sum = 0;
      double[][] gradients = new double[segments][2];
      for (int n = 0; n < samples; n++) {
        double r = estimate.at(0) * x[n][0] + estimate.at(1) * x[n][1] - y[n];
        sum += r * r;
        double[] gradient = gradients[(int) ((long) n * segments / samples)];
        gradient[0] += 2 * r * x[n][0];
        gradient[1] += 2 * r * x[n][1];
      }
      List<Vector> scores = new ArrayList<>();
      for (double[] gradient : gradients) {
        scores.add(Vector.of(gradient));
      }
      return new Fit(estimate, Derivatives.of(sum, new double[2], moments, moments), scores);
    }
  }

  /// How often intervals of each covariance hold the truth, of the same fits.
  @SafeVarargs
  private static double[] coverage(
      int samples, double pole, int segments, Function<Fit, Covariance>... covariances) {
    Random random = new Random(7);
    double[] coverage = new double[covariances.length];
    for (int k = 0; k < REPLICATIONS; k++) {
      Fit fit = Fit.of(random, samples, pole, segments);
      for (int c = 0; c < coverage.length; c++) {
        if (covariances[c]
            .apply(fit)
            .interval(1, fit.estimate().at(1), DoubleUnaryOperator.identity())
            .contains(Fit.TRUTH.at(1))) {
          coverage[c] += 1.0 / REPLICATIONS;
        }
      }
    }
    return coverage;
  }

  private static Function<Fit, Covariance> whiteNoise(int samples) {
    return fit ->
        Covariance.whiteNoise(
                SymmetricMatrix.gaussNewton(fit.whole()), fit.whole().value(), samples)
            .orElseThrow();
  }

  private static Function<Fit, Covariance> sandwich(int lags) {
    return fit -> SandwichCovariance.of(fit.whole(), fit.scores(), lags).orElseThrow();
  }

  @Test
  void interval_fewSamplesOfWhiteNoise_coversInNineteenOfTwenty() {
    // 8 degrees of freedom, where a normal quantile in place of t would cover 91.4 %.
    assertThat(coverage(10, 0, 1, whiteNoise(10))[0]).isCloseTo(0.95, within(BINOMIAL));
  }

  @Test
  void interval_sandwichOfWhiteNoise_coversInNineteenOfTwenty() {
    // The sandwich's own error with 200 segments costs 0.3 %.
    assertThat(coverage(1000, 0, 200, sandwich(0))[0]).isCloseTo(0.95, within(BINOMIAL));
  }

  @Test
  void interval_colouredNoise_coversWithLagsOnly() {
    double[] coverage = coverage(8000, 0.8, 400, sandwich(4), sandwich(0), whiteNoise(8000));

    // Neighbours of 20 samples hold 22 % of the variance, of which Bartlett's weights with 4 lags
    // take 4/5; that residuals are of the fit takes 5 · 1.5 / 400 of it, less p/m: an interval 3 %
    // too short. With the scatter of its length that covers 94 %.
    assertThat(coverage[0]).isCloseTo(0.94, within(BINOMIAL));
    // Without lags it is 12 % too short.
    assertThat(coverage[1]).isCloseTo(0.915, within(BINOMIAL));
    // White noise in its formula makes it 3 times too short; the binomial's s.d. is 1.1 % there.
    assertThat(coverage[2]).isCloseTo(0.486, within(0.034));
  }
}
