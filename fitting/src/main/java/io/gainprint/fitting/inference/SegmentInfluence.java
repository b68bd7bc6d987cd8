package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a fit would be without each segment of the recording, and which segments decide a
/// parameter. Immutable.
///
/// At the minimum the gradients of segments cancel, Σ g_k = 0. Without segment k the rest pulls by
/// −g_k, and the minimum moves by
///
/// ```
/// Δθ = +(G − G_k)⁻¹ g_k            with the leverage of the segment taken out
/// Δθ = +H⁻¹ g_k                    to first order in its weight
/// ```
///
/// The former is exact for linear least squares, and much the better one where a segment has a say
/// of its own; the latter takes the bend of the model into account but not that the segment held
/// the parameters where they are. Both are guides to the order of magnitude where residuals bend
/// strongly. (H − H_k)⁻¹ g_k, which has both, can be of the wrong sign: H − H_k need not be
/// positive definite.
///
/// Source: Cook 1977, doi 10.2307/1268249.
public final class SegmentInfluence {
  /// A segment that has all but this share of what is known in some direction has all of it: the
  /// rest is rounding error of sums that differ in the 10th digit.
  private static final double NOTHING_LEFT = 1e-10;

  private final List<Influence> segments;
  private final List<Vector> information;

  private SegmentInfluence(List<Influence> segments, List<Vector> information) {
    this.segments = segments;
    this.information = information;
  }

  /// How the fit without a segment is estimated.
  public enum Estimate {
    /// (G − G_k)⁻¹ g_k.
    LEVERAGE,
    /// H⁻¹ g_k, with G where H is not positive definite or absent.
    FIRST_ORDER
  }

  /// What becomes of the fit without one segment.
  ///
  /// @param segment its index
  /// @param shift where the minimum moves; empty if parameters are undetermined without this
  ///   segment
  public record Influence(int segment, Optional<Shift> shift) {
    /// The size of the shift, for ranking.
    ///
    /// @return ΔθᵀHΔθ; +∞ if parameters are undetermined without the segment
    public double size() {
      return shift.map(Shift::size).orElse(Double.POSITIVE_INFINITY);
    }
  }

  /// A move of the minimum.
  ///
  /// @param parameters Δθ
  /// @param inStandardErrors Δθ, each parameter in units of its standard error
  /// @param size ΔθᵀHΔθ, or with G where H is not positive definite: twice what the move costs the
  ///   loss of the whole recording
  public record Shift(Vector parameters, Vector inStandardErrors, double size) {}

  /// A segment's share in what is known of a parameter.
  ///
  /// @param segment its index
  /// @param share 0 to 1
  public record Share(int segment, double share) {}

  /// The influence of every segment.
  ///
  /// @param whole derivatives of the sum over all segments, at its minimum
  /// @param segments those of each segment, at the same point
  /// @param standardErrors of the parameters, > 0
  /// @param estimate which one
  /// @return the influence; empty if G of the whole is not positive definite, as then parameters
  ///   are undetermined with all segments
  /// @throws IllegalArgumentException if dimensions differ
  /// @throws ArithmeticException if a curvature is not finite
  public static Optional<SegmentInfluence> of(
      Derivatives whole, List<Derivatives> segments, Vector standardErrors, Estimate estimate) {
    requireDimension(standardErrors.dimension(), whole.dimension());
    segments.forEach(segment -> requireDimension(segment.dimension(), whole.dimension()));
    SymmetricMatrix gaussNewton = SymmetricMatrix.gaussNewton(whole);
    Metric metric = Metric.of(gaussNewton);
    if (!metric.isDefinite()) {
      return Optional.empty();
    }
    Optional<SymmetricMatrix> exact =
        whole.hasHessian()
            ? Optional.of(SymmetricMatrix.hessian(whole))
                .filter(hessian -> hessian.inverse().isPresent())
            : Optional.empty();
    SymmetricMatrix curvature = exact.orElse(gaussNewton);
    SymmetricMatrix inverse =
        curvature
            .inverse()
            .orElseThrow(() -> new ArithmeticException("curvature lost its inverse"));
    List<Influence> influences = new ArrayList<>();
    List<Vector> information = new ArrayList<>();
    for (int k = 0; k < segments.size(); k++) {
      Derivatives segment = segments.get(k);
      SymmetricMatrix leverage = metric.curvature(SymmetricMatrix.gaussNewton(segment));
      Vector gradient = Vector.gradient(segment);
      Optional<Vector> shift =
          switch (estimate) {
            case LEVERAGE -> without(metric, leverage, gradient);
            case FIRST_ORDER -> Optional.of(inverse.times(gradient));
          };
      influences.add(
          new Influence(
              k,
              shift.map(s ->
                  new Shift(
                      s,
                      Vector.of(s.dimension(), i -> s.at(i) / standardErrors.at(i)),
                      s.dot(curvature.times(s))))));
      information.add(metric.diagonalBack(leverage));
    }
    return Optional.of(
        new SegmentInfluence(List.copyOf(influences), shares(information, whole.dimension())));
  }

