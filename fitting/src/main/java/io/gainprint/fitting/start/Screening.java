package io.gainprint.fitting.start;

import io.gainprint.fitting.linear.Vector;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Keeps the best of many candidates.
public final class Screening {
  private Screening() {}

  /// A candidate that was tried.
  ///
  /// @param index its place among all candidates
  /// @param point where it is
  /// @param loss its loss; +∞ if that was not finite
  public record Candidate(int index, Vector point, double loss) {}

  /// Tries all candidates, in one batch, and keeps those of least loss.
  ///
  /// @param points the candidates
  /// @param losses gives one loss per point, in their order; one that is not finite counts as +∞
  /// @param atMost how many to keep, ≥ 0
  /// @return the best first; of equal ones, the earlier candidate first
  /// @throws IllegalArgumentException if the number of losses is not that of the points, or
  ///   `atMost` is negative
  public static List<Candidate> best(
      List<Vector> points, Function<List<Vector>, List<Double>> losses, int atMost) {
    if (atMost < 0) {
      throw new IllegalArgumentException("number to keep must not be negative: " + atMost);
    }
    Vector found = Losses.of(points, losses);
    return IntStream.range(0, points.size())
        .mapToObj(i -> new Candidate(i, points.get(i), found.at(i)))
        .sorted(Comparator.comparingDouble(Candidate::loss)) // stable: ties stay in order
        .limit(atMost)
        .toList();
  }
}
