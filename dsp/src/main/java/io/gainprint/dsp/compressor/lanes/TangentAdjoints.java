package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.A;
import static io.gainprint.dsp.compressor.lanes.LaneSums.M;
import static io.gainprint.dsp.compressor.lanes.LaneSums.R;
import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;
import static io.gainprint.dsp.compressor.lanes.LaneSums.S;
import static io.gainprint.dsp.compressor.lanes.LaneSums.T;

import java.util.Arrays;

/// The change of the adjoint along each parameter d, and the row of Gauss-Newton matrix and Hessian
/// that it gives; backward over what is kept.
///
/// ```
/// ψ_d = m x Pᵀ(w z_d)
/// λ_d[n] = ψ_d[n] + (1 − c[n+1]) λ_d[n+1] − c_d[n+1] λ[n+1]
/// (H d)_i = 2 Σ (λ_d s_i + λ (c_d f_i + c f_id + c_i (f_d − g_d⁻)))
/// ```
///
/// The Gauss-Newton matrix is what ψ_d alone gives, so λ_d runs in two parts, its own recursion and
/// one with the coupling to λ, which only the directions of the two coefficients have: 6 recursions
/// in place of 4. Rows are computed from the diagonal on. Make-up is a direction without a sweep:
/// (G d)_M = 2κ Σ ψ_d g.
final class TangentAdjoints {
  private final KernelLoss loss;
  private final double[][] s;
  private final double[][] second;
  private final double[] psi;
  private final double[] change;

  /// −`[attack]` λ and −`[release]` λ.
  private final double[] pA;

  private final double[] pR;

  private final double[][] filterStates;
  private final double[][] states;
  private final double[][] coupledStates;

  TangentAdjoints(KernelLoss loss) {
    this.loss = loss;
    s = loss.newBlocks(RECURSIVE);
    second = loss.newBlocks(RECURSIVE);
    psi = loss.newBlock();
    change = loss.newBlock();
    pA = loss.newBlock();
    pR = loss.newBlock();
    filterStates = new double[RECURSIVE][loss.lanes];
    states = new double[RECURSIVE][loss.lanes];
    coupledStates = new double[RECURSIVE][loss.lanes];
  }

  /// Begins at the end with one direction, with nothing behind it and nothing summed.
  void begin(int d) {
    Arrays.fill(filterStates[d], 0);
    Arrays.fill(states[d], 0);
    Arrays.fill(coupledStates[d], 0);
    for (int i = d; i < RECURSIVE; i++) {
      loss.clear(LaneSums.gaussNewtonRow(i, d));
      loss.clear(LaneSums.residualRow(i, d));
    }
    loss.clear(LaneSums.gaussNewtonRow(d, M));
  }

  /// Adds what any number of directions share; c is filled before.
  ///
  /// @param keeps whether λ has a place for all that is kept, else for one block
  void addPreparationTo(Steps steps, double[] lambda, boolean keeps) {
    LaneKernels kernels = loss.kernels;
    steps.add((at, rows) -> kernels.sources(loss.tape, at, s, 0, rows));
    steps.add((at, rows) -> kernels.couplings(loss.tape, at, lambda, keeps ? at : 0, pA, pR, rows));
  }

  /// Adds what runs back along one direction.
  ///
  /// @param keeps whether λ has a place for all that is kept, else for one block
  /// @param g `g_d[n−1]` at n, as many rows as the tape
  /// @param weightedZ w z_d likewise
  void addTo(Steps steps, int d, double[] lambda, boolean keeps, double[] g, double[] weightedZ) {
    LaneKernels kernels = loss.kernels;
    GainTape tape = loss.tape;
    double[] sums = loss.sums;
    int lanes = loss.lanes;
    int makeUpSum = LaneSums.gaussNewtonRow(d, M);
    steps.add((at, rows) -> emphasiseBack(d, weightedZ, at, rows));
    steps.add((at, rows) -> kernels.dot(psi, 0, tape.g, at + lanes, sums, makeUpSum, rows));
    steps.add((at, rows) -> kernels.recurBack(loss.c, psi, 0, states[d], rows));
    for (int i = d; i < RECURSIVE; i++) {
      double[] si = s[i];
      int sum = LaneSums.gaussNewtonRow(i, d);
      steps.add((at, rows) -> kernels.dot(psi, 0, si, 0, sums, sum, rows));
    }
    if (d == T || d == S) {
      steps.add((at, rows) -> secondSources(d, g, at, rows));
      for (int i = d; i < RECURSIVE; i++) {
        double[] u = second[i];
        int sum = LaneSums.residualRow(i, d);
        steps.add((at, rows) -> kernels.dot(lambda, keeps ? at : 0, u, 0, sums, sum, rows));
      }
    } else {
      double[] p = coupling(d);
      steps.add((at, rows) -> kernels.recurBackCoupled(loss.c, p, change, coupledStates[d], rows));
      for (int i = d; i < RECURSIVE; i++) {
        double[] si = s[i];
        double[] pi = coupling(i);
        int sum = LaneSums.residualRow(i, d);
        steps.add((at, rows) -> kernels.dot(change, 0, si, 0, sums, sum, rows));
        steps.add((at, rows) -> kernels.dot(pi, 0, g, at, sums, sum, rows)); // λ c_i (0 − g_d⁻)
      }
    }
  }

  private void emphasiseBack(int d, double[] weightedZ, int at, int rows) {
    loss.kernels.emphasiseBack(
        loss.pole, weightedZ, loss.tape.sound, at, psi, 0, filterStates[d], rows);
  }

  private void secondSources(int d, double[] g, int at, int rows) {
    if (d == T) {
      loss.kernels.thresholdSources(
          loss.tape, g, at, second[T], second[S], second[A], second[R], rows);
    } else {
      loss.kernels.slopeSources(loss.tape, g, at, second[S], second[A], second[R], rows);
    }
  }

  private double[] coupling(int coefficient) {
    return coefficient == A ? pA : pR;
  }
}
