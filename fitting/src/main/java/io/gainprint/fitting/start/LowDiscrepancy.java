package io.gainprint.fitting.start;

import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Points that fill a box more evenly than random ones do.
///
/// A Kronecker sequence with a random shift, the same for all points (Cranley and Patterson, doi
/// 10.1137/0713071):
///
/// ```
/// u_k = frac(u_0 + k a)        a_i = φ^−i,  i = 1 … d,  φ > 1 the root of φ^(d+1) = φ + 1
/// ```
///
/// For d = 1 that φ is the golden ratio; in general it makes 1, a₁, …, a_d badly approximable all
/// at once. Source: Martin Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences"
/// (2018).
public final class LowDiscrepancy {
  /// In more dimensions the sequence is hardly more even than random points.
  private static final int MAX_DIMENSION = 8;

  /// Each iteration of x ← (1 + x)^(1/(d+1)) shrinks the error by 2 or more: this gives all bits.
  private static final int ITERATIONS = 60;

  private LowDiscrepancy() {}

  /// The first points of a sequence.
  ///
  /// @param box where they lie; 1 to 8 dimensions
  /// @param count how many, ≥ 0; the first points of a longer sequence are those of a shorter one
  /// @param seed of the shift
  /// @return the points
  /// @throws IllegalArgumentException if the box has more dimensions than 8, or none, or the count
  ///   is negative
  public static List<Vector> points(Box box, int count, long seed) {
    int d = box.dimension();
    if (d < 1 || d > MAX_DIMENSION) {
      throw new IllegalArgumentException("a box must have 1 to 8 dimensions: " + d);
    }
    if (count < 0) {
      throw new IllegalArgumentException("count of points must not be negative: " + count);
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Vector shift = Vector.of(d, _ -> random.nextDouble());
    double phi = root(d);
    Vector a = Vector.of(d, i -> Math.pow(phi, -(i + 1)));
    return IntStream.range(0, count)
        .mapToObj(k -> box.at(Vector.of(d, i -> fraction(shift.at(i) + k * a.at(i)))))
        .toList();
  }

  private static double root(int d) {
    double phi = 2;
    for (int k = 0; k < ITERATIONS; k++) {
      phi = Math.pow(1 + phi, 1.0 / (d + 1));
    }
    return phi;
  }

  private static double fraction(double x) {
    return x - Math.floor(x);
  }
}
