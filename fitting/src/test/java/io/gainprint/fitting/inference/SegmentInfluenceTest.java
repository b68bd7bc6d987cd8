package io.gainprint.fitting.inference;

import static io.gainprint.fitting.inference.SumOfSquares.MISRA_1A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.inference.SegmentInfluence.Estimate;
import io.gainprint.fitting.inference.SegmentInfluence.Influence;
import io.gainprint.fitting.inference.SegmentInfluence.Shift;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentInfluenceTest {
  private static final Vector MINIMUM = MISRA_1A.minimum(SumOfSquares.MISRA_1A_START);
  private static final Vector ONES = Vector.of(1, 1);

  /// Δb₁ without a pair of neighbouring observations: by a refit, with leverage, to first order.
  @ParameterizedTest
  @CsvSource({
    "0, 0.94322275, 0.93648676, 0.86436623",
    "2, 1.78269566, 1.76268042, 1.47420283",
    "10, 0.46240557, 0.46117817, 0.35443309",
    "12, -11.0312, -11.5882, -2.66675"
  })
  void of_misraWithoutPair_isGolden(int first, double refit, double leverage, double firstOrder) {
    Vector without =
        MISRA_1A.without(List.of(first, first + 1)).minimum(SumOfSquares.MISRA_1A_START);

    // The last digit of the golden numbers, which are of unlike size.
    double digit = Math.abs(refit) > 10 ? 1e-4 : 1e-8;
    assertThat(without.at(0) - MINIMUM.at(0)).isCloseTo(refit, within(digit));
    assertThat(misraShift(first, Estimate.LEVERAGE).parameters().at(0))
        .isCloseTo(leverage, within(digit));
    assertThat(misraShift(first, Estimate.FIRST_ORDER).parameters().at(0))
        .isCloseTo(firstOrder, within(digit));
  }

  private static Shift misraShift(int first, Estimate estimate) {
    List<Derivatives> parts = MISRA_1A.parts(MINIMUM);
    Derivatives pair = parts.get(first).plus(parts.get(first + 1));
    return SegmentInfluence.of(SumOfSquares.sum(parts), List.of(pair), ONES, estimate)
        .orElseThrow()
        .segments()
        .getFirst()
        .shift()
        .orElseThrow();
  }

  @Test
  void of_linearLeastSquares_equalsRefits() {
    Random random = new Random(1);
    for (int trial = 0; trial < 20; trial++) {
      int n = 24;
      // Parameters in units 10⁶ apart.
      Vector units = Vector.of(1, 1e3, 1e-3);
      List<Vector> rows =
          IntStream.range(0, n)
              .mapToObj(_ -> Vector.of(3, j -> units.at(j) * random.nextGaussian()))
              .toList();
      double[] y = DoubleStream.generate(random::nextGaussian).limit(n).toArray();
      SumOfSquares problem = SumOfSquares.linear(rows, y);
      Vector minimum = problem.minimum(Vector.zero(3));
      List<Derivatives> samples = problem.parts(minimum);
      List<Derivatives> segments =
          IntStream.range(0, 6)
              .mapToObj(k -> SumOfSquares.sum(samples.subList(4 * k, 4 * k + 4)))
              .toList();

      SegmentInfluence influence =
          SegmentInfluence.of(
                  SumOfSquares.sum(samples), segments, Vector.of(1, 1, 1), Estimate.LEVERAGE)
              .orElseThrow();

      for (int k = 0; k < 6; k++) {
        Vector refit =
            problem
                .without(List.of(4 * k, 4 * k + 1, 4 * k + 2, 4 * k + 3))
                .minimum(Vector.zero(3));
        Vector shift = influence.segments().get(k).shift().orElseThrow().parameters();
        for (int i = 0; i < 3; i++) {
          // Rounding times the condition of 20 random rows, in each parameter's unit.
          assertThat((shift.at(i) - (refit.at(i) - minimum.at(i))) * units.at(i))
              .isCloseTo(0, within(1e-12));
        }
      }
    }
  }

  @Test
  void of_shift_isMeasuredInStandardErrorsAndByTheHessian() {
    Derivatives whole =
        Derivatives.of(9, new double[2], new double[] {8, 0, 8}, new double[] {4, 0, 2});
    Derivatives segment = Derivatives.of(1, new double[] {12, -6}, new double[] {2, 0, 5}, null);

    SegmentInfluence influence =
        SegmentInfluence.of(whole, List.of(segment), Vector.of(0.5, 4), Estimate.LEVERAGE)
            .orElseThrow();

    Shift shift = influence.segments().getFirst().shift().orElseThrow();
    assertClose(shift.parameters(), 2, -2); // 12/(8 − 2), −6/(8 − 5)
    assertClose(shift.inStandardErrors(), 4, -0.5);
    assertThat(shift.size()).isCloseTo(4 * 4 + 2 * 4, within(1e-13)); // rounding
  }

  @Test
  void of_hessianNotPositiveDefinite_takesGaussNewton() {
    Derivatives whole = Derivatives.of(9, new double[1], new double[] {8}, new double[] {-4});
    Derivatives segment = Derivatives.of(1, new double[] {16}, new double[] {0}, null);

    SegmentInfluence influence =
        SegmentInfluence.of(whole, List.of(segment), Vector.of(1), Estimate.FIRST_ORDER)
            .orElseThrow();

    Shift shift = influence.segments().getFirst().shift().orElseThrow();
    assertClose(shift.parameters(), 2);
    assertThat(shift.size()).isCloseTo(32, within(1e-13)); // rounding
  }

  @Test
  void ranked_onlySegmentThatKnowsAParameter_isFirstAndHasNoShift() {
    // θ₁ is seen by the last segment only.
    List<Derivatives> segments =
        List.of(
            Derivatives.of(1, new double[] {1, 0}, new double[] {2, 0, 0}, null),
            Derivatives.of(1, new double[] {-3, 0}, new double[] {2, 0, 0}, null),
            Derivatives.of(1, new double[] {2, 0}, new double[] {2, 1e-7, 1e-8}, null));

    SegmentInfluence influence =
        SegmentInfluence.of(SumOfSquares.sum(segments), segments, ONES, Estimate.LEVERAGE)
            .orElseThrow();

    assertThat(influence.ranked()).extracting(Influence::segment).containsExactly(2, 1, 0);
    assertThat(influence.ranked().getFirst().shift()).isEmpty();
    assertThat(influence.ranked().getFirst().size()).isInfinite();
    assertThat(influence.deciding(1, 0.5)).hasSize(1);
    assertThat(influence.deciding(1, 0.5).getFirst().segment()).isEqualTo(2);
  }

  @Test
  void of_parameterThatNoSegmentKnows_isEmpty() {
    Derivatives flat = Derivatives.of(1, new double[2], new double[] {2, 0, 0}, null);

    assertThat(SegmentInfluence.of(flat, List.of(flat), ONES, Estimate.LEVERAGE)).isEmpty();
  }

  @Test
  void deciding_shares_areThoseOfTheVariance() {
    Random random = new Random(2);
    List<Derivatives> segments =
        IntStream.range(0, 5)
            .mapToObj(_ -> {
              double a = random.nextGaussian();
              double b = random.nextGaussian();
              return Derivatives.of(
                  1, new double[2], new double[] {a * a + 1, a * b, b * b + 1}, null);
            })
            .toList();
    Derivatives whole = SumOfSquares.sum(segments);
    SymmetricMatrix inverse = SymmetricMatrix.gaussNewton(whole).inverse().orElseThrow();

    SegmentInfluence influence =
        SegmentInfluence.of(whole, segments, ONES, Estimate.LEVERAGE).orElseThrow();

    for (int i = 0; i < 2; i++) {
      List<SegmentInfluence.Share> shares = influence.deciding(i, 1);
      assertThat(shares).hasSize(5);
      assertThat(shares.stream().mapToDouble(SegmentInfluence.Share::share).sum())
          .isCloseTo(1, within(1e-14)); // rounding
      for (SegmentInfluence.Share share : shares) {
        SymmetricMatrix contribution =
            SymmetricMatrix.gaussNewton(segments.get(share.segment())).between(inverse);
        assertThat(share.share())
            .isCloseTo(contribution.at(i, i) / inverse.at(i, i), within(1e-13)); // rounding
      }
    }
  }

  @Test
  void deciding_half_isTheFewestSegmentsThatHoldIt() {
    List<Derivatives> segments =
        DoubleStream.of(1, 4, 2, 3)
            .mapToObj(g -> Derivatives.of(1, new double[1], new double[] {g}, null))
            .toList();

    SegmentInfluence influence =
        SegmentInfluence.of(SumOfSquares.sum(segments), segments, Vector.of(1), Estimate.LEVERAGE)
            .orElseThrow();

    assertThat(influence.deciding(0, 0.5))
        .extracting(SegmentInfluence.Share::segment)
        .containsExactly(1, 3);
    assertThatThrownBy(() -> influence.deciding(0, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be from 0 to 1: 1.5");
  }

  private static void assertClose(Vector actual, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual.at(i)).isCloseTo(expected[i], within(1e-13)); // rounding
    }
  }
}
