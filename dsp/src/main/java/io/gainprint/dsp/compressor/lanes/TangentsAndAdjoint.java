package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

/// The exact Hessian from the four tangents and one adjoint, which is what remains of every nesting
/// once all that occurs twice is shared:
///
/// ```
/// H_ij = G_ij + 2 Σ λ s_ij          because Σ w r P(m x g_ij) = Σ λ s_ij
/// ```
///
/// The equality is summation by parts: λ is the transpose of the recursion of g_ij and of the
/// filter, applied to w r.
///
/// Two passes, 6 recursions and 7 filters. Keeps what [KernelLoss] does and the four tangents, 9
/// doubles for each sample.
final class TangentsAndAdjoint extends KernelLoss {
  /// Doubles kept for each sample.
  static final int DOUBLES = KEPT + RECURSIVE;

  private final Tangents tangents = new Tangents(this);
  private final GradientAdjoint adjoint = new GradientAdjoint(this);
  private final Steps back = new Steps();

  TangentsAndAdjoint(LaneKernels kernels, double pole, int rows) {
    super(kernels, pole, rows);
    tangents.addTo(forward);
    tangents.addGradientTo(forward);
    tangents.addGaussNewtonTo(forward);

    double[] lambda = newBlock();
    SecondSources second = new SecondSources(this);
    addCoefficient(back);
    adjoint.addTo(back, lambda, false);
    second.addTo(back, tangents.g);
    for (int i = 0; i < RECURSIVE; i++) {
      for (int j = 0; j <= i; j++) {
        double[] s = second.of(i, j);
        int sum = LaneSums.residualRow(i, j);
        back.add((at, part) -> kernels.dot(lambda, 0, s, 0, sums, sum, part));
      }
    }
  }

  @Override
  void beginForward() {
    tangents.begin();
  }

  @Override
  void sweep(int rows) {
    for (int i = 0; i < RECURSIVE; i++) {
      for (int j = 0; j <= i; j++) {
        clear(LaneSums.residualRow(i, j));
      }
    }
    adjoint.begin();
    runBack(back, rows);
  }
}
