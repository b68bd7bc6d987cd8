package io.gainprint.dsp.compressor.lanes;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stretches of dry and wet sound side by side, one in each lane, as a vector unit wants them.
///
/// Sample n of all lanes is row n, and rows follow each other: the sample of a lane is element row
/// · lanes + lane. Of the dry sound there is also the level that the detector sees, in nepers, `ln
/// max(|x|, 10⁻⁸)`, computed once, when the lane is filled; it is 8 bytes of the 16 that a sample
/// takes. What is not filled is silence.
///
/// Each sample may have a weight besides, with which its squared residual counts in a loss. It is
/// kept as its root, in 8 bytes more, and is 1 where it is not filled.
///
/// Not safe for use by several threads while it is being filled; safe to share afterwards.
public final class LaneSignals {
  /// Bytes that signals take for each sample of each lane.
  public static final int BYTES_PER_SAMPLE = Double.BYTES + 2 * Float.BYTES;

  /// Bytes more where samples have weights.
  public static final int BYTES_PER_WEIGHT = Double.BYTES;

  /// The quietest level there is, −160 dBFS.
  private static final double FLOOR = 1e-8;

  private static final double FLOOR_NEPERS = Math.log(FLOOR);

  /// The most elements that an array holds on every virtual machine.
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final int lanes;
  private final int rows;
  private final double[] level;
  private final float[] dry;
  private final float[] wet;
  private final double @Nullable [] weightRoots;

  /// Silence, without weights.
  ///
  /// @param lanes lanes, ≥ 1
  /// @param rows rows, ≥ 0
  /// @throws IllegalArgumentException if there would be no lane, or more elements than an array
  ///   holds
  public LaneSignals(int lanes, int rows) {
    this(lanes, rows, false);
  }

  /// Silence, with a weight of 1 for every sample.
  ///
  /// @param lanes lanes, ≥ 1
  /// @param rows rows, ≥ 0
  /// @return the signals
  /// @throws IllegalArgumentException if there would be no lane, or more elements than an array
  ///   holds
  public static LaneSignals weighted(int lanes, int rows) {
    return new LaneSignals(lanes, rows, true);
  }

  private LaneSignals(int lanes, int rows, boolean isWeighted) {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes must be at least 1: " + lanes);
    }
    if (rows < 0 || (long) lanes * rows > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "rows must be 0 to " + MOST_ELEMENTS / lanes + " in " + lanes + " lanes: " + rows);
    }
    this.lanes = lanes;
    this.rows = rows;
    level = new double[lanes * rows];
    dry = new float[lanes * rows];
    wet = new float[lanes * rows];
    weightRoots = isWeighted ? new double[lanes * rows] : null;
    clear();
  }

  /// Makes all of it silence, with a weight of 1 if it has weights.
  public void clear() {
    Arrays.fill(level, FLOOR_NEPERS);
    Arrays.fill(dry, 0);
    Arrays.fill(wet, 0);
    if (weightRoots != null) {
      Arrays.fill(weightRoots, 1);
    }
  }

  /// Fills part of a lane with what the detector hears.
  ///
  /// @param lane the lane
  /// @param row first row to fill
  /// @param detector the sound whose magnitude is the level, full scale = 1
  /// @param from its first sample
  /// @param count samples, ≥ 0
  /// @throws IndexOutOfBoundsException if there are not that many rows or samples
  public void fillLevel(int lane, int row, float[] detector, int from, int count) {
    check(lane, row, detector, from, count);
    for (int n = 0; n < count; n++) {
      level[(row + n) * lanes + lane] = Math.log(Math.max(Math.abs(detector[from + n]), FLOOR));
    }
  }

  /// Fills part of a lane with sound.
  ///
  /// @param lane the lane
  /// @param row first row to fill
  /// @param drySound what the gain is applied to, full scale = 1
  /// @param wetSound what it is compared with
  /// @param from first sample of both
  /// @param count samples, ≥ 0
  /// @throws IndexOutOfBoundsException if there are not that many rows or samples
  public void fillSound(
      int lane, int row, float[] drySound, float[] wetSound, int from, int count) {
    check(lane, row, drySound, from, count);
    check(lane, row, wetSound, from, count);
    for (int n = 0; n < count; n++) {
      dry[(row + n) * lanes + lane] = drySound[from + n];
      wet[(row + n) * lanes + lane] = wetSound[from + n];
    }
  }

  /// Fills part of a lane with weights, which multiply those that a loss is given for all rows.
  ///
  /// @param lane the lane
  /// @param row first row to fill
  /// @param weights w, finite and ≥ 0: 0 leaves a sample out of the sums but not out of the
  ///   recursions
  /// @param from the first of them
  /// @param count samples, ≥ 0
  /// @throws IllegalStateException if these are signals without weights
  /// @throws IllegalArgumentException if a weight is out of range
  /// @throws IndexOutOfBoundsException if there are not that many rows or samples
  public void fillWeights(int lane, int row, float[] weights, int from, int count) {
    double[] roots = weightRoots();
    check(lane, row, weights, from, count);
    for (int n = 0; n < count; n++) {
      float w = weights[from + n];
      if (!(w >= 0 && w <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("weights must be finite and at least 0: " + w);
      }
      roots[(row + n) * lanes + lane] = Math.sqrt(w);
    }
  }

  private void check(int lane, int row, float[] samples, int from, int count) {
    Objects.checkIndex(lane, lanes);
    Objects.checkFromIndexSize(row, count, rows);
    Objects.checkFromIndexSize(from, count, samples.length);
  }

  /// How many stretches lie side by side.
  ///
  /// @return lanes, ≥ 1
  public int lanes() {
    return lanes;
  }

  /// How long they are.
  ///
  /// @return rows, ≥ 0
  public int rows() {
    return rows;
  }

  /// Whether each sample has a weight.
  ///
  /// @return true if [#fillWeights] may be called
  public boolean isWeighted() {
    return weightRoots != null;
  }

  /// Checks what a loss is given to add.
  void require(int lossLanes, int from, int count, double[] weights) {
    if (lanes != lossLanes || weights.length != lossLanes) {
      throw new IllegalArgumentException(
          "signals and weights must have %d lanes: %d and %d"
              .formatted(lossLanes, lanes, weights.length));
    }
    Objects.checkFromIndexSize(from, count, rows);
  }

  /// Checks likewise for a loss that knows no weights of samples.
  void requireUnweighted(int lossLanes, int from, int count, double[] weights) {
    if (isWeighted()) {
      throw new UnsupportedOperationException(
          "only %s takes weights of samples".formatted(HessianAssembly.BLOCK_ADJOINT));
    }
    require(lossLanes, from, count, weights);
  }

  /// The levels, nepers; not a copy.
  double[] level() {
    return level;
  }

  /// The dry sound; not a copy.
  float[] dry() {
    return dry;
  }

  /// The wet sound, without pre-emphasis; not a copy.
  float[] wet() {
    return wet;
  }

  /// The roots of the weights; not a copy.
  double[] weightRoots() {
    if (weightRoots == null) {
      throw new IllegalStateException("these signals have no weights");
    }
    return weightRoots;
  }
}
