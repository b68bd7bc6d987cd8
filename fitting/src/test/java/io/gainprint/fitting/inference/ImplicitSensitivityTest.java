package io.gainprint.fitting.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImplicitSensitivityTest {
  private static final Vector MINIMUM =
      SumOfSquares.kowalikOsborne(1)
          .minimum(Vector.of(0.1928069346, 0.1912823287, 0.1230565069, 0.1360623307));
  private static final Derivatives AT_MINIMUM = SumOfSquares.kowalikOsborne(1).whole(MINIMUM);

  /// Richardson's extrapolation of central differences: an error of 10⁻¹² or so.
  private static Vector gradientChange() {
    Vector coarse = centralDifference(2e-3);
    Vector fine = centralDifference(1e-3);
    return fine.times(4.0 / 3).plus(-1.0 / 3, coarse);
  }

  private static Vector centralDifference(double step) {
    return ImplicitSensitivity.gradientChange(
        phi -> Vector.gradient(SumOfSquares.kowalikOsborne(phi).whole(MINIMUM)), 1, step);
  }

  @Test
  void exact_stretchedKowalik_followsTheKnownMinimum() {
    Vector sensitivity = ImplicitSensitivity.exact(AT_MINIMUM, gradientChange()).orElseThrow();

    // The minimum is (a, φb, φc, φ²d). 1e-8: the error of differences times a condition of 10⁴.
    Vector known = Vector.of(0, MINIMUM.at(1), MINIMUM.at(2), 2 * MINIMUM.at(3));
    assertThat(sensitivity.plus(-1, known).maxNorm()).isLessThan(1e-8);
    assertClose(sensitivity, 1e-8, 0, 0.191282328734, 0.123056506926, 0.272124661368);
  }

  @Test
  void exact_centralDifferenceOfCommonStep_isGoodToItsSquare() {
    Vector sensitivity =
        ImplicitSensitivity.exact(AT_MINIMUM, centralDifference(1e-5)).orElseThrow();

    // Truncation of 1e-10 and rounding of 1e-11 times the condition.
    assertClose(sensitivity, 1e-6, 0, 0.191282328734, 0.123056506926, 0.272124661368);
  }

  @Test
  void gaussNewton_kowalik_isFarOffAsGolden() {
    ImplicitSensitivity.OneStep oneStep =
        ImplicitSensitivity.gaussNewton(AT_MINIMUM, gradientChange()).orElseThrow();

    // As above; the golden numbers have 10 digits.
    assertClose(
        oneStep.derivative(), 1e-8, -0.0165040058, 0.5605948571, 0.1919297412, 0.4432082414);
    // Computed with 40 digits; 1e-11 is rounding times the condition of G.
    assertThat(oneStep.errorFactor()).isCloseTo(0.6281539991839, within(1e-11));
  }

  @Test
  void gaussNewton_linearProblem_isExact() {
    SumOfSquares line =
        SumOfSquares.linear(
            List.of(Vector.of(1, 0), Vector.of(1, 1), Vector.of(1, 2)), new double[] {0, 2, 1});
    Derivatives minimum = line.whole(line.minimum(Vector.zero(2)));
    Vector change = Vector.of(1, -2);

    ImplicitSensitivity.OneStep oneStep =
        ImplicitSensitivity.gaussNewton(minimum, change).orElseThrow();

    // Rounding of a well conditioned system.
    assertThat(oneStep.errorFactor()).isCloseTo(0, within(1e-14));
    assertThat(
            oneStep
                .derivative()
                .plus(-1, ImplicitSensitivity.exact(minimum, change).orElseThrow())
                .maxNorm())
        .isLessThan(1e-14);
  }

  @Test
  void exact_weightOfOnePart_isTheFirstOrderInfluenceWithItsSignTurned() {
    List<Derivatives> parts = SumOfSquares.kowalikOsborne(1).parts(MINIMUM);
    SegmentInfluence influence =
        SegmentInfluence.of(
                AT_MINIMUM, parts, Vector.of(1, 1, 1, 1), SegmentInfluence.Estimate.FIRST_ORDER)
            .orElseThrow();

    Vector more =
        ImplicitSensitivity.exact(AT_MINIMUM, Vector.gradient(parts.get(3))).orElseThrow();

    Vector less = influence.segments().get(3).shift().orElseThrow().parameters();
    assertThat(less).isEqualTo(more.times(-1)); // the same operations
  }

  @Test
  void exact_saddle_hasNone() {
    Derivatives saddle =
        Derivatives.of(0, new double[2], new double[] {1, 0, 1}, new double[] {1, 0, -1});

    assertThat(ImplicitSensitivity.exact(saddle, Vector.of(1, 1))).isEmpty();
    assertThat(ImplicitSensitivity.gaussNewton(saddle, Vector.of(1, 1)).orElseThrow().errorFactor())
        .isCloseTo(2, within(1e-15)); // rounding
  }

  @Test
  void gaussNewton_singular_hasNone() {
    Derivatives flat =
        Derivatives.of(0, new double[2], new double[] {1, 1, 1}, new double[] {1, 0, 1});

    assertThat(ImplicitSensitivity.gaussNewton(flat, Vector.of(1, 1))).isEmpty();
  }

  @Test
  void gradientChange_stepLostInRounding_isRefused() {
    assertThatThrownBy(() -> ImplicitSensitivity.gradientChange(_ -> Vector.zero(1), 1, 1e-20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step must be positive and not lost beside 1.0: 1.0E-20");
  }

  @Test
  void metric_unlikeUnits_doesNotLoseRank() {
    // Units 10¹² apart, as of a ratio and a coefficient of a long time.
    SymmetricMatrix curvature =
        SymmetricMatrix.of(2, (i, j) -> (i == j ? 2 : 1) * Math.pow(1e-12, i) * Math.pow(1e-12, j));

    assertThat(Metric.of(curvature).isDefinite()).isTrue();
  }

  private static void assertClose(Vector actual, double tolerance, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.at(i)).isCloseTo(expected[i], within(tolerance));
    }
  }
}
