package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

import java.util.Arrays;

/// The exact Hessian by differentiating the reverse-mode gradient forward, one direction after the
/// other: the tangent g_d of the sweep forward, then the tangent λ_d of the sweep back, see
/// [TangentAdjoints].
///
/// Two passes, and two more for each direction but make-up: 12 recursions and 11 filters. Keeps
/// what [KernelLoss] does, λ, w, g_d and w z_d of one direction: 9 doubles for each sample, however
/// many parameters there were.
final class ForwardOverReverse extends KernelLoss {
  /// Doubles kept for each sample.
  static final int DOUBLES = KEPT + ReverseGradient.DOUBLES + 2;

  private final ReverseGradient gradient = new ReverseGradient(this);
  private final TangentAdjoints tangentAdjoints = new TangentAdjoints(this);
  private final double[] tangentState = new double[lanes];
  private final double[] filterState = new double[lanes];
  private final double[][] s = newBlocks(RECURSIVE);
  private final double[] zBlock = newBlock();

  /// `g_d[n−1]` at n.
  private final double[] g = new double[(capacity + 1) * lanes];

  private final double[] weightedZ = new double[capacity * lanes];

  /// For each direction.
  private final Steps[] tangent = new Steps[RECURSIVE];

  private final Steps[] adjointTangent = new Steps[RECURSIVE];

  ForwardOverReverse(LaneKernels kernels, double pole, int rows) {
    super(kernels, pole, rows);
    gradient.addTo(forward);
    Arrays.setAll(tangent, this::tangent);
    Arrays.setAll(adjointTangent, this::adjointTangent);
  }

  /// g_d and w z_d.
  private Steps tangent(int d) {
    Steps steps = new Steps();
    addCoefficient(steps);
    steps.add((at, rows) -> kernels.sources(tape, at, s, 0, rows));
    steps.add((at, rows) -> System.arraycopy(s[d], 0, g, at + lanes, rows * lanes));
    steps.add((at, rows) -> kernels.recur(c, g, at + lanes, tangentState, rows));
    steps.add((at, rows) ->
        kernels.emphasise(pole, tape.sound, at, g, at + lanes, zBlock, filterState, rows));
    steps.add((at, rows) -> kernels.product(gradient.weight, at, zBlock, weightedZ, at, rows));
    return steps;
  }

  /// λ_d, and what it gives.
  private Steps adjointTangent(int d) {
    Steps steps = new Steps();
    addCoefficient(steps);
    tangentAdjoints.addPreparationTo(steps, gradient.lambda, true);
    tangentAdjoints.addTo(steps, d, gradient.lambda, true, g, weightedZ);
    return steps;
  }

  @Override
  boolean sweepsForGradient() {
    return true;
  }

  @Override
  void sweep(int rows) {
    gradient.sweep(rows);
    for (int d = 0; d < RECURSIVE; d++) {
      Arrays.fill(tangentState, 0);
      Arrays.fill(filterState, 0);
      runForward(tangent[d], rows);
      tangentAdjoints.begin(d);
      runBack(adjointTangent[d], rows);
    }
  }
}
