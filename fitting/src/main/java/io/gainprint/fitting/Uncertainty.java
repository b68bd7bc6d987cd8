package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Standard errors by the sandwich formula.
///
/// The textbook's σ²(JᵀJ)⁻¹ takes residuals for white noise; those of a fitted unit are the model's
/// own error, correlated over seconds, and make it several times too small. The sandwich takes the
/// scatter of the gradient between segments of the recording instead:
///
/// ```
/// C = H⁻¹ S H⁻¹          S = m/(m − p) Σ_l ω_l Σ_k s_k s_{k+l}ᵀ          ω_l = 1 − |l| / (Λ + 1)
/// ```
///
/// with s_k the gradient's share of segment k of m and p parameters, and l from −Λ to Λ: Bartlett's
/// weights, because neighbours within the memory of the gain are correlated. Where the Hessian H is
/// not positive definite the Gauss-Newton matrix stands in. Parameters on a bound of their range
/// are held there and have no standard error (NaN); so has every parameter when there are too few
/// segments or neither matrix can be inverted.
///
/// Sources: White 1982 (doi 10.2307/1912526); Newey and West 1987 (doi 10.2307/1913610).
final class Uncertainty {
  /// Short, to have many of them.
  private static final double SEGMENT_SECONDS = 0.5;

  /// Λ at most: 2 s, in which the gain forgets at the longest release of 1 s.
  private static final int MAX_LAGS = 4;

  /// Every lag costs degrees of freedom: one for so many segments.
  private static final int SEGMENTS_PER_LAG = 20;

  private Uncertainty() {}

  static StandardErrors standardErrors(
      CompressorObjective objective, Vector z, Derivatives derivatives, double sampleRateHz) {
    CompressorCoordinates coordinates = objective.coordinates();
    CompressorCoefficients c = coordinates.toCoefficients(z);
    Vector scale = coordinates.slopes(z);
    double[] errors = new double[objective.dimension()];
    Arrays.fill(errors, Double.NaN);
    int[] free =
        IntStream.range(0, errors.length).filter(i -> !coordinates.isOnBound(i, z)).toArray();
    List<Vector> scores =
        objective.derivativesOfSegments(z, SEGMENT_SECONDS).stream()
            .map(segment -> Vector.gradient(segment).select(free))
            .toList();
    sandwich(derivatives, free, scores)
        .ifPresent(covariance -> {
          for (int k = 0; k < free.length; k++) {
            errors[free[k]] = Math.sqrt(covariance.at(k, k)) * Math.abs(scale.at(free[k]));
          }
        });
    return new StandardErrors(
        errors[0],
        errors[1],
        errors[2] * Math.abs(RiseTime.msPerCoefficient(c.attack(), sampleRateHz)),
        errors[3] * Math.abs(RiseTime.msPerCoefficient(c.release(), sampleRateHz)),
        errors[4]);
  }

  /// C over the free coordinates, if it can be had.
  private static Optional<SymmetricMatrix> sandwich(
      Derivatives derivatives, int[] free, List<Vector> scores) {
    int p = free.length;
    int m = scores.size();
    if (m <= p) {
      return Optional.empty();
    }
    int lags = Math.min(MAX_LAGS, m / SEGMENTS_PER_LAG);
    SymmetricMatrix scatter = SymmetricMatrix.zero(p);
    for (int k = 0; k < m; k++) {
      Vector neighbours = Vector.zero(p);
      for (int l = Math.max(0, k - lags); l <= Math.min(m - 1, k + lags); l++) {
        neighbours = neighbours.plus(1 - Math.abs(k - l) / (lags + 1.0), scores.get(l));
      }
      Vector own = scores.get(k);
      Vector near = neighbours;
      scatter =
          scatter.plus(
              0.5 * m / (m - p),
              SymmetricMatrix.of(p, (i, j) -> own.at(i) * near.at(j) + near.at(i) * own.at(j)));
    }
    SymmetricMatrix between = scatter;
    return SymmetricMatrix.hessian(derivatives)
        .select(free)
        .inverse()
        .or(() -> SymmetricMatrix.gaussNewton(derivatives).select(free).inverse())
        .map(between::between);
  }
}
