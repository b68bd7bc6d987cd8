package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import java.util.Arrays;
import java.util.Objects;

/// What all losses made of [LaneKernels] have in common: the gain, what it is compared with, the
/// value, and make-up, which needs no recursion.
///
/// Rows are taken in blocks whose signals stay in the cache. A loss either streams, when the tape
/// holds one block, or keeps all rows since [#begin] for a sweep back, which runs when a result
/// that needs it is first asked for.
abstract sealed class KernelLoss implements LaneLoss
    permits TangentLoss,
        ForwardOverForward,
        ForwardOverReverse,
        ReverseOverForward,
        ReverseOverReverse,
        TangentsAndAdjoint {
  /// Elements of a block. Some 30 signals of it are 120 KB, which is more than a first-level cache
  /// holds, but no kernel has more than a dozen of them at once. In 128 elements the work took 10 %
  /// to 30 % longer, in 1024 no less.
  private static final int BLOCK = 512;

  /// The most elements that an array holds on every virtual machine.
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /// Of the doubles that a sample takes while rows are kept, those of the gain: κd, f, g, m x and w
  /// r.
  static final int KEPT = 5;

  /// In the place of a number of rows: any number, none of which is kept.
  static final int STREAM = -1;

  final LaneKernels kernels;
  final int lanes;
  final double pole;
  final int blockRows;

  /// Rows that there is place for.
  final int capacity;

  private final boolean streaming;

  // Kept for every row.
  final GainTape tape;
  final double[] weightedResidual;

  // One block.
  private final double[] level;
  final double[] weight;
  final double[] c;
  final double[] z;
  private final double[] residual;
  private final double[] weightedZ;

  private final double[] residualState;
  private final double[] zState;
  private final LaneSums laneSums;

  /// What runs forward on every block: first what all losses need, then what a loss adds.
  final Steps forward = new Steps();

  final double[] sums;
  private CompressorCoefficients theta = new CompressorCoefficients(0, 1, 1, 1, 0);
  private int kept;
  private boolean swept;

  /// A loss that keeps so many rows.
  ///
  /// @param rows most rows between two calls of [#begin], ≥ 0, or [#STREAM]
  KernelLoss(LaneKernels kernels, double pole, int rows) {
    if (!(pole >= 0 && pole < 1)) {
      throw new IllegalArgumentException("pole must be in [0, 1): " + pole);
    }
    this.kernels = kernels;
    this.pole = pole;
    lanes = kernels.lanes();
    blockRows = Math.max(1, BLOCK / lanes);
    streaming = rows == STREAM;
    capacity = streaming ? blockRows : rows;
    if (capacity < 0 || capacity > MOST_ELEMENTS / lanes - 1) {
      throw new IllegalArgumentException(
          "rows must be 0 to %d in %d lanes: %d".formatted(MOST_ELEMENTS / lanes - 1, lanes, rows));
    }
    tape = new GainTape(lanes, capacity);
    weightedResidual = new double[capacity * lanes];
    level = newBlock();
    weight = newBlock();
    c = newBlock();
    z = newBlock();
    residual = newBlock();
    weightedZ = newBlock();
    residualState = new double[lanes];
    zState = new double[lanes];
    laneSums = new LaneSums(lanes);
    sums = laneSums.values;
    tape.begin(theta);
    addComparison();
  }

  final double[] newBlock() {
    return new double[blockRows * lanes];
  }

  final double[][] newBlocks(int count) {
    return new double[count][blockRows * lanes];
  }

  @Override
  public final int lanes() {
    return lanes;
  }

  @Override
  public final void begin(CompressorCoefficients coefficients) {
    theta = coefficients;
    tape.begin(coefficients);
    Arrays.fill(residualState, 0);
    Arrays.fill(zState, 0);
    laneSums.clear();
    kept = 0;
    swept = false;
    beginForward();
  }

  /// Puts what else runs forward to rest, if anything does.
  void beginForward() {}

  @Override
  public final void accumulate(LaneSignals signals, int from, int rows, double[] weights) {
    signals.requireUnweighted(lanes, from, rows, weights);
    if (!streaming && rows > capacity - kept) {
      throw new IllegalStateException(
          "more than the %d rows there is place for: %d + %d".formatted(capacity, kept, rows));
    }
    for (int done = 0; done < rows; done += blockRows) {
      int part = Math.min(blockRows, rows - done);
      int at = kept * lanes;
      load(signals, (from + done) * lanes, at, part, weights);
      forward.run(at, part);
      if (streaming) {
        System.arraycopy(tape.g, part * lanes, tape.g, 0, lanes);
      } else {
        kept += part;
      }
    }
    swept = false;
  }

  /// Prepares a block for the first step.
  private void load(LaneSignals signals, int from, int at, int rows, double[] weights) {
    float[] dry = signals.dry();
    float[] wet = signals.wet();
    double makeUp = tape.makeUp;
    double[] sound = tape.sound;
    for (int n = 0; n < rows * lanes; n++) {
      sound[at + n] = makeUp * dry[from + n];
      residual[n] = wet[from + n];
    }
    for (int n = 0; n < rows * lanes; n += lanes) {
      System.arraycopy(weights, 0, weight, n, lanes);
    }
    System.arraycopy(signals.level(), from, level, 0, rows * lanes);
  }

  /// Adds what fills c.
  final void addCoefficient(Steps steps) {
    steps.add((at, rows) -> kernels.coefficient(tape, at, c, rows));
  }

  /// The gain, c, z, w r, and the sums that need nothing else.
  private void addComparison() {
    forward.add((at, rows) -> kernels.gain(tape, level, at, rows));
    addCoefficient(forward);
    forward.add((at, rows) ->
        kernels.compare(
            pole, tape.sound, at, tape.g, at + lanes, residual, z, residualState, zState, rows));
    forward.add((at, rows) -> kernels.product(weight, 0, residual, weightedResidual, at, rows));
    forward.add((at, rows) -> kernels.product(weight, 0, z, weightedZ, 0, rows));
    forward.add(
        (at, rows) -> kernels.dot(weightedResidual, at, residual, 0, sums, LaneSums.VALUE, rows));
    int gradient = LaneSums.gradientRow(LaneSums.M);
    forward.add((at, rows) -> kernels.dot(weightedResidual, at, z, 0, sums, gradient, rows));
    int gaussNewton = LaneSums.gaussNewtonRow(LaneSums.M, LaneSums.M);
    forward.add((at, rows) -> kernels.dot(weightedZ, 0, z, 0, sums, gaussNewton, rows));
  }

  /// Runs over all rows kept, as often as it takes, and sums what [#forward] left.
  ///
  /// @param rows rows kept; none if nothing is
  abstract void sweep(int rows);

  /// Whether the gradient waits for the sweep.
  boolean sweepsForGradient() {
    return false;
  }

  /// Whether there are second derivatives.
  boolean hasHessian() {
    return true;
  }

  /// Clears a sum that the sweep is to fill.
  final void clear(int row) {
    laneSums.clear(row);
  }

  /// Runs steps on all rows kept, from the first on.
  final void runForward(Steps steps, int rows) {
    for (int row = 0; row < rows; row += blockRows) {
      steps.run(row * lanes, Math.min(blockRows, rows - row));
    }
  }

  /// Runs steps on all rows kept, from the last on; blocks are those of [#runForward].
  final void runBack(Steps steps, int rows) {
    for (int row = (rows - 1) / blockRows * blockRows; row >= 0; row -= blockRows) {
      steps.run(row * lanes, Math.min(blockRows, rows - row));
    }
  }

  private void sweepOnce() {
    if (!swept) {
      sweep(kept);
      swept = true;
    }
  }

  @Override
  public final double value(int lane) {
    Objects.checkIndex(lane, lanes);
    return laneSums.value(lane);
  }

  @Override
  public final double gradient(int lane, int i) {
    Objects.checkIndex(lane, lanes);
    Objects.checkIndex(i, CompressorCoefficients.COUNT);
    if (sweepsForGradient()) {
      sweepOnce();
    }
    return laneSums.gradient(theta, lane, i);
  }

  @Override
  public final Derivatives derivatives(int lane) {
    Objects.checkIndex(lane, lanes);
    sweepOnce();
    return laneSums.derivatives(theta, lane, hasHessian());
  }
}
