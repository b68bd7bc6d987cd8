package io.gainprint.fitting.inference;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.SymmetricMatrix;
import io.gainprint.fitting.linear.Vector;
import java.util.List;
import java.util.Optional;

/// The covariance of a fit whose residuals are not white noise, from the scatter of the gradient
/// between parts of the recording.
///
/// ```
/// C = H⁻¹ S H⁻¹      S = m/(m − p) Σ_l ω_l Σ_k s_k s_{k+l}ᵀ      ω_l = 1 − |l| / (Λ + 1)
/// ```
///
/// with the scores s_k = g_k of m parts in the order of time, and l from −Λ to Λ: Bartlett's
/// weights, which keep S positive semidefinite. Where H is not positive definite, or absent, G
/// stands in.
///
/// Parts must be longer than the residual remembers, or Λ must span the memory: neighbours that
/// correlate beyond Λ are not counted, and errors come out too small. Bartlett's weights themselves
/// cost a share of about 1 / (Λ + 1) of what neighbours add. The m − p degrees of freedom are those
/// without lags; each lag leaves fewer, so there should be some twenty parts or more for each. With
/// 4 lags over 400 parts, of which neighbours add a fifth of the variance, intervals of 95 % were
/// seen to cover 94 %.
///
/// Sources: White 1982 (doi 10.2307/1912526); Newey and West 1987 (doi 10.2307/1913610).
public final class SandwichCovariance {
  private SandwichCovariance() {}

  /// The covariance at a minimum.
  ///
  /// @param whole derivatives of the sum over all parts, with respect to p free parameters
  /// @param scores the gradients of the m parts, in the order of time
  /// @param lags Λ, how many neighbours to each side may correlate, ≥ 0; 0 is White's sandwich
  /// @return C with m − p degrees of freedom; empty if m ≤ p, if there are no parameters, or if
  ///   neither H nor G is positive definite
  /// @throws IllegalArgumentException if there are fewer than 0 lags or a score has another
  ///   dimension
  public static Optional<Covariance> of(Derivatives whole, List<Vector> scores, int lags) {
    int p = whole.dimension();
    int m = scores.size();
    if (m <= p) {
      return Optional.empty();
    }
    SymmetricMatrix scatter = scatter(p, scores, lags).times((double) m / (m - p));
    Optional<SymmetricMatrix> inverse =
        whole.hasHessian() ? SymmetricMatrix.hessian(whole).inverse() : Optional.empty();
    return inverse
        .or(() -> SymmetricMatrix.gaussNewton(whole).inverse())
        .map(bread -> new Covariance(scatter.between(bread), m - p));
  }

  /// The scatter of scores, without the factor m/(m − p). Positive semidefinite.
  ///
  /// @param dimension number of elements of each score
  /// @param scores the scores in the order of time; there may be none
  /// @param lags Λ, ≥ 0; more than there are scores is allowed
  /// @return Σ_l ω_l Σ_k s_k s_{k+l}ᵀ
  /// @throws IllegalArgumentException if there are fewer than 0 lags or a score has another
  ///   dimension
  public static SymmetricMatrix scatter(int dimension, List<Vector> scores, int lags) {
    if (lags < 0) {
      throw new IllegalArgumentException("lags must be at least 0: " + lags);
    }
    for (Vector score : scores) {
      if (score.dimension() != dimension) {
        throw new IllegalArgumentException(
            "score must have dimension " + dimension + ": " + score.dimension());
      }
    }
    int m = scores.size();
    SymmetricMatrix sum = SymmetricMatrix.zero(dimension);
    for (int k = 0; k < m; k++) {
      Vector own = scores.get(k);
      sum = sum.plusOuter(1, own);
      for (int l = 1; l <= lags && k + l < m; l++) {
        Vector later = scores.get(k + l);
        sum =
            sum.plus(
                1 - l / (lags + 1.0),
                SymmetricMatrix.of(
                    dimension, (i, j) -> own.at(i) * later.at(j) + later.at(i) * own.at(j)));
      }
    }
    return sum;
  }
}
