package io.gainprint.fitting.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentifiabilityTest {
  private static final List<Tolerance> TOLERANCES =
      List.of(
          Tolerance.decibels("threshold", 0.5),
          Tolerance.relative("ratio", 0.1),
          Tolerance.relative("attack", 0.2),
          Tolerance.relative("release", 0.2),
          Tolerance.decibels("make-up", 0.2));

  /// Everything known to a tenth of its tolerance.
  private static final SymmetricMatrix KNOWN = SymmetricMatrix.identity(5, 0.01);

  private static final String NOTHING =
      " changes the error by nothing that could be told from noise";

  /// A covariance in tolerances, in the coordinates of parameters.
  private static SymmetricMatrix inCoordinates(SymmetricMatrix inTolerances) {
    double[] scale = TOLERANCES.stream().mapToDouble(Tolerance::inCoordinate).toArray();
    return SymmetricMatrix.of(5, (i, j) -> scale[i] * inTolerances.at(i, j) * scale[j]);
  }

  private static List<Finding> findings(SymmetricMatrix inTolerances) {
    return Identifiability.findings(inCoordinates(inTolerances), TOLERANCES);
  }

  private static List<String> sentences(SymmetricMatrix inTolerances) {
    return findings(inTolerances).stream().map(Finding::sentence).toList();
  }

  /// One direction with so many more tolerances of standard deviation.
  private static SymmetricMatrix alongside(double deviation, double... direction) {
    Vector v = Vector.of(direction);
    return KNOWN.plusOuter(Math.pow(deviation / v.norm(), 2), v);
  }

  @Test
  void findings_allWithinTolerance_areNone() {
    assertThat(findings(KNOWN)).isEmpty();
    assertThat(findings(SymmetricMatrix.identity(5, 0.99))).isEmpty();
    assertThat(findings(SymmetricMatrix.zero(5))).isEmpty();
    assertThat(Identifiability.findings(SymmetricMatrix.zero(0), List.of())).isEmpty();
  }

  @Test
  void findings_oneParameterAlone_isUndetermined() {
    // 2 tolerances of 20 %: 1.2² − 1.
    assertThat(sentences(alongside(Math.sqrt(4 - 0.01), 0, 0, 1, 0, 0)))
        .containsExactly(
            "attack is not determined by this recording: raising attack by 44 %" + NOTHING);
  }

  @Test
  void findings_oneParameterAtAllLost_saysSoUpToTenTolerances() {
    assertThat(sentences(alongside(1e6, 0, 0, 0, 0, 1)))
        .containsExactly(
            "make-up is not determined by this recording: raising make-up by 2 dB"
                + NOTHING
                + ", and more of it may not either");
  }

  @Test
  void findings_twoThatTradeOff_areInseparable() {
    // 6.4 tolerances of 0.5 dB against 5.5 of 0.2 dB.
    double deviation = Math.hypot(6.4, 5.5);

    assertThat(sentences(alongside(deviation, 6.4, 0, 0, 0, -5.5)))
        .containsExactly(
            "threshold and make-up are not separable on this recording: raising threshold by 3.2 dB"
                + " and lowering make-up by 1.1 dB"
                + NOTHING);
  }

  @Test
  void findings_threeThatTradeOff_areNamedInOrderAndTheFirstIsRaised() {
    List<Finding> findings = findings(alongside(6, -2, 3, 0, 0, 4));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().sentence())
        .startsWith("threshold, ratio and make-up are not separable on this recording: raising")
        .contains("lowering ratio")
        .contains(" and lowering make-up");
    Finding.Inseparable inseparable = (Finding.Inseparable) findings.getFirst();
    // 6 tolerances, and 1 % of one more, in the direction (2, −3, −4)/√29.
    double unit = Math.sqrt((36 + 0.01) / 29);
    assertThat(inseparable.changes().get(0).amount()).isCloseTo(unit * 2 * 0.5, within(1e-12));
    assertThat(inseparable.changes().get(1).amount())
        .isCloseTo(Math.pow(1.1, -3 * unit) - 1, within(1e-12)); // rounding of the eigenvector
    assertThat(inseparable.changes().get(2).amount()).isCloseTo(unit * -4 * 0.2, within(1e-12));
    assertThat(inseparable.isAtLeast()).isFalse();
  }

  @Test
  void findings_twoUndeterminedWithTheSameVariance_areNotCalledInseparable() {
    // Any two directions of their plane are eigenvectors; neither depends on the other.
    SymmetricMatrix covariance =
        KNOWN.plus(1, SymmetricMatrix.of(5, (i, j) -> i == j && (i == 2 || i == 3) ? 4 : 0));
    Random random = new Random(7);
    for (int trial = 0; trial < 20; trial++) {
      // Rounding turns the eigenvectors anyhow.
      SymmetricMatrix noise = SymmetricMatrix.of(5, (_, _) -> 1e-14 * random.nextGaussian());
      assertThat(findings(covariance.plus(1, noise)))
          .hasSize(2)
          .allMatch(Finding.Undetermined.class::isInstance);
    }
  }

  @Test
  void findings_undeterminedParameterThatTakesAnotherAlong_saysBoth() {
    // Attack is lost even if make-up is known; make-up moves by 3 tolerances with it.
    SymmetricMatrix covariance =
        alongside(Math.hypot(9, 3), 0, 0, 9, 0, 3)
            .plus(1, SymmetricMatrix.of(5, (i, j) -> i == 2 && j == 2 ? 4 : 0));

    List<String> sentences = sentences(covariance);

    assertThat(sentences).hasSize(2);
    assertThat(sentences.get(0)).startsWith("attack is not determined");
    assertThat(sentences.get(1)).startsWith("attack and make-up are not separable");
  }

  @Test
  void findings_littleMotionOfOthers_isNotNamed() {
    // Beside 1.1 tolerances of threshold and make-up each, 0.1 of the ratio.
    assertThat(sentences(alongside(Math.hypot(1.1, 1.1), 1.1, 0.1, 0, 0, 1.1)).getFirst())
        .startsWith("threshold and make-up are not separable");
  }

  @Test
  void findings_combinationDominatedByOneThatIsKnownGivenAnother_namesTwo() {
    assertThat(sentences(alongside(3, 1, 0, 0, 0, 0.2)).getFirst())
        .startsWith("threshold and make-up are not separable");
  }

  @Test
  void findings_singularCovariance_isAnswered() {
    Vector v = Vector.of(3, 0, 0, 0, -3);

    assertThat(sentences(SymmetricMatrix.zero(5).plusOuter(1, v)))
        .containsExactly(
            "threshold and make-up are not separable on this recording: raising threshold by 1.5 dB"
                + " and lowering make-up by 0.6 dB"
                + NOTHING);
  }

  @Test
  void findings_severalCombinations_leastDeterminedFirst() {
    SymmetricMatrix covariance =
        alongside(3, 1, 0, 0, 0, -1).plusOuter(25 / 2.0, Vector.of(0, 0, 1, 1, 0));

    assertThat(sentences(covariance))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("attack and release are not separable"),
            second -> assertThat(second).startsWith("threshold and make-up are not separable"));
  }

  @Test
  void onBound_sentence_says() {
    assertThat(new Finding.OnBound("release", "upper bound of 1000 ms").sentence())
        .isEqualTo(
            "release is on its upper bound of 1000 ms: the recording asks for more than the range"
                + " allows, or does not determine it");
  }

  @Test
  void findings_otherNumberOfTolerances_isRefused() {
    assertThatThrownBy(() -> Identifiability.findings(SymmetricMatrix.zero(4), TOLERANCES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tolerances must be 4: 5");
  }

  @Test
  void tolerance_notPositive_isRefused() {
    assertThatThrownBy(() -> Tolerance.decibels("threshold", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tolerance of threshold must be positive: 0.0");
  }
}
