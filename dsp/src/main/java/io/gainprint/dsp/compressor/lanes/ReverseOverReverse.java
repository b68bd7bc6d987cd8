package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

/// The exact Hessian by differentiating the reverse-mode gradient in reverse.
///
/// The gradient takes a sweep forward, g, and one back, λ. Reverse differentiation takes them in
/// the opposite order: that of the sweep back runs forward, and with the seed of L_i it is the
/// tangent g_i; that of the sweep forward runs back, and is λ_i, see [TangentAdjoints].
///
/// Four passes, all directions at once: 12 recursions and 11 filters. Keeps what [KernelLoss] does,
/// λ, w, g_i and w z_i: 15 doubles for each sample.
final class ReverseOverReverse extends KernelLoss {
  /// Doubles kept for each sample.
  static final int DOUBLES = KEPT + ReverseGradient.DOUBLES + 2 * RECURSIVE;

  private final ReverseGradient gradient = new ReverseGradient(this);
  private final Tangents tangents = new Tangents(this);
  private final TangentAdjoints tangentAdjoints = new TangentAdjoints(this);
  private final Steps reverseOfBack = new Steps();
  private final Steps reverseOfForward = new Steps();

  ReverseOverReverse(LaneKernels kernels, double pole, int rows) {
    super(kernels, pole, rows);
    gradient.addTo(forward);

    double[][] weightedZ = new double[RECURSIVE][capacity * lanes];
    addCoefficient(reverseOfBack);
    tangents.addTo(reverseOfBack);
    for (int d = 0; d < RECURSIVE; d++) {
      double[] z = tangents.z[d];
      double[] wz = weightedZ[d];
      reverseOfBack.add((at, part) -> kernels.product(gradient.weight, at, z, wz, at, part));
    }

    addCoefficient(reverseOfForward);
    tangentAdjoints.addPreparationTo(reverseOfForward, gradient.lambda, true);
    for (int d = 0; d < RECURSIVE; d++) {
      tangentAdjoints.addTo(
          reverseOfForward, d, gradient.lambda, true, tangents.g[d], weightedZ[d]);
    }
  }

  @Override
  boolean sweepsForGradient() {
    return true;
  }

  @Override
  void sweep(int rows) {
    gradient.sweep(rows);
    tangents.begin();
    runForward(reverseOfBack, rows);
    for (int d = 0; d < RECURSIVE; d++) {
      tangentAdjoints.begin(d);
    }
    runBack(reverseOfForward, rows);
  }
}
