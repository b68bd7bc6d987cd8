package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.inference.ConfidenceInterval;
import io.gainprint.fitting.inference.Covariance;
import io.gainprint.fitting.inference.Finding;
import io.gainprint.fitting.inference.FreeParameters;
import io.gainprint.fitting.inference.Identifiability;
import io.gainprint.fitting.inference.ImplicitSensitivity;
import io.gainprint.fitting.inference.SandwichCovariance;
import io.gainprint.fitting.inference.SegmentInfluence;
import io.gainprint.fitting.inference.SegmentInfluence.Estimate;
import io.gainprint.fitting.inference.SegmentInfluence.Share;
import io.gainprint.fitting.inference.Tolerance;
import io.gainprint.fitting.linear.Spectrum;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads off a minimum what it tells beyond its parameters: three passes over the recording, one
/// with the gradient of every segment, one with another pre-emphasis, one with the curvature of
/// switches.
///
/// Parameters on a bound of their range are held there: nothing is known of them but that.
final class Insights {
  /// Short, to have many of them.
  private static final double SEGMENT_SECONDS = 0.5;

  /// Λ at most: 2 s, in which the gain forgets at the longest release of 1 s.
  private static final int MAX_LAGS = 4;

  /// Every lag costs degrees of freedom: one for so many segments.
  private static final int SEGMENTS_PER_LAG = 20;

  /// What decides a parameter is what holds half of what is known of it.
  private static final double DECIDING_SHARE = 0.5;

  /// More stretches than these are "the whole recording".
  private static final int MOST_PASSAGES = 3;

  /// The change of the pre-emphasis' corner that parameters are followed over.
  private static final double CORNER = 1.1;

  /// Over which a Hessian takes switches between attack and release into account, in coordinates of
  /// the order of 1. Picked on one simulated pair, that of FitInsightTest: there shifts came within
  /// 3 % of refits at a corner 10 % higher, and within 30 % without switches. Refits at −10 % and
  /// ±2 % were up to 10 % and 25 % off, as switches make the minimum move unevenly: a guide, no
  /// more.
  private static final double SWITCHING_WIDTH = 0.01;

  /// Where no parameter can be told without the others, each is taken to be known within so many
  /// tolerances beforehand: ten times what findings are followed over.
  private static final double BEFOREHAND = 100;

  /// What is just heard, or a little more.
  private static final List<Tolerance> TOLERANCES =
      List.of(
          Tolerance.decibels("threshold", 0.5),
          Tolerance.relative("ratio", 0.1),
          Tolerance.relative("attack", 0.2),
          Tolerance.relative("release", 0.2),
          Tolerance.decibels("make-up", 0.2));

  private final CompressorObjective objective;
  private final CompressorCoordinates coordinates;
  private final Vector z;
  private final int[] free;
  private final Derivatives whole;
  private final Optional<Covariance> sandwich;
  private final Optional<Covariance> whiteNoise;
  private final Optional<Vector> cornerShift;
  private final Optional<SegmentInfluence> influence;

  private Insights(CompressorObjective objective, Vector z, Derivatives derivatives) {
    this.objective = objective;
    this.coordinates = objective.coordinates();
    this.z = z;
    this.free =
        IntStream.range(0, objective.dimension())
            .filter(i -> !coordinates.isOnBound(i, z))
            .toArray();
    this.whole = FreeParameters.of(derivatives, free);
    List<Derivatives> segments =
        objective.derivativesOfSegments(z, SEGMENT_SECONDS).stream()
            .map(segment -> FreeParameters.of(segment, free))
            .toList();
    this.sandwich =
        SandwichCovariance.of(
                whole,
                segments.stream().map(Vector::gradient).toList(),
                Math.min(MAX_LAGS, segments.size() / SEGMENTS_PER_LAG))
            .filter(Insights::isPossible);
    this.whiteNoise =
        Covariance.whiteNoise(
                SymmetricMatrix.gaussNewton(whole), whole.value(), objective.countedSamples())
            .filter(Insights::isPossible);
    Vector change =
        objective.gradientAtCorner(z, CORNER).plus(-1, Vector.gradient(derivatives)).select(free);
    CompressorObjective switching = objective.withSwitches(SWITCHING_WIDTH);
    Derivatives followed =
        switching.equals(objective) ? derivatives : switching.derivatives(z, Order.HESSIAN);
    this.cornerShift = ImplicitSensitivity.exact(FreeParameters.of(followed, free), change);
    this.influence =
        SegmentInfluence.of(whole, segments, Vector.of(free.length, _ -> 1), Estimate.FIRST_ORDER);
  }

  /// What is known of a fit.
  ///
  /// @param objective what was minimised
  /// @param z its minimum
  /// @param derivatives of the objective there, with a Hessian
  static FitInsight of(CompressorObjective objective, Vector z, Derivatives derivatives) {
    return derivatives.isFinite()
        ? new Insights(objective, z, derivatives).insight()
        : FitInsight.UNKNOWN;
  }

