package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.SwitchingTerm;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The curvature of the switches, see [SwitchingTerm], for [BlockAdjointLoss].
///
/// It comes from the few samples beside a switch, which add to the sources of all ten pairs of
/// parameters:
///
/// ```
/// s_ij = (α_R − α_A) ∂_i e ∂_j e / 2w   if |e| < w          w = h max(|D_i ∂_i e|, |D_j ∂_j e|)
/// s_TT less c κ s / 2w                  if |X − T| < w      w = h D_T
/// ```
///
/// Vectors look for these samples, plain loops take them one by one. What comes of a source, Σ w r
/// z_ij and the states of the pair that it leaves behind, is found with the weights λ, φ, ψ of the
/// block as there; the states are these pairs' own.
final class SwitchingCurvature {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  // The parameters with a recursion in the order of θ; s stands for the ratio.
  private static final int T = 0;
  private static final int S = 1;
  private static final int A = 2;
  private static final int R = 3;
  private static final int RECURSIVE = 4;
  private static final int PAIRS = RECURSIVE * (RECURSIVE + 1) / 2;
  private static final int TT = Derivatives.packed(T, T);

  private final BlockAdjointLoss block;
  private CompressorCoefficients coefficients = new CompressorCoefficients(0, 1, 1, 1, 0);
  private double threshold; // κT, nepers
  private double kappaS;
  private double attack;
  private double release;
  private double reachLevel; // h D_T, nepers
  private final double[] reach = new double[RECURSIVE]; // h D_i

  /// For each row of a block the lanes beside a switch, one bit each.
  private final long[] nearSwitch = new long[BlockAdjointLoss.BLOCK];

  /// Likewise beside the threshold.
  private final long[] nearThreshold = new long[BlockAdjointLoss.BLOCK];

  // States between blocks and sums, a row of lanes for each packed pair.
  private final double[] secondGains = new double[PAIRS * LANES];
  private final double[] secondFilters = new double[PAIRS * LANES];
  private final double[] residualParts = new double[PAIRS * LANES];

  private final double[] change = new double[RECURSIVE]; // ∂_i e of one sample
  private final double[] reached = new double[RECURSIVE]; // h |D_i ∂_i e|

  /// @param block the loss whose blocks these are
  SwitchingCurvature(BlockAdjointLoss block) {
    this.block = block;
  }

  /// The steps of the way through a block that follow the loss's own.
  BlockAdjointLoss.Stage[] stages() {
    return new BlockAdjointLoss.Stage[] {
      this::findSwitches, this::findThresholds, this::passBlock, this::addSources
    };
  }

  void begin(CompressorCoefficients at, SwitchingTerm term) {
    coefficients = at;
    threshold = Decibels.KAPPA * at.thresholdDb();
    kappaS = Decibels.KAPPA * at.slope();
    attack = at.attack();
    release = at.release();
    reach[T] = term.width() * term.thresholdScale();
    reach[S] = term.width() * term.ratioScale() / (at.ratio() * at.ratio()); // ds/dR = 1/R²
    reach[A] = term.width() * term.attackScale();
    reach[R] = term.width() * term.releaseScale();
    reachLevel = Decibels.KAPPA * reach[T];
    Arrays.fill(secondGains, 0);
    Arrays.fill(secondFilters, 0);
    Arrays.fill(residualParts, 0);
  }

  /// Looks for samples beside a switch:
  ///
  /// ```
  /// |e| < h |D_i ∂_i e| for any i          ∂_T e = κ s ∂_u e          ∂_A e = −g_A⁻          ∂_R e = −g_R⁻
  /// ```
  private void findSwitches(LaneSignals signals, int row, int rows) {
    double[] error = block.error;
    double[] errorU = block.errorU;
    double[] errorS = block.errorS;
    double[] gainA = block.gainA;
    double[] gainR = block.gainR;
    DoubleVector reachU = DoubleVector.broadcast(SPECIES, kappaS * reach[T]);
    DoubleVector reachS = DoubleVector.broadcast(SPECIES, reach[S]);
    DoubleVector reachA = DoubleVector.broadcast(SPECIES, reach[A]);
    DoubleVector reachR = DoubleVector.broadcast(SPECIES, reach[R]);
    for (int n = 0; n < rows; n++) {
      int i = n * LANES;
      DoubleVector e = DoubleVector.fromArray(SPECIES, error, i).abs();
      DoubleVector u = DoubleVector.fromArray(SPECIES, errorU, i).abs().mul(reachU);
      DoubleVector s = DoubleVector.fromArray(SPECIES, errorS, i).abs().mul(reachS);
      DoubleVector a = DoubleVector.fromArray(SPECIES, gainA, i).abs().mul(reachA);
      DoubleVector r = DoubleVector.fromArray(SPECIES, gainR, i).abs().mul(reachR);
      VectorMask<Double> isNear =
          e.compare(VectorOperators.LT, u)
              .or(e.compare(VectorOperators.LT, s))
              .or(e.compare(VectorOperators.LT, a))
              .or(e.compare(VectorOperators.LT, r));
      nearSwitch[n] = isNear.toLong();
    }
  }

