package io.gainprint.fitting.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowDiscrepancyTest {
  private static Box unitCube(int dimension) {
    return Box.of(Vector.zero(dimension), Vector.of(dimension, _ -> 1));
  }

  /// The best of 20 random sets is worse. A shift does not count on the torus: any seed will do.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void points_areMoreEvenThanRandomOnes(int dimension) {
    double random =
        LongStream.range(0, 20)
            .mapToDouble(seed -> discrepancy(randomPoints(dimension, 64, seed)))
            .min()
            .orElseThrow();

    assertThat(discrepancy(LowDiscrepancy.points(unitCube(dimension), 64, 1))).isLessThan(random);
  }

  /// The longest gap of a Kronecker sequence of the golden ratio stays below 1.9 / n for all n;
  /// that of random points is about ln(n) / n, here 4.6 / n.
  @Test
  void points_oneDimension_leaveNoGap() {
    double[] sorted =
        LowDiscrepancy.points(unitCube(1), 100, 7).stream()
            .mapToDouble(p -> p.at(0))
            .sorted()
            .toArray();

    for (int k = 1; k < sorted.length; k++) {
      assertThat(sorted[k] - sorted[k - 1]).isLessThan(1.9 / 100);
    }
  }

  @Test
  void points_sameSeed_areTheSameAndLieInTheBox() {
    Box box = Box.of(Vector.of(-50, 1.5), Vector.of(-10, 15));

    List<Vector> points = LowDiscrepancy.points(box, 64, 1);

    assertThat(points).hasSize(64).allMatch(box::contains);
    assertThat(LowDiscrepancy.points(box, 64, 1)).isEqualTo(points);
    assertThat(LowDiscrepancy.points(box, 10, 1)).isEqualTo(points.subList(0, 10));
    assertThat(LowDiscrepancy.points(box, 64, 2)).doesNotContainAnyElementsOf(points);
  }

  @Test
  void points_boxOrCountOutOfRange_isRefused() {
    assertThatThrownBy(() -> LowDiscrepancy.points(unitCube(9), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a box must have 1 to 8 dimensions: 9");
    assertThatThrownBy(() -> LowDiscrepancy.points(unitCube(0), 1, 0))
        .hasMessage("a box must have 1 to 8 dimensions: 0");
    assertThatThrownBy(() -> LowDiscrepancy.points(unitCube(1), -1, 0))
        .hasMessage("count of points must not be negative: -1");
  }

  private static List<Vector> randomPoints(int dimension, int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return IntStream.range(0, count)
        .mapToObj(_ -> Vector.of(dimension, _ -> random.nextDouble()))
        .toList();
  }

  /// The squared L2 discrepancy on the torus, which knows no corner, up to its constant factor:
  /// Σ_kl Π_i (3/2 − |d| (1 − |d|)) / n² − (4/3)^d, with d the difference of coordinate i of points
  /// k and l (Hickernell 1998, doi 10.1090/S0025-5718-98-00894-1).
  private static double discrepancy(List<Vector> points) {
    int dimension = points.getFirst().dimension();
    double sum = 0;
    for (Vector p : points) {
      for (Vector q : points) {
        double product = 1;
        for (int i = 0; i < dimension; i++) {
          double d = Math.abs(p.at(i) - q.at(i));
          product *= 1.5 - d * (1 - d);
        }
        sum += product;
      }
    }
    return sum / points.size() / points.size() - Math.pow(4.0 / 3, dimension);
  }
}