  private FitInsight insight() {
    int p = objective.dimension();
    Vector error = onAll(sandwich.map(Covariance::standardErrors));
    Vector errors = Vector.of(p, i -> error.at(i) * Math.abs(coordinates.physicalSlope(i, z)));
    Vector shift = onAll(cornerShift);
    List<Passage> passages = objective.segments(SEGMENT_SECONDS);
    List<FitInsight.Aspect> aspects = new ArrayList<>();
    for (int i = 0; i < p; i++) {
      List<Stretch> stretches = deciding(i, passages);
      aspects.add(
          new FitInsight.Aspect(
              TOLERANCES.get(i).parameter(),
              interval(sandwich, i),
              interval(whiteNoise, i),
              stretches.stream().map(Stretch::passage).toList(),
              stretches.stream().mapToDouble(Stretch::share).sum(),
              shift.at(i) * coordinates.physicalSlope(i, z)));
    }
    return new FitInsight(
        new StandardErrors(errors.at(0), errors.at(1), errors.at(2), errors.at(3), errors.at(4)),
        aspects,
        findings());
  }

  /// What is known of free parameters, NaN for the others.
  private Vector onAll(Optional<Vector> ofFree) {
    return Vector.of(
        objective.dimension(),
        i -> ofFree.map(v -> indexOf(i) < 0 ? Double.NaN : v.at(indexOf(i))).orElse(Double.NaN));
  }

  /// Where a parameter is among the free ones; −1 if it is held.
  private int indexOf(int parameter) {
    return IntStream.range(0, free.length).filter(k -> free[k] == parameter).findAny().orElse(-1);
  }

  private Optional<ConfidenceInterval> interval(Optional<Covariance> covariance, int i) {
    int k = indexOf(i);
    return k < 0
        ? Optional.empty()
        : covariance
            .filter(c -> Double.isFinite(c.matrix().at(k, k)))
            .map(c -> c.interval(k, z.at(i), at -> coordinates.physical(i, at)));
  }

  /// Whether no variance is negative: the inverse of a matrix that is singular but for rounding may
  /// be anything, and nothing is known then.
  private static boolean isPossible(Covariance covariance) {
    SymmetricMatrix matrix = covariance.matrix();
    return IntStream.range(0, matrix.dimension()).allMatch(i -> matrix.at(i, i) >= 0);
  }

  private List<Finding> findings() {
    List<Tolerance> tolerances = IntStream.of(free).mapToObj(TOLERANCES::get).toList();
    Vector slopes = Vector.of(free.length, k -> coordinates.toleranceSlope(free[k], z));
    SymmetricMatrix covariance =
        sandwich
            .map(c -> c.inVariables(slopes).matrix())
            .orElseGet(() -> beforehand(tolerances, slopes));
    List<Finding> findings = new ArrayList<>();
    if (isFinite(covariance)) {
      findings.addAll(Identifiability.findings(covariance, tolerances));
    }
    for (String bound : coordinates.onBounds(z)) {
      String[] words = bound.split(" on its ", 2);
      findings.add(new Finding.OnBound(words[0], words[1]));
    }
    return findings;
  }

  private static boolean isFinite(SymmetricMatrix matrix) {
    return IntStream.range(0, matrix.dimension())
        .allMatch(i -> IntStream.rangeClosed(0, i).allMatch(j -> Double.isFinite(matrix.at(i, j))));
  }

  /// The textbook's covariance together with what is known beforehand, which can always be had: B +
  /// 2σ² D⁻² in place of B, in the variables of the tolerances.
  private SymmetricMatrix beforehand(List<Tolerance> tolerances, Vector slopes) {
    SymmetricMatrix curvature = SymmetricMatrix.gaussNewton(whole);
    int p = free.length;
    double variance = Math.max(whole.value(), Double.MIN_NORMAL) / objective.countedSamples();
    // Measured in what is known beforehand, so that it can be inverted whatever the units are.
    Vector scale = Vector.of(p, k -> BEFOREHAND * tolerances.get(k).inCoordinate());
    SymmetricMatrix information =
        SymmetricMatrix.of(
            p,
            (i, j) ->
                curvature.at(i, j)
                        * scale.at(i)
                        * scale.at(j)
                        / (slopes.at(i) * slopes.at(j) * 2 * variance)
                    + (i == j ? 1 : 0));
    Spectrum spectrum = information.spectrum();
    return SymmetricMatrix.of(
        p,
        (i, j) -> {
          double sum = 0;
          for (int k = 0; k < p; k++) {
            Vector v = spectrum.vector(k);
            sum += v.at(i) * v.at(j) / Math.max(1, spectrum.values().at(k));
          }
          return sum * scale.at(i) * scale.at(j);
        });
  }

  /// A stretch of the recording and its share in a parameter.
  private record Stretch(Passage passage, double share) {}

  private List<Stretch> deciding(int parameter, List<Passage> passages) {
    int k = indexOf(parameter);
    if (k < 0 || influence.isEmpty()) {
      return List.of();
    }
    List<Share> shares =
        influence.get().deciding(k, DECIDING_SHARE).stream()
            .sorted(Comparator.comparingInt(Share::segment))
            .toList();
    List<Stretch> stretches = new ArrayList<>();
    int lastSegment = -2;
    for (Share share : shares) {
      Passage here = passages.get(share.segment());
      if (share.segment() == lastSegment + 1 && stretches.getLast().passage().isContinuedBy(here)) {
        Stretch before = stretches.removeLast();
        stretches.add(
            new Stretch(
                new Passage(here.take(), before.passage().fromSeconds(), here.toSeconds()),
                before.share() + share.share()));
      } else {
        stretches.add(new Stretch(here, share.share()));
      }
      lastSegment = share.segment();
    }
    return stretches.stream()
        .sorted(Comparator.comparingDouble(Stretch::share).reversed())
        .limit(MOST_PASSAGES)
        .toList();
  }
}
