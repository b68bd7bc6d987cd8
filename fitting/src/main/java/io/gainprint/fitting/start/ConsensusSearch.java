package io.gainprint.fitting.start;

import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Global search for a minimum in a box, by points that are drawn to where the best of them agree
/// and scatter the more the farther they are from there.
///
/// One round of points x with losses f:
///
/// ```
/// w = exp(−α (f − f_min)) / Σ …         c = Σ w x
/// x ← clip(x − λ dt (x − c) + σ √dt (x − c) ⊙ ξ)         ξ standard normal, per coordinate
/// ```
///
/// α is chosen in every round so that the effective number of points (Σw)²/Σw² is a given share of
/// all. No gradient is needed, and nothing is assumed of the loss; on smooth losses a handful of
/// local searches from spread points does better. Source: Pinnau, Totzeck, Tse and Martin, "A
/// consensus-based model for global optimization and its mean-field limit", arXiv 1604.05648;
/// component-wise noise: Carrillo, Jin, Li and Zhu, arXiv 1909.09249.
///
/// @param points N ≥ 1, how many points search
/// @param effectiveShare η in (0, 1], the share of the points that has a say in c
/// @param drift λ ≥ 0
/// @param diffusion σ ≥ 0
/// @param timeStep dt > 0
/// @param spreadTolerance ≥ 0: the search is over when all points are nearer to c than this share
///   of the box's width, along every axis
/// @param maxRounds how many rounds at most, ≥ 0
public record ConsensusSearch(
    int points,
    double effectiveShare,
    double drift,
    double diffusion,
    double timeStep,
    double spreadTolerance,
    int maxRounds) {

  /// 40 points, 4 of which have a say, λ = 1, σ = 2, dt = 0.1, for 150 rounds or until they are
  /// within 0.1 % of the box.
  public static final ConsensusSearch DEFAULT = new ConsensusSearch(40, 0.1, 1, 2, 0.1, 1e-3, 150);

  /// exp(−40) is 4e-18, less than a double tells from 1: nothing beside a weight of 1.
  private static final double ALONE = 40;

  /// Losses nearer than this are as good as equal; the largest α, 40 / 1e-300, is finite.
  private static final double EQUAL = 1e-300;

  /// Checks every range.
  ///
  /// @throws IllegalArgumentException naming the setting, its limit and its value
  public ConsensusSearch {
    require(points >= 1, "number of points must be at least 1", points);
    require(
        effectiveShare > 0 && effectiveShare <= 1,
        "effective share must be in (0, 1]",
        effectiveShare);
    require(drift >= 0, "drift must not be negative", drift);
    require(diffusion >= 0, "diffusion must not be negative", diffusion);
    require(timeStep > 0, "time step must be positive", timeStep);
    require(spreadTolerance >= 0, "spread tolerance must not be negative", spreadTolerance);
    require(maxRounds >= 0, "maximum of rounds must not be negative", maxRounds);
  }

  private static void require(boolean condition, String limit, double value) {
    if (!condition) {
      throw new IllegalArgumentException(limit + ": " + value);
    }
  }

  /// What one round does.
  ///
  /// @param weights the share of each point in the consensus
  /// @param consensus c
  /// @param points where the points go
  public record Round(Vector weights, Vector consensus, List<Vector> points) {
    /// Copies the list.
    public Round {
      points = List.copyOf(points);
    }
  }

  /// How a search ended.
  ///
  /// @param point the best point ever seen
  /// @param loss its loss; +∞ if none was finite, and then the point is the first one tried
  /// @param evaluations points tried
  /// @param rounds rounds done
  /// @param isAgreed whether the points came together, rather than run out of rounds or been
  ///   cancelled
  public record Result(Vector point, double loss, int evaluations, int rounds, boolean isAgreed) {}

  /// Searches a box.
  ///
  /// Cancellation is asked for before every batch; the result is then the best so far.
  ///
  /// @param losses gives one loss per point, in their order; one that is not finite counts as +∞
  /// @param box where to search
  /// @param seed of all random numbers
  /// @param isCancelled whether to stop
  /// @return the best point seen
  /// @throws IllegalArgumentException if the number of losses is not that of the points
  /// @throws CancellationException if cancelled before the first batch
  public Result minimise(
      Function<List<Vector>, List<Double>> losses,
      Box box,
      long seed,
      BooleanSupplier isCancelled) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Vector> at = draw(() -> box.at(Vector.of(box.dimension(), _ -> random.nextDouble())));
    if (isCancelled.getAsBoolean()) {
      throw new CancellationException("cancelled before the first round");
    }
    Vector found = Losses.of(at, losses);
    int best = indexOfLeast(found);
    Vector bestPoint = at.get(best);
    double bestLoss = found.at(best);
    int rounds = 0;
    boolean isAgreed = false;
    while (rounds < maxRounds && !isAgreed && !isCancelled.getAsBoolean()) {
      List<Vector> noise = draw(() -> Vector.of(box.dimension(), _ -> random.nextGaussian()));
      Round round = round(at, found, sharpness(found), noise, box);
      at = round.points();
      found = Losses.of(at, losses);
      rounds++;
      best = indexOfLeast(found);
      if (found.at(best) < bestLoss) {
        bestPoint = at.get(best);
        bestLoss = found.at(best);
      }
      isAgreed = spread(at, round.consensus(), box) < spreadTolerance;
    }
    return new Result(bestPoint, bestLoss, (rounds + 1) * points, rounds, isAgreed);
  }

  private List<Vector> draw(Supplier<Vector> one) {
    List<Vector> drawn = new ArrayList<>();
    for (int k = 0; k < points; k++) {
      drawn.add(one.get());
    }
    return drawn;
  }

  private static int indexOfLeast(Vector values) {
    int least = 0;
    for (int k = 1; k < values.dimension(); k++) {
      if (values.at(k) < values.at(least)) {
        least = k;
      }
    }
    return least;
  }

  /// The largest distance from the consensus, as a share of the box's width.
  private static double spread(List<Vector> at, Vector consensus, Box box) {
    Vector widths = box.widths();
    double spread = 0;
    for (Vector x : at) {
      for (int i = 0; i < box.dimension(); i++) {
        if (widths.at(i) > 0) {
          spread = Math.max(spread, Math.abs(x.at(i) - consensus.at(i)) / widths.at(i));
        }
      }
    }
    return spread;
  }

  /// One round, in which nothing is random.
  ///
  /// @param at the points x, at least one
  /// @param losses their losses f; +∞ has no say
  /// @param sharpness α ≥ 0, finite
  /// @param noise ξ of each point
  /// @param box where the points stay
  /// @return the round
  public Round round(
      List<Vector> at, Vector losses, double sharpness, List<Vector> noise, Box box) {
    Vector weights = weights(losses, sharpness);
    weights = weights.times(1 / sum(weights));
    Vector consensus = Vector.zero(box.dimension());
    for (int k = 0; k < at.size(); k++) {
      consensus = consensus.plus(weights.at(k), at.get(k));
    }
    List<Vector> moved = new ArrayList<>();
    for (int k = 0; k < at.size(); k++) {
      Vector xi = noise.get(k);
      Vector away = at.get(k).plus(-1, consensus);
      Vector scatter = Vector.of(box.dimension(), i -> away.at(i) * xi.at(i));
      moved.add(
          box.clip(
              at.get(k)
                  .plus(-drift * timeStep, away)
                  .plus(diffusion * Math.sqrt(timeStep), scatter)));
    }
    return new Round(weights, consensus, moved);
  }

  /// The sharpness at which the effective number of points is the set share of all.
  ///
  /// The number falls from that of all finite losses, at α = 0, to that of the least ones: if it is
  /// never as large as the share, α is 0; if never as small, α is the largest that tells losses
  /// apart.
  ///
  /// @param losses losses f, at least one; +∞ has no say
  /// @return α ≥ 0, finite
  public double sharpness(Vector losses) {
    double wanted = effectiveShare * losses.dimension();
    if (effectiveNumber(weights(losses, 0)) <= wanted) {
      return 0;
    }
    double least = losses.at(indexOfLeast(losses));
    double next = Double.POSITIVE_INFINITY;
    for (int k = 0; k < losses.dimension(); k++) {
      double loss = losses.at(k);
      next = loss > least ? Math.min(next, loss) : next;
    }
    double low = 0;
    double high = ALONE / Math.max(next - least, EQUAL);
    double middle = high / 2;
    while (low < middle && middle < high) { // until they are neighbours
      if (effectiveNumber(weights(losses, middle)) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
      middle = low + (high - low) / 2;
    }
    return low;
  }

  /// exp(−α (f − f_min)), of which the greatest is 1; all are 1 if no loss is finite.
  private static Vector weights(Vector losses, double sharpness) {
    double least = losses.at(indexOfLeast(losses));
    return Vector.of(losses.dimension(), k -> weight(losses.at(k), least, sharpness));
  }

  private static double weight(double loss, double least, double sharpness) {
    if (loss == least) {
      return 1;
    }
    return Double.isFinite(loss) ? Math.exp(-sharpness * (loss - least)) : 0;
  }

  private static double effectiveNumber(Vector weights) {
    double sum = sum(weights);
    return sum * sum / weights.dot(weights);
  }

  private static double sum(Vector values) {
    double sum = 0;
    for (int k = 0; k < values.dimension(); k++) {
      sum += values.at(k);
    }
    return sum;
  }
}
