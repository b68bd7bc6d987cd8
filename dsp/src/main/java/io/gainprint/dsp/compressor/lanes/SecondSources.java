package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.compressor.lanes.LaneSums.A;
import static io.gainprint.dsp.compressor.lanes.LaneSums.R;
import static io.gainprint.dsp.compressor.lanes.LaneSums.S;
import static io.gainprint.dsp.compressor.lanes.LaneSums.T;

import io.gainprint.dsp.Derivatives;

/// One block of all ten sources of the second-order sensitivities, s_ij.
final class SecondSources {
  private final KernelLoss loss;
  private final double[][] second;

  SecondSources(KernelLoss loss) {
    this.loss = loss;
    second = loss.newBlocks(LaneSums.triangle(LaneSums.RECURSIVE));
  }

  /// That of one pair.
  double[] of(int i, int j) {
    return second[Derivatives.packed(i, j)];
  }

  /// Adds what fills them from the tape and these tangents.
  void addTo(Steps steps, double[][] g) {
    steps.add((at, rows) -> ofThreshold(g, at, rows));
    steps.add((at, rows) -> ofSlope(g, at, rows));
    steps.add((at, rows) -> ofCoefficients(g, at, rows));
  }

  private void ofThreshold(double[][] g, int at, int rows) {
    loss.kernels.thresholdSources(
        loss.tape, g[T], at, of(T, T), of(T, S), of(T, A), of(T, R), rows);
  }

  private void ofSlope(double[][] g, int at, int rows) {
    loss.kernels.slopeSources(loss.tape, g[S], at, of(S, S), of(S, A), of(S, R), rows);
  }

  private void ofCoefficients(double[][] g, int at, int rows) {
    loss.kernels.coefficientSources(loss.tape, g[A], g[R], at, of(A, A), of(A, R), of(R, R), rows);
  }
}
