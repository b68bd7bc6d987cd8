package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

/// The gradient in reverse mode, L_i = 2 Σ λ s_i, by one sweep back that keeps λ, and the weights
/// that later sweeps need.
final class ReverseGradient {
  /// Doubles kept for each sample: λ and w.
  static final int DOUBLES = 2;

  private final KernelLoss loss;
  private final GradientAdjoint adjoint;
  private final Steps back = new Steps();

  /// λ, as many rows as the loss's tape.
  final double[] lambda;

  /// w likewise.
  final double[] weight;

  ReverseGradient(KernelLoss loss) {
    this.loss = loss;
    adjoint = new GradientAdjoint(loss);
    lambda = new double[loss.capacity * loss.lanes];
    weight = new double[loss.capacity * loss.lanes];

    LaneKernels kernels = loss.kernels;
    double[][] s = loss.newBlocks(RECURSIVE);
    loss.addCoefficient(back);
    adjoint.addTo(back, lambda, true);
    back.add((at, rows) -> kernels.sources(loss.tape, at, s, 0, rows));
    for (int i = 0; i < RECURSIVE; i++) {
      double[] si = s[i];
      int sum = LaneSums.gradientRow(i);
      back.add((at, rows) -> kernels.dot(lambda, at, si, 0, loss.sums, sum, rows));
    }
  }

  /// Adds what keeps the weights.
  void addTo(Steps forward) {
    forward.add((at, rows) -> System.arraycopy(loss.weight, 0, weight, at, rows * loss.lanes));
  }

  /// Runs back over all rows kept.
  void sweep(int rows) {
    for (int i = 0; i < RECURSIVE; i++) {
      loss.clear(LaneSums.gradientRow(i));
    }
    adjoint.begin();
    loss.runBack(back, rows);
  }
}
