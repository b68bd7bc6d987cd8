package io.gainprint.fitting.inference;

import static io.gainprint.fitting.inference.SumOfSquares.MISRA_1A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandwichCovarianceTest {
  private static final Vector MISRA_MINIMUM = MISRA_1A.minimum(SumOfSquares.MISRA_1A_START);
  private static final Derivatives MISRA = MISRA_1A.whole(MISRA_MINIMUM);

  /// The golden numbers have 11 digits.
  private static final double DIGITS = 1e-10;

  @Test
  void minimum_misra1a_isTheCertifiedOne() {
    assertClose(MISRA_MINIMUM, 238.94212918, 5.5015643181e-4);
    assertThat(MISRA.value()).isCloseTo(0.12455138894, within(0.12455138894 * DIGITS));
  }

  @Test
  void whiteNoise_gaussNewton_isWhatNistCertifies() {
    assertClose(
        Covariance.whiteNoise(SymmetricMatrix.gaussNewton(MISRA), MISRA.value(), 14)
            .orElseThrow()
            .standardErrors(),
        2.7070075241,
        7.2668688436e-6);
  }

  @Test
  void whiteNoise_hessian_takesTheBendIntoAccount() {
    Covariance covariance =
        Covariance.whiteNoise(SymmetricMatrix.hessian(MISRA), MISRA.value(), 14).orElseThrow();

    assertClose(covariance.standardErrors(), 2.7108647225, 7.2772487328e-6);
    assertThat(covariance.degreesOfFreedom()).isEqualTo(12);
  }

  @Test
  void whiteNoise_asManyParametersAsSamples_isUnknown() {
    assertThat(Covariance.whiteNoise(SymmetricMatrix.identity(3, 1), 1, 3)).isEmpty();
  }

  @Test
  void whiteNoise_singularCurvature_isUnknown() {
    assertThat(Covariance.whiteNoise(SymmetricMatrix.zero(2), 1, 10)).isEmpty();
  }

  @Test
  void of_windowsOfOne_isGolden() {
    assertClose(misraSandwich(1).standardErrors(), 2.8751880085, 7.6226652827e-6);
  }

  @Test
  void of_windowsOfTwo_isGolden() {
    Covariance covariance = misraSandwich(2);

    assertClose(covariance.standardErrors(), 4.0405676252, 1.0689229936e-5);
    assertThat(covariance.degreesOfFreedom()).isEqualTo(5);
  }

  private static Covariance misraSandwich(int residualsPerWindow) {
    List<Vector> scores = gradients(MISRA_1A.parts(MISRA_MINIMUM));
    List<Vector> windows =
        IntStream.range(0, scores.size() / residualsPerWindow)
            .mapToObj(k ->
                scores.subList(k * residualsPerWindow, (k + 1) * residualsPerWindow).stream()
                    .reduce(Vector.zero(2), (a, b) -> a.plus(1, b)))
            .toList();
    return SandwichCovariance.of(MISRA, windows, 0).orElseThrow();
  }

  private static List<Vector> gradients(List<Derivatives> parts) {
    return parts.stream().map(Vector::gradient).toList();
  }

  @Test
  void of_hessianNotPositiveDefinite_takesGaussNewton() {
    double[] gradient = {0};
    List<Vector> scores = List.of(Vector.of(1), Vector.of(-1), Vector.of(2), Vector.of(-2));
    Derivatives indefinite = Derivatives.of(1, gradient, new double[] {4}, new double[] {-3});
    Derivatives withoutHessian = Derivatives.of(1, gradient, new double[] {4}, null);

    // 4/(4 − 1) · (1 + 1 + 4 + 4) / 4².
    double expected = 4.0 / 3 * 10 / 16;
    assertThat(SandwichCovariance.of(indefinite, scores, 0).orElseThrow().matrix().at(0, 0))
        .isCloseTo(expected, within(1e-15)); // rounding
    assertThat(SandwichCovariance.of(withoutHessian, scores, 0).orElseThrow().matrix().at(0, 0))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void of_neitherPositiveDefinite_isUnknown() {
    Derivatives flat = Derivatives.of(1, new double[1], new double[1], new double[] {-1});

    assertThat(SandwichCovariance.of(flat, List.of(Vector.of(1), Vector.of(-1)), 0)).isEmpty();
  }

  @Test
  void of_noMorePartsThanParameters_isUnknown() {
    assertThat(SandwichCovariance.of(MISRA, List.of(Vector.zero(2), Vector.zero(2)), 0)).isEmpty();
  }

  @Test
  void scatter_oneLag_countsNeighboursByHalf() {
    List<Vector> scores = List.of(Vector.of(1), Vector.of(3), Vector.of(-2));

    // 1 + 9 + 4 + 2 · ½ · (3 − 6): small integers, exact.
    assertThat(SandwichCovariance.scatter(1, scores, 1).at(0, 0)).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 11, 40})
  void scatter_anyScores_isPositiveSemidefinite(int lags) {
    Random random = new Random(lags);
    for (int trial = 0; trial < 200; trial++) {
      // Alternating signs are what weights that do not taper fail on.
      List<Vector> scores =
          IntStream.range(0, 12)
              .mapToObj(k -> Vector.of(3, _ -> (k % 2 == 0 ? 1 : -1) + 0.1 * random.nextGaussian()))
              .toList();

      SymmetricMatrix scatter = SandwichCovariance.scatter(3, scores, lags);

      // Rounding of sums of some hundred products of size 1.
      assertThat(scatter.spectrum().smallest()).isGreaterThan(-1e-12);
    }
  }

  @Test
  void scatter_negativeLags_isRefused() {
    assertThatThrownBy(() -> SandwichCovariance.scatter(1, List.of(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lags must be at least 0: -1");
  }

  @Test
  void scatter_scoreOfOtherDimension_isRefused() {
    assertThatThrownBy(() -> SandwichCovariance.scatter(2, List.of(Vector.zero(3)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score must have dimension 2: 3");
  }

  @Test
  void inVariables_slopes_scaleStandardErrors() {
    Covariance covariance = new Covariance(SymmetricMatrix.of(2, (i, j) -> i == j ? 4 : 1), 9);

    Covariance scaled = covariance.inVariables(Vector.of(3, -0.5));

    assertThat(scaled.standardErrors()).isEqualTo(Vector.of(6, 1)); // small integers, exact
    assertThat(scaled.matrix().at(1, 0)).isEqualTo(-1.5);
    assertThat(scaled.degreesOfFreedom()).isEqualTo(9);
  }

  @Test
  void of_heldParameters_areThoseOfTheFreeBlock() {
    Derivatives whole =
        Derivatives.of(
            1, new double[3], new double[] {2, 9, 7, 0, 9, 4}, new double[] {2, 9, 7, 0, 9, 4});

    Derivatives free = FreeParameters.of(whole, 0, 2);

    assertThat(SymmetricMatrix.hessian(free))
        .isEqualTo(SymmetricMatrix.of(2, (i, j) -> i == j ? 2 + 2 * i : 0));
    assertThat(SymmetricMatrix.gaussNewton(free)).isEqualTo(SymmetricMatrix.hessian(free));
    assertThat(Stream.of(0, 1).map(free::gradient)).containsOnly(0.0);
  }

  private static void assertClose(Vector actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.at(i)).isCloseTo(expected[i], within(Math.abs(expected[i]) * DIGITS));
    }
  }
}
