package io.gainprint.fitting.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.start.ConsensusSearch.Result;
import io.gainprint.fitting.start.ConsensusSearch.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConsensusSearchTest {
  private static final List<Vector> GOLDEN_POINTS =
      List.of(Vector.of(0, 0), Vector.of(1, 2), Vector.of(-2, 3), Vector.of(4, 1));
  private static final Vector HIMMELBLAU_LOSSES =
      Vector.of(4, i -> himmelblau(GOLDEN_POINTS.get(i)));
  private static final Box WIDE = Box.of(Vector.of(-9, -9), Vector.of(9, 9));

  /// Numbers computed independently, printed to 10 digits: half a unit of the last one, and a bit.
  private static final double PRINTED = 1e-10;

  private static double himmelblau(Vector x) {
    double a = x.at(0) * x.at(0) + x.at(1) - 11;
    double b = x.at(0) + x.at(1) * x.at(1) - 7;
    return a * a + b * b;
  }

  private static double rastrigin(Vector x) {
    double sum = 0;
    for (int i = 0; i < x.dimension(); i++) {
      sum += x.at(i) * x.at(i) - 10 * Math.cos(2 * Math.PI * x.at(i)) + 10;
    }
    return sum;
  }

  /// Minima 0 at (5, 4) and 48.98 at (11.41, −0.8968).
  private static double freudensteinRoth(Vector x) {
    double b = x.at(1);
    double r = -13 + x.at(0) + ((5 - b) * b - 2) * b;
    double s = -29 + x.at(0) + ((b + 1) * b - 14) * b;
    return r * r + s * s;
  }

  private static Function<List<Vector>, List<Double>> each(ToDoubleFunction<Vector> loss) {
    return points -> points.stream().map(loss::applyAsDouble).toList();
  }

  private static Result search(ToDoubleFunction<Vector> loss, Box box, long seed) {
    return ConsensusSearch.DEFAULT.minimise(each(loss), box, seed, () -> false);
  }

  @Test
  void round_himmelblau_isTheGoldenOne() {
    ConsensusSearch search = new ConsensusSearch(4, 0.5, 1, 1, 0.1, 0, 1);
    List<Vector> noise =
        List.of(Vector.of(0.5, -1), Vector.of(1, 0.5), Vector.of(-0.5, 0.25), Vector.of(0, 1.5));

    Round round = search.round(GOLDEN_POINTS, HIMMELBLAU_LOSSES, 0.01, noise, WIDE);

    assertIsClose(round.weights(), 0.0825962874, 0.2290555918, 0.3852778387, 0.3030702822);
    assertIsClose(round.consensus(), 0.670781043, 1.9170149817);
    assertIsClose(round.points().get(0), -0.0389816911, 0.7979148633);
    assertIsClose(round.points().get(1), 1.0711862796, 2.0048225816);
    assertIsClose(round.points().get(2), -1.3106343343, 2.9773189814);
    assertIsClose(round.points().get(3), 3.6670781043, 0.6567230996);
  }

  private static void assertIsClose(Vector actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.at(i)).isCloseTo(expected[i], within(PRINTED));
    }
  }

  @Test
  void round_pointsThrownOutOfTheBox_areClipped() {
    ConsensusSearch search = new ConsensusSearch(2, 1, 0, 100, 1, 0, 1);
    Box box = Box.of(Vector.of(-1), Vector.of(2));

    Round round =
        search.round(
            List.of(Vector.of(0), Vector.of(1)),
            Vector.of(1, 1),
            1,
            List.of(Vector.of(1), Vector.of(1)),
            box);

    assertThat(round.points()).containsExactly(Vector.of(-1), Vector.of(2));
  }

  @Test
  void sharpness_himmelblau_leavesTwoEffectivePoints() {
    ConsensusSearch search = new ConsensusSearch(4, 0.5, 1, 1, 0.1, 0, 1);

    assertThat(search.sharpness(HIMMELBLAU_LOSSES)).isCloseTo(0.0386077216, within(PRINTED));
  }

  @Test
  void sharpness_isIndifferentToShiftAndInverseToScale() {
    ConsensusSearch search = new ConsensusSearch(4, 0.5, 1, 1, 0.1, 0, 1);
    for (double scale : new double[] {1e-200, 1e-3, 1e200}) {
      double alpha = search.sharpness(HIMMELBLAU_LOSSES.times(scale));
      assertThat(alpha * scale).isCloseTo(0.0386077216, within(PRINTED));
    }
  }

  @Test
  void sharpness_lossesThatCannotBeToldApart_isFinite() {
    ConsensusSearch search = new ConsensusSearch(4, 0.25, 1, 1, 0.1, 0, 1);
    double infinity = Double.POSITIVE_INFINITY;

    assertThat(search.sharpness(Vector.of(3, 3, 3, 3))).isZero();
    assertThat(search.sharpness(Vector.of(infinity, infinity, infinity, infinity))).isFinite();
    assertThat(search.sharpness(Vector.of(infinity, 3, infinity, infinity))).isZero();
    // Two least ones: no sharpness makes them fewer, the greatest leaves the others nothing.
    assertThat(search.sharpness(Vector.of(3, 3, 4, 5))).isBetween(30.0, 50.0);
    assertThat(search.sharpness(Vector.of(0, 0, Double.MIN_VALUE, 5))).isFinite();
  }

  /// 471 of 500 seeds find it, 46 of the first 50; measured independently: 49 of 50. A cell of this
  /// function is 1 wide, the global one ends at about 0.5.
  @Test
  void minimise_rastrigin_findsTheGlobalMinimum() {
    Box box = Box.of(Vector.of(-3, -4), Vector.of(5, 4));

    long found =
        LongStream.range(0, 50)
            .mapToObj(seed -> search(ConsensusSearchTest::rastrigin, box, seed))
            .filter(result -> result.point().maxNorm() < 0.5)
            .count();

    assertThat(found).isGreaterThanOrEqualTo(45);
  }

  @Test
  void minimise_losslessRuns_areDeterministicAndCounted() {
    Box box = Box.of(Vector.of(-3, -4), Vector.of(5, 4));
    List<Double> seen = new ArrayList<>();

    Result result =
        ConsensusSearch.DEFAULT.minimise(
            points -> {
              List<Double> losses = each(ConsensusSearchTest::rastrigin).apply(points);
              assertThat(points).hasSize(40).allMatch(box::contains);
              seen.addAll(losses);
              return losses;
            },
            box,
            3,
            () -> false);

    assertThat(result).isEqualTo(search(ConsensusSearchTest::rastrigin, box, 3));
    assertThat(result).isNotEqualTo(search(ConsensusSearchTest::rastrigin, box, 4));
    assertThat(result.evaluations()).isEqualTo(seen.size()).isEqualTo(40 * (result.rounds() + 1));
    assertThat(result.loss()).isEqualTo(seen.stream().min(Double::compare).orElseThrow());
    assertThat(result.loss()).isEqualTo(rastrigin(result.point()));
    assertThat(result.isAgreed()).isEqualTo(result.rounds() < 150);
  }

  /// 38 of these 50, against 77 of 200 random starts in this box. Measured independently, in a box
  /// that is not stated: 41 of 50 and 103 of 200. Gauss-Newton with damping finishes here.
  @Test
  void minimise_freudensteinRoth_oftenFindsTheBasinOfTheGlobalMinimum() {
    Box box = Box.of(Vector.of(-10, -10), Vector.of(20, 10));

    long found =
        LongStream.range(0, 50)
            .mapToObj(seed -> search(ConsensusSearchTest::freudensteinRoth, box, seed))
            .filter(result -> freudensteinRoth(polished(result.point())) < 1)
            .count();

    assertThat(found).isGreaterThanOrEqualTo(35);
  }

  /// Levenberg-Marquardt with the damping doubled or divided by three.
  private static Vector polished(Vector start) {
    Vector x = start;
    double damping = 1;
    for (int k = 0; k < 200; k++) {
      double b = x.at(1);
      double r = -13 + x.at(0) + ((5 - b) * b - 2) * b;
      double s = -29 + x.at(0) + ((b + 1) * b - 14) * b;
      double rb = (10 - 3 * b) * b - 2;
      double sb = (3 * b + 2) * b - 14;
      double g0 = r + s;
      double g1 = r * rb + s * sb;
      double h00 = 2 + damping;
      double h01 = rb + sb;
      double h11 = rb * rb + sb * sb + damping;
      double determinant = h00 * h11 - h01 * h01;
      Vector next =
          Vector.of(
              x.at(0) - (h11 * g0 - h01 * g1) / determinant,
              x.at(1) - (h00 * g1 - h01 * g0) / determinant);
      if (freudensteinRoth(next) < freudensteinRoth(x)) {
        x = next;
        damping /= 3;
      } else {
        damping *= 2;
      }
    }
    return x;
  }

  @Test
  void minimise_lossesThatAreNotFinite_areAvoided() {
    Box box = Box.of(Vector.of(-3, -4), Vector.of(5, 4));

    Result result =
        search(x -> x.at(0) < 1 ? Double.NaN : x.at(0) < 2 ? -1 / 0.0 : x.dot(x), box, 1);

    assertThat(result.point().at(0)).isBetween(2.0, 2.1); // the nearest to 0 that is defined
    assertThat(result.loss()).isCloseTo(4, within(0.5));
  }

  @Test
  void minimise_noLossFinite_returnsTheFirstPoint() {
    List<Vector> tried = new ArrayList<>();

    Result result =
        ConsensusSearch.DEFAULT.minimise(
            points -> {
              tried.addAll(points);
              return points.stream().map(_ -> Double.NaN).toList();
            },
            WIDE,
            1,
            () -> false);

    assertThat(result.loss()).isInfinite();
    assertThat(result.point()).isEqualTo(tried.getFirst());
  }

  @Test
  void minimise_cancelled_returnsTheBestSoFar() {
    int[] asked = {0};

    Result result =
        ConsensusSearch.DEFAULT.minimise(
            each(ConsensusSearchTest::himmelblau), WIDE, 1, () -> ++asked[0] > 4);

    assertThat(result.rounds()).isEqualTo(3);
    assertThat(result.evaluations()).isEqualTo(160);
    assertThat(result.isAgreed()).isFalse();
    assertThat(result.loss()).isEqualTo(himmelblau(result.point()));
  }

  @Test
  void minimise_cancelledBeforeTheFirstBatch_throws() {
    assertThatThrownBy(() ->
            ConsensusSearch.DEFAULT.minimise(
                _ -> {
                  throw new AssertionError("nothing may be evaluated");
                },
                WIDE,
                1,
                () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void consensusSearch_settingOutOfRange_isRefusedByName() {
    assertThatThrownBy(() -> new ConsensusSearch(0, 0.1, 1, 2, 0.1, 1e-3, 150))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of points must be at least 1: 0.0");
    assertThatThrownBy(() -> new ConsensusSearch(40, 0, 1, 2, 0.1, 1e-3, 150))
        .hasMessage("effective share must be in (0, 1]: 0.0");
    assertThatThrownBy(() -> new ConsensusSearch(40, 0.1, 1, Double.NaN, 0.1, 1e-3, 150))
        .hasMessage("diffusion must not be negative: NaN");
  }
}
