package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

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
    DMatrixRMaj covariance =
        sandwich(derivatives, free, objective.segmentGradients(c, SEGMENT_SECONDS), scale);
    for (int k = 0; k < free.length; k++) {
      errors[free[k]] = Math.sqrt(covariance.get(k, k)) * Math.abs(scale.at(free[k]));
    }
    return new StandardErrors(
        errors[0],
        errors[1],
        errors[2] * Math.abs(RiseTime.msPerCoefficient(c.attack(), sampleRateHz)),
        errors[3] * Math.abs(RiseTime.msPerCoefficient(c.release(), sampleRateHz)),
        errors[4]);
  }

  /// C over the free coordinates; all NaN where it cannot be had.
  private static DMatrixRMaj sandwich(
      Derivatives derivatives, int[] free, List<Vector> segments, Vector scale) {
    int p = free.length;
    int m = segments.size();
    DMatrixRMaj unknown = new DMatrixRMaj(p, p);
    CommonOps_DDRM.fill(unknown, Double.NaN);
    if (m <= p) {
      return unknown;
    }
    int lags = Math.min(MAX_LAGS, m / SEGMENTS_PER_LAG);
    DMatrixRMaj scatter = new DMatrixRMaj(p, p);
    for (int k = 0; k < m; k++) {
      for (int l = Math.max(0, k - lags); l <= Math.min(m - 1, k + lags); l++) {
        double weight = 1 - Math.abs(k - l) / (lags + 1.0);
        CommonOps_DDRM.multAddTransB(
            weight * m / (m - p),
            score(segments.get(k), free, scale),
            score(segments.get(l), free, scale),
            scatter);
      }
    }
    DMatrixRMaj inverse = new DMatrixRMaj(p, p);
    if (!invert(p, (k, l) -> derivatives.hessian(free[k], free[l]), inverse)
        && !invert(p, (k, l) -> derivatives.gaussNewton(free[k], free[l]), inverse)) {
      return unknown;
    }
    DMatrixRMaj half = new DMatrixRMaj(p, p);
    DMatrixRMaj covariance = new DMatrixRMaj(p, p);
    CommonOps_DDRM.mult(inverse, scatter, half);
    CommonOps_DDRM.mult(half, inverse, covariance);
    return covariance;
  }

  /// ∂/∂z = θ′ ∂/∂θ, of the free parameters.
  private static DMatrixRMaj score(Vector segment, int[] free, Vector scale) {
    DMatrixRMaj score = new DMatrixRMaj(free.length, 1);
    for (int k = 0; k < free.length; k++) {
      score.set(k, segment.at(free[k]) * scale.at(free[k]));
    }
    return score;
  }

  /// Inverts a symmetric matrix by Cholesky decomposition; false if it is not positive definite.
  private static boolean invert(int p, SymmetricElements elements, DMatrixRMaj inverse) {
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.symmPosDef(p);
    if (!cholesky.setA(elements.matrix(p))) {
      return false;
    }
    cholesky.invert(inverse);
    return true;
  }
}
