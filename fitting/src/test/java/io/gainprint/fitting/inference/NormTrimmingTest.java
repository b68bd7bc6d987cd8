package io.gainprint.fitting.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.inference.NormTrimming.LargestShare;
import io.gainprint.fitting.inference.NormTrimming.Outliers;
import io.gainprint.fitting.inference.NormTrimming.Trimmed;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormTrimmingTest {
  private static final NormTrimming FIFTH = new NormTrimming(new LargestShare(0.2), 5, 10);

  /// A quadratic with minimum b and curvature c·I: g = c(θ − b).
  private record Bowl(Vector b, double c) {
    Derivatives at(Vector theta) {
      int n = b.dimension();
      Vector g = theta.plus(-1, b).times(c);
      double[] curvature = new double[n * (n + 1) / 2];
      for (int i = 0; i < n; i++) {
        curvature[Derivatives.packed(i, i)] = c;
      }
      return Derivatives.of(0, g.toArray(), curvature, curvature);
    }
  }

  /// Eight that agree nearly, and two far off.
  private static List<Bowl> golden() {
    List<Bowl> bowls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      bowls.add(new Bowl(Vector.of(1 + 0.01 * i, 2 - 0.01 * i), 2));
    }
    bowls.add(new Bowl(Vector.of(30, -40), 2));
    bowls.add(new Bowl(Vector.of(-50, 10), 2));
    return bowls;
  }

  private static List<Derivatives> at(Vector theta, List<Bowl> bowls) {
    return bowls.stream().map(bowl -> bowl.at(theta)).toList();
  }

  /// One Newton step, which is all it takes here.
  private static Vector minimum(List<Bowl> bowls, List<Integer> kept) {
    int n = bowls.getFirst().b().dimension();
    Derivatives sum =
        SumOfSquares.sum(kept.stream().map(k -> bowls.get(k).at(Vector.zero(n))).toList());
    return SymmetricMatrix.hessian(sum)
        .inverse()
        .orElseThrow()
        .times(Vector.gradient(sum))
        .times(-1);
  }

  private static Trimmed<Vector> solve(NormTrimming trimming, List<Bowl> bowls) {
    return trimming.solve(bowls.size(), kept -> minimum(bowls, kept), theta -> at(theta, bowls));
  }

  @Test
  void keep_goldenScores_leavesOutTheTwoFarOff() {
    List<Integer> kept = FIFTH.keep(NormTrimming.scores(at(Vector.zero(2), golden())));

    assertThat(kept).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertClose(minimum(golden(), kept), 1.035, 1.965);
    assertClose(minimum(golden(), IntStream.range(0, 10).boxed().toList()), -1.172, -1.428);
  }

  @Test
  void solve_golden_dropsThemUnderEitherRule() {
    for (NormTrimming trimming : List.of(FIFTH, NormTrimming.DEFAULT)) {
      Trimmed<Vector> trimmed = solve(trimming, golden());

      assertClose(trimmed.solution(), 1.035, 1.965);
      assertThat(trimmed.dropped()).containsExactly(8, 9);
      assertThat(trimmed.kept()).hasSize(8);
      assertThat(trimmed.rounds()).isEqualTo(2);
      assertThat(trimmed.isSettled()).isTrue();
      assertThat(trimmed.scores()).hasSize(10);
    }
  }

  @Test
  void solve_cleanSet_fixedShareDropsHonestPartsAndOutliersNone() {
    List<Bowl> clean = golden().subList(0, 8);

    assertThat(solve(FIFTH, clean).dropped()).hasSize(2);
    assertThat(solve(NormTrimming.DEFAULT, clean).dropped()).isEmpty();
  }

  @Test
  void solve_fewerThanLeastParts_keepsAllAndAsksForNoDerivatives() {
    List<Bowl> four = golden().subList(6, 10);

    Trimmed<Vector> trimmed =
        NormTrimming.DEFAULT.solve(
            4,
            kept -> minimum(four, kept),
            _ -> {
              throw new AssertionError("derivatives");
            });

    assertThat(trimmed.kept()).containsExactly(0, 1, 2, 3);
    assertThat(trimmed.rounds()).isEqualTo(1);
    assertThat(trimmed.scores()).isEmpty();
  }

  @Test
  void solve_selectionThatComesRoundAgain_endsUnsettled() {
    // Scores that always speak against whoever is kept.
    Trimmed<List<Integer>> trimmed =
        FIFTH.solve(
            5,
            kept -> kept,
            kept ->
                IntStream.range(0, 5)
                    .mapToObj(k ->
                        new Bowl(Vector.of(kept.contains(0) == (k == 0) ? 9 : k + 1), 1)
                            .at(Vector.zero(1)))
                    .toList());

    assertThat(trimmed.isSettled()).isFalse();
    assertThat(trimmed.rounds()).isLessThan(10);
    assertThat(trimmed.kept()).hasSize(4).doesNotContainAnyElementsOf(trimmed.dropped());
  }

  @Test
  void solve_roundsUsedUp_endsUnsettled() {
    Trimmed<Vector> trimmed = solve(new NormTrimming(new LargestShare(0.2), 5, 1), golden());

    assertThat(trimmed.isSettled()).isFalse();
    assertThat(trimmed.rounds()).isEqualTo(1);
    assertThat(trimmed.dropped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-15, 1e-9, 1e-4})
  void solve_partThatKnowsNearlyNothing_isKept(double information) {
    Random random = new Random(3);
    List<Bowl> bowls = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      bowls.add(new Bowl(Vector.of(2, _ -> random.nextGaussian()), 1));
    }
    // By noise alone a minimum is the further off the less is known: its plain step is −θ + b.
    double deviation = information == 0 ? 0 : 1 / Math.sqrt(information);
    bowls.add(new Bowl(Vector.of(2, _ -> 2 * deviation), information));

    assertThat(solve(NormTrimming.DEFAULT, bowls).dropped()).isEmpty();
    assertThat(NormTrimming.scores(at(Vector.zero(2), bowls)).getLast()).isLessThan(1);
  }

  @Test
  void scores_directionThatNoPartKnows_doesNotCount() {
    double[] curvature = {1, 0, 0};
    List<Derivatives> parts =
        IntStream.range(0, 5)
            .mapToObj(i -> Derivatives.of(0, new double[] {i - 2, 0}, curvature, null))
            .toList();

    // (1 + 5/5)⁻¹ g in a metric of 5; rounding.
    assertThat(NormTrimming.scores(parts).get(4)).isCloseTo(Math.sqrt(5), within(1e-14));
    assertThat(NormTrimming.scores(parts).get(2)).isZero();
  }

  @Test
  void scores_unitsOfParameters_doNotMatter() {
    Random random = new Random(4);
    List<Derivatives> parts =
        IntStream.range(0, 6)
            .mapToObj(_ -> {
              double a = random.nextGaussian();
              double b = random.nextGaussian();
              return Derivatives.of(
                  1, new double[] {a, b}, new double[] {1 + a * a, a * b, 1 + b * b}, null);
            })
            .toList();
    List<Derivatives> scaled =
        parts.stream()
            .map(part -> part.inVariables(new double[] {1e4, 1e-5}, new double[2]))
            .toList();

    List<Double> scores = NormTrimming.scores(parts);
    for (int k = 0; k < 6; k++) {
      // Rounding of a well conditioned system.
      assertThat(NormTrimming.scores(scaled).get(k)).isCloseTo(scores.get(k), within(1e-12));
    }
  }

  @Test
  void scores_partThatIsNotFinite_isInfiniteAndSpoilsNoOther() {
    List<Bowl> bowls = golden().subList(0, 5);
    List<Derivatives> parts = new ArrayList<>(at(Vector.zero(2), bowls));
    List<Double> without = NormTrimming.scores(parts);
    parts.add(Derivatives.of(Double.NaN, new double[2], new double[] {1, 0, 1}, null));

    List<Double> scores = NormTrimming.scores(parts);

    assertThat(scores.subList(0, 5)).isEqualTo(without);
    assertThat(scores.get(5)).isInfinite();
    assertThat(NormTrimming.DEFAULT.keep(scores)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void keep_allScoresEqualButOne_dropsOnlyWhatIsTwiceAsFar() {
    List<Double> scores = new ArrayList<>(Collections.nCopies(9, 1.0));
    scores.add(1.5);
    assertThat(NormTrimming.DEFAULT.keep(scores)).hasSize(10);

    scores.set(9, 2.5);
    assertThat(NormTrimming.DEFAULT.keep(scores)).hasSize(9).doesNotContain(9);
  }

  @Test
  void keep_moreOutliersThanTheShare_dropsTheLargest() {
    List<Double> scores = List.of(1.0, 1.1, 50.0, 0.9, 1.2, 70.0, 60.0, 0.8, 1.05, 0.95);

    assertThat(NormTrimming.DEFAULT.keep(scores)).hasSize(8).doesNotContain(5, 6);
  }

  /// How often an honest set loses a part: what the default of 6 deviations is chosen by.
  @ParameterizedTest
  @CsvSource({"5, 0.04", "10, 0.01", "20, 0.01", "60, 0.01"})
  void solve_honestPartsOfUnlikeInformation_seldomDropsOne(int parts, double share) {
    Random random = new Random(parts);
    int sets = 500;
    int dropped = 0;
    for (int set = 0; set < sets; set++) {
      List<Bowl> bowls =
          IntStream.range(0, parts)
              .mapToObj(_ -> {
                double information = Math.exp(random.nextGaussian());
                double deviation = 1 / Math.sqrt(information);
                return new Bowl(Vector.of(5, _ -> deviation * random.nextGaussian()), information);
              })
              .toList();
      if (!solve(NormTrimming.DEFAULT, bowls).dropped().isEmpty()) {
        dropped++;
      }
    }
    assertThat(dropped).isLessThanOrEqualTo((int) (share * sets));
  }

  @Test
  void rules_shareOfHalf_isRefused() {
    assertThatThrownBy(() -> new Outliers(0.5, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be at least 0 and less than 0.5: 0.5");
    assertThatThrownBy(() -> new LargestShare(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be at least 0 and less than 0.5: -0.1");
    assertThatThrownBy(() -> new Outliers(0.1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deviations must be at least 0: NaN");
  }

  private static void assertClose(Vector actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.at(i)).isCloseTo(expected[i], within(1e-13)); // rounding
    }
  }
}
