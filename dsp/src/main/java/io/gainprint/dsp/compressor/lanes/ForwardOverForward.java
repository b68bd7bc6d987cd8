package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

import io.gainprint.dsp.Derivatives;
import java.util.Arrays;

/// The exact Hessian by differentiating forward twice: all ten second-order sensitivities run, and
/// pass the filter.
///
/// ```
/// g_ij[n] = (1 − c[n]) g_ij[n−1] + s_ij[n]          z_ij = P(m x g_ij)          H_ij = G_ij + 2 Σ w r z_ij
/// ```
///
/// This is the textbook form. Two of the ten could be had from others: with the slope s and f_T =
/// κs f above the threshold, g_TT = κs g_T, because both have the same recursion and s_TT = κs s_T;
/// and likewise for g_Ts.
///
/// Streams: 15 recursions and 16 filters in one pass, and nothing kept.
final class ForwardOverForward extends KernelLoss {
  private static final int PAIRS = LaneSums.triangle(RECURSIVE);

  private final Tangents tangents = new Tangents(this);
  private final double[][] states = new double[PAIRS][lanes];
  private final double[][] filterStates = new double[PAIRS][lanes];

  ForwardOverForward(LaneKernels kernels, double pole) {
    super(kernels, pole, STREAM);
    tangents.addTo(forward);
    tangents.addGradientTo(forward);
    tangents.addGaussNewtonTo(forward);
    SecondSources second = new SecondSources(this);
    second.addTo(forward, tangents.g);
    for (int i = 0; i < RECURSIVE; i++) {
      for (int j = 0; j <= i; j++) {
        add(i, j, second.of(i, j));
      }
    }
    tangents.addCarryTo(forward);
  }

  /// z_ij in place of s_ij, and its sum.
  private void add(int i, int j, double[] h) {
    double[] state = states[Derivatives.packed(i, j)];
    double[] filterState = filterStates[Derivatives.packed(i, j)];
    int sum = LaneSums.residualRow(i, j);
    forward.add((at, rows) -> kernels.recur(c, h, 0, state, rows));
    forward.add((at, rows) -> kernels.emphasise(pole, tape.sound, at, h, 0, h, filterState, rows));
    forward.add((at, rows) -> kernels.dot(weightedResidual, at, h, 0, sums, sum, rows));
  }

  @Override
  void beginForward() {
    tangents.begin();
    for (int pair = 0; pair < PAIRS; pair++) {
      Arrays.fill(states[pair], 0);
      Arrays.fill(filterStates[pair], 0);
    }
  }

  @Override
  void sweep(int rows) {}
}