  /// (G − G_k)⁻¹ g_k in the metric of G, where it is (I − leverage)⁻¹; empty if not definite.
  private static Optional<Vector> without(
      Metric metric, SymmetricMatrix leverage, Vector gradient) {
    SymmetricMatrix rest = SymmetricMatrix.identity(leverage.dimension(), 1).plus(-1, leverage);
    if (!(rest.spectrum().smallest() > NOTHING_LEFT)) {
      return Optional.empty();
    }
    return rest.inverse().map(inverse -> metric.step(inverse.times(metric.gradient(gradient))));
  }

  /// Rows of each segment as shares of their sum over segments.
  private static List<Vector> shares(List<Vector> rows, int dimension) {
    Vector sum = Vector.zero(dimension);
    for (Vector row : rows) {
      sum = sum.plus(1, row);
    }
    Vector total = sum;
    return rows.stream().map(row -> Vector.of(dimension, i -> row.at(i) / total.at(i))).toList();
  }

  /// The influences, in the order of the segments.
  ///
  /// @return one per segment
  public List<Influence> segments() {
    return segments;
  }

  /// The influences by their size.
  ///
  /// @return largest first, those without which parameters are undetermined before all
  public List<Influence> ranked() {
    return segments.stream()
        .sorted(Comparator.comparingDouble(Influence::size).reversed())
        .toList();
  }

  /// The segments that decide a parameter: the fewest that hold a share of what is known of it.
  ///
  /// The variance of a parameter, (G⁻¹)_ii, is the sum over segments of (G⁻¹G_kG⁻¹)_ii, what the
  /// noise of segment k contributes; a segment's share in it is also its share in the estimate, as
  /// that is the sum of what segments say. It does not depend on residuals, so that segments decide
  /// a parameter in a perfect fit, too, where none of them has an influence.
  ///
  /// @param parameter the parameter's index
  /// @param least share that those returned hold together, 0 to 1; 1 for all segments
  /// @return their shares, largest first; shares of all segments add up to 1
  /// @throws IllegalArgumentException if the share is not between 0 and 1
  /// @throws IndexOutOfBoundsException if there is no such parameter
  public List<Share> deciding(int parameter, double least) {
    if (!(least >= 0 && least <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1: " + least);
    }
    List<Share> sorted =
        IntStream.range(0, information.size())
            .mapToObj(k -> new Share(k, information.get(k).at(parameter)))
            .sorted(Comparator.comparingDouble(Share::share).reversed())
            .toList();
    double held = 0;
    int count = 0;
    while (count < sorted.size() && (held < least || least == 1)) {
      held += sorted.get(count).share();
      count++;
    }
    return sorted.subList(0, count);
  }

  private static void requireDimension(int dimension, int expected) {
    if (dimension != expected) {
      throw new IllegalArgumentException("dimension must be " + expected + ": " + dimension);
    }
  }
}