  /// Looks for samples beside the threshold.
  private void findThresholds(LaneSignals signals, int row, int rows) {
    double[] level = signals.level();
    DoubleVector knee = DoubleVector.broadcast(SPECIES, threshold);
    DoubleVector reachKnee = DoubleVector.broadcast(SPECIES, reachLevel);
    for (int n = 0; n < rows; n++) {
      nearThreshold[n] =
          DoubleVector.fromArray(SPECIES, level, (row + n) * LANES)
              .sub(knee)
              .abs()
              .compare(VectorOperators.LT, reachKnee)
              .toLong();
    }
  }

  /// Takes the states of every pair through a block without sources, and adds what they leave in
  /// it.
  private void passBlock(LaneSignals signals, int row, int rows) {
    double[] entering = block.entering;
    DoubleVector rho = DoubleVector.broadcast(SPECIES, block.polePower[rows]);
    DoubleVector w = DoubleVector.fromArray(SPECIES, block.weights, 0);
    DoubleVector mu = DoubleVector.fromArray(SPECIES, entering, 0);
    DoubleVector l = DoubleVector.fromArray(SPECIES, entering, LANES);
    DoubleVector p = DoubleVector.fromArray(SPECIES, entering, 2 * LANES);
    DoubleVector product = DoubleVector.fromArray(SPECIES, entering, 3 * LANES);
    for (int k = 0; k < PAIRS * LANES; k += LANES) {
      DoubleVector h = DoubleVector.fromArray(SPECIES, secondGains, k);
      DoubleVector q = DoubleVector.fromArray(SPECIES, secondFilters, k);
      h.fma(l, q.mul(mu))
          .fma(w, DoubleVector.fromArray(SPECIES, residualParts, k))
          .intoArray(residualParts, k);
      h.fma(p, q.mul(rho)).intoArray(secondFilters, k);
      h.mul(product).intoArray(secondGains, k);
    }
  }

  /// Adds the sources of the samples that were found.
  private void addSources(LaneSignals signals, int row, int rows) {
    for (int n = 0; n < rows; n++) {
      long lanes = nearSwitch[n];
      while (lanes != 0) {
        int lane = Long.numberOfTrailingZeros(lanes);
        lanes &= lanes - 1;
        addSwitch(n * LANES + lane, lane);
      }
      lanes = nearThreshold[n];
      while (lanes != 0) {
        int lane = Long.numberOfTrailingZeros(lanes);
        lanes &= lanes - 1;
        addThreshold(n * LANES + lane, lane);
      }
    }
  }

  private void addThreshold(int i, int lane) {
    double c = block.error[i] < 0 ? attack : release;
    addSource(i, lane, TT, -c * kappaS / (2 * reach[T]));
  }

  private void addSwitch(int i, int lane) {
    double e = Math.abs(block.error[i]);
    change[T] = kappaS * block.errorU[i];
    change[S] = block.errorS[i];
    change[A] = -block.gainA[i];
    change[R] = -block.gainR[i];
    double jump = release - attack;
    for (int k = 0; k < RECURSIVE; k++) {
      reached[k] = reach[k] * Math.abs(change[k]);
    }
    for (int j = 0; j < RECURSIVE; j++) {
      for (int k = 0; k <= j; k++) {
        double w = Math.max(reached[j], reached[k]);
        if (e < w) {
          addSource(i, lane, Derivatives.packed(j, k), jump * change[j] * change[k] / (2 * w));
        }
      }
    }
  }

  private void addSource(int i, int lane, int pair, double source) {
    int at = pair * LANES + lane;
    residualParts[at] += block.weights[lane] * block.lambda[i] * source;
    secondFilters[at] += block.phi[i] * source;
    secondGains[at] += block.psi[i] * source;
  }

  /// Zeroes states that have decayed beyond sight.
  void flush() {
    BlockAdjointLoss.flush(secondGains);
    BlockAdjointLoss.flush(secondFilters);
  }

  /// K, and nothing else, with respect to the ratio itself.
  ///
  /// ```
  /// K_ij = 2 Σ w r z_ij
  /// ```
  Derivatives derivatives(int lane) {
    int count = CompressorCoefficients.COUNT;
    double[] none = new double[count * (count + 1) / 2];
    double[] k = none.clone();
    for (int ij = 0; ij < PAIRS; ij++) {
      k[ij] = 2 * residualParts[ij * LANES + lane];
    }
    return coefficients.fromSlope(Derivatives.of(0, new double[count], none, k));
  }
}
