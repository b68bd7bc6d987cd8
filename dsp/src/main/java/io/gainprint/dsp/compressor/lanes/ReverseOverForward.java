package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

/// The exact Hessian by differentiating the forward-mode gradient in reverse.
///
/// The tangents run forward and give L_i = 2 Σ w r z_i. Reverse differentiation of each L_i has two
/// adjoints, that of the tangent g_i and that of the gain. The first turns out to be λ, the same
/// for all i, and runs once; the second is λ_i, see [TangentAdjoints].
///
/// Two passes, 12 recursions and 11 filters. Keeps what [KernelLoss] does, g_i and w z_i: 13
/// doubles for each sample.
final class ReverseOverForward extends KernelLoss {
  /// Doubles kept for each sample.
  static final int DOUBLES = KEPT + 2 * RECURSIVE;

  private final Tangents tangents = new Tangents(this);
  private final GradientAdjoint adjoint = new GradientAdjoint(this);
  private final TangentAdjoints tangentAdjoints = new TangentAdjoints(this);
  private final Steps back = new Steps();

  ReverseOverForward(LaneKernels kernels, double pole, int rows) {
    super(kernels, pole, rows);
    double[][] weightedZ = new double[RECURSIVE][capacity * lanes];
    tangents.addTo(forward);
    tangents.addGradientTo(forward);
    for (int i = 0; i < RECURSIVE; i++) {
      double[] z = tangents.z[i];
      double[] wz = weightedZ[i];
      forward.add((at, part) -> kernels.product(weight, 0, z, wz, at, part));
    }

    double[] lambda = newBlock();
    addCoefficient(back);
    adjoint.addTo(back, lambda, false);
    tangentAdjoints.addPreparationTo(back, lambda, false);
    for (int d = 0; d < RECURSIVE; d++) {
      tangentAdjoints.addTo(back, d, lambda, false, tangents.g[d], weightedZ[d]);
    }
  }

  @Override
  void beginForward() {
    tangents.begin();
  }

  @Override
  void sweep(int rows) {
    adjoint.begin();
    for (int d = 0; d < RECURSIVE; d++) {
      tangentAdjoints.begin(d);
    }
    runBack(back, rows);
  }
}
