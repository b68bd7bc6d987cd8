package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Drops parts, such as recordings, that want parameters of their own: by the length of the Newton
/// step each of them would take by itself from the minimum of all.
///
/// ```
/// p_i = (G_i + G/m)⁻¹ g_i          score ‖p_i‖_G          G = Σ G_i
/// ```
///
/// At the minimum of parts that agree, each wants to move by no more than its noise; one that is
/// misaligned, clipped or of another setting wants to go elsewhere. Away from it all steps are
/// long, so that parts are scored at the minimum of all of them first, and then of those kept.
///
/// Plain G_i⁻¹g_i, as published, takes a part that says little, such as a pause, for a part that
/// disagrees: its step is noise divided by almost nothing. The average of all parts, G/m, added to
/// each keeps it short. This is also what makes scores comparable: with x times the information of
/// the average, noise alone gives a score in proportion to √x / (1 + x), which is the same within a
/// factor of 2 for x from 0.07 to 14. What a silent part scores is 0. G_i rather than H_i, which
/// need not be positive definite.
///
/// What it cannot see: a wrong part that outweighs the others moves the minimum to itself, and they
/// look wrong. Normalise each recording by its level first.
///
/// After Ghosh, Maity and Mazumdar 2020, arXiv 2006.08737, there without the average and with the
/// mean of kept steps for a step; here what is kept is minimised as one objective, so that line
/// search and covariance refer to it.
///
/// @param rule which parts to drop, by their scores
/// @param leastParts fewer are all kept, ≥ 2
/// @param maxRounds minimisations at most, ≥ 1
public record NormTrimming(Rule rule, int leastParts, int maxRounds) {
  /// Outliers, no more than a fifth of all parts; at least 5 parts, 10 rounds.
  public static final NormTrimming DEFAULT = new NormTrimming(new Outliers(0.2, 6), 5, 10);

  /// Checks both numbers.
  ///
  /// @throws IllegalArgumentException if one is below its limit
  public NormTrimming {
    if (leastParts < 2) {
      throw new IllegalArgumentException("least parts must be at least 2: " + leastParts);
    }
    if (maxRounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1: " + maxRounds);
    }
  }

  /// Which parts to drop.
  public sealed interface Rule {
    /// The share of parts that may be dropped.
    ///
    /// @return 0 to less than ½
    double share();
  }

  /// The share of largest scores, whatever they are, as published. Drops honest parts where there
  /// are no others.
  ///
  /// @param share of parts to drop, rounded up, 0 to less than ½
  public record LargestShare(double share) implements Rule {
    /// Checks the share.
    ///
    /// @throws IllegalArgumentException if it is out of range
    public LargestShare {
      requireMinority(share);
    }
  }

  /// Only scores far from the others: beyond median + deviations · 1.4826 MAD, the median absolute
  /// deviation, and beyond twice the median, as a few scores may lie close together by chance.
  ///
  /// Neither median nor MAD is moved by less than half of the parts. 6 deviations, because a
  /// dropped honest part is a loss without gain and a part that matters lies far out: of honest
  /// sets of parts with normal noise in 5 parameters, 3 in 100 lose one where there are 5 parts,
  /// and fewer than 1 in 100 where there are 10 or more.
  ///
  /// @param share of parts that may be dropped at most, rounded up, 0 to less than ½
  /// @param deviations how far from the median, ≥ 0
  /// @param least scores up to this are no outliers however small the others are, ≥ 0
  public record Outliers(double share, double deviations, double least) implements Rule {
    /// Outliers of whatever size.
    ///
    /// @param share of parts that may be dropped at most, 0 to less than ½
    /// @param deviations how far from the median, ≥ 0
    public Outliers(double share, double deviations) {
      this(share, deviations, 0);
    }

    /// Checks all three.
    ///
    /// @throws IllegalArgumentException if one is out of range
    public Outliers {
      requireMinority(share);
      if (!(deviations >= 0)) {
        throw new IllegalArgumentException("deviations must be at least 0: " + deviations);
      }
      if (!(least >= 0)) {
        throw new IllegalArgumentException("least score must be at least 0: " + least);
      }
    }
  }

