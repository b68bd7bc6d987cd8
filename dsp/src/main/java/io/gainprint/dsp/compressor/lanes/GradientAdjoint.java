package io.gainprint.dsp.compressor.lanes;

import java.util.Arrays;

/// The adjoint of the loss with respect to the gain, backward over what is kept:
///
/// ```
/// ψ = m x Pᵀ(w r)          λ[n] = ψ[n] + (1 − c[n+1]) λ[n+1]
/// ```
///
/// It is half of ∂L/∂g, as [LaneSums] wants it; Σ w r P(m x h) = Σ λ s for every h with source s.
final class GradientAdjoint {
  private final KernelLoss loss;
  private final double[] filterState;
  private final double[] state;

  GradientAdjoint(KernelLoss loss) {
    this.loss = loss;
    filterState = new double[loss.lanes];
    state = new double[loss.lanes];
  }

  /// Begins at the end, with nothing behind it.
  void begin() {
    Arrays.fill(filterState, 0);
    Arrays.fill(state, 0);
  }

  /// Adds what fills λ, running back; c is filled before.
  ///
  /// @param keeps whether λ has a place for all that is kept, else for one block
  void addTo(Steps steps, double[] lambda, boolean keeps) {
    LaneKernels kernels = loss.kernels;
    steps.add((at, rows) -> emphasiseBack(at, lambda, keeps ? at : 0, rows));
    steps.add((at, rows) -> kernels.recurBack(loss.c, lambda, keeps ? at : 0, state, rows));
  }

  private void emphasiseBack(int at, double[] psi, int psiAt, int rows) {
    loss.kernels.emphasiseBack(
        loss.pole, loss.weightedResidual, loss.tape.sound, at, psi, psiAt, filterState, rows);
  }
}
