package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.M;
import static io.gainprint.dsp.compressor.lanes.LaneSums.RECURSIVE;

import java.util.Arrays;

/// The four sensitivities of the gain, forward, and what passes the filter of them:
///
/// ```
/// g_i[n] = (1 − c[n]) g_i[n−1] + s_i[n]          z_i = P(m x g_i)
/// ```
final class Tangents {
  private final KernelLoss loss;

  /// `g_i[n−1]` at n; as many rows as the loss's tape.
  final double[][] g;

  /// One block of z_i.
  final double[][] z;

  private final double[] weightedZ;
  private final double[][] states;
  private final double[][] filterStates;

  Tangents(KernelLoss loss) {
    this.loss = loss;
    g = new double[RECURSIVE][(loss.capacity + 1) * loss.lanes];
    z = loss.newBlocks(RECURSIVE);
    weightedZ = loss.newBlock();
    states = new double[RECURSIVE][loss.lanes];
    filterStates = new double[RECURSIVE][loss.lanes];
  }

  /// Begins at rest.
  void begin() {
    for (int i = 0; i < RECURSIVE; i++) {
      Arrays.fill(g[i], 0, loss.lanes, 0);
      Arrays.fill(states[i], 0);
      Arrays.fill(filterStates[i], 0);
    }
  }

  /// Adds what fills g and z; the tape and c are filled before.
  void addTo(Steps steps) {
    LaneKernels kernels = loss.kernels;
    int lanes = loss.lanes;
    steps.add((at, rows) -> kernels.sources(loss.tape, at, g, at + lanes, rows));
    for (int k = 0; k < RECURSIVE; k++) {
      int i = k;
      steps.add((at, rows) -> kernels.recur(loss.c, g[i], at + lanes, states[i], rows));
      steps.add((at, rows) -> emphasise(i, at, rows));
    }
  }

  private void emphasise(int i, int at, int rows) {
    loss.kernels.emphasise(
        loss.pole, loss.tape.sound, at, g[i], at + loss.lanes, z[i], filterStates[i], rows);
  }

  /// Adds what sums w r z_i.
  void addGradientTo(Steps steps) {
    for (int i = 0; i < RECURSIVE; i++) {
      double[] zi = z[i];
      int sum = LaneSums.gradientRow(i);
      steps.add(
          (at, rows) -> loss.kernels.dot(loss.weightedResidual, at, zi, 0, loss.sums, sum, rows));
    }
  }

  /// Adds what sums w z_i z_j.
  void addGaussNewtonTo(Steps steps) {
    for (int i = 0; i < RECURSIVE; i++) {
      double[] zi = z[i];
      steps.add((at, rows) -> loss.kernels.product(loss.weight, 0, zi, weightedZ, 0, rows));
      for (int j = 0; j <= i; j++) {
        addProductTo(steps, z[j], LaneSums.gaussNewtonRow(i, j));
      }
      addProductTo(steps, loss.z, LaneSums.gaussNewtonRow(i, M));
    }
  }

  private void addProductTo(Steps steps, double[] other, int sum) {
    steps.add((at, rows) -> loss.kernels.dot(weightedZ, 0, other, 0, loss.sums, sum, rows));
  }

  /// Adds what makes the last row of a block the first of the next, where only one block is kept.
  void addCarryTo(Steps steps) {
    int lanes = loss.lanes;
    for (double[] gi : g) {
      steps.add((at, rows) -> System.arraycopy(gi, rows * lanes, gi, 0, lanes));
    }
  }
}