  private static void requireMinority(double share) {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("share must be at least 0 and less than 0.5: " + share);
    }
  }

  /// What came of a fit with trimming.
  ///
  /// @param <S> what the solver returns
  /// @param solution of the parts kept
  /// @param kept their indices, ascending
  /// @param dropped the others, ascending
  /// @param scores of all parts at the solution; none if there were too few parts
  /// @param rounds minimisations made
  /// @param isSettled whether scores at the solution keep the same parts
  public record Trimmed<S>(
      S solution,
      List<Integer> kept,
      List<Integer> dropped,
      List<Double> scores,
      int rounds,
      boolean isSettled) {}

  /// Minimises over all parts, then over those kept, until these stay the same.
  ///
  /// @param <S> what the solver returns
  /// @param parts their number, ≥ 1
  /// @param solver minimises over the parts of given indices
  /// @param derivatives those of all parts, kept or not, at a solution
  /// @return the last solution and what it is of; not settled if the rounds are used up or parts
  ///   once dropped and kept again come round a second time
  /// @throws IllegalArgumentException if there is no part or derivatives are not of all parts
  public <S> Trimmed<S> solve(
      int parts,
      Function<List<Integer>, S> solver,
      Function<? super S, List<Derivatives>> derivatives) {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1: " + parts);
    }
    List<Integer> kept = IntStream.range(0, parts).boxed().toList();
    Set<List<Integer>> tried = new HashSet<>();
    for (int round = 1; ; round++) {
      tried.add(kept);
      S solution = solver.apply(kept);
      if (parts < leastParts) {
        return new Trimmed<>(solution, kept, List.of(), List.of(), round, true);
      }
      List<Derivatives> all = derivatives.apply(solution);
      if (all.size() != parts) {
        throw new IllegalArgumentException(
            "derivatives must be of " + parts + " parts: " + all.size());
      }
      List<Double> scores = scores(all);
      List<Integer> next = keep(scores);
      boolean isSettled = next.equals(kept);
      if (isSettled || round == maxRounds || tried.contains(next)) {
        return new Trimmed<>(solution, kept, others(parts, kept), scores, round, isSettled);
      }
      kept = next;
    }
  }

  private static List<Integer> others(int parts, List<Integer> kept) {
    return IntStream.range(0, parts).boxed().filter(k -> !kept.contains(k)).toList();
  }

  /// The parts to keep.
  ///
  /// @param scores of all parts
  /// @return the indices of those to keep, ascending; all if there are too few
  public List<Integer> keep(List<Double> scores) {
    int m = scores.size();
    if (m < leastParts) {
      return IntStream.range(0, m).boxed().toList();
    }
    double limit =
        switch (rule) {
          case LargestShare _ -> Double.NEGATIVE_INFINITY;
          case Outliers outliers ->
              Math.max(outliers.least(), limit(scores, outliers.deviations()));
        };
    // Shares such as 0.1 are not exact, and 10 of them are to be 1.
    int most = (int) Math.ceil(rule.share() * m - 1e-9);
    List<Integer> dropped =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(scores::get).reversed())
            .limit(most)
            .filter(k -> scores.get(k) > limit)
            .toList();
    return others(m, dropped);
  }

  private static double limit(List<Double> scores, double deviations) {
    double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
    double median = Medians.of(values);
    double[] distances = Arrays.stream(values).map(s -> Math.abs(s - median)).toArray();
    double deviation = Medians.NORMAL * Medians.of(distances);
    return Math.max(median + deviations * deviation, 2 * median);
  }

  /// How far each part would move by itself.
  ///
  /// Directions in which no part knows anything do not count.
  ///
  /// @param parts derivatives of each part, at the minimum of those kept
  /// @return ‖p_i‖_G of each; +∞ of a part with a derivative that is not finite, which G is without
  /// @throws IllegalArgumentException if dimensions differ
  public static List<Double> scores(List<Derivatives> parts) {
    int m = (int) parts.stream().filter(Derivatives::isFinite).count();
    if (m == 0) {
      return parts.stream().map(_ -> Double.POSITIVE_INFINITY).toList();
    }
    Metric metric =
        Metric.of(
            SymmetricMatrix.gaussNewton(
                parts.stream()
                    .filter(Derivatives::isFinite)
                    .reduce(Derivatives::plus)
                    .orElseThrow()));
    return parts.stream().map(part -> score(part, metric, m)).toList();
  }

  private static double score(Derivatives part, Metric metric, int m) {
    if (!part.isFinite()) {
      return Double.POSITIVE_INFINITY;
    }
    // In this metric G is the identity, and the length of a step is its plain norm.
    SymmetricMatrix own = metric.curvature(SymmetricMatrix.gaussNewton(part));
    Vector gradient = metric.gradient(Vector.gradient(part));
    return SymmetricMatrix.identity(metric.rank(), 1.0 / m)
        .plus(1, own)
        .inverse()
        .map(inverse -> inverse.times(gradient).norm())
        .orElse(0.0); // nothing is known in any direction
  }
}
