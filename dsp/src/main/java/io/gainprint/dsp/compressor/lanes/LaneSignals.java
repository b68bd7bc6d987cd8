package io.gainprint.dsp.compressor.lanes;

import java.util.Arrays;
import java.util.Objects;

/// Stretches of dry and wet sound side by side, one in each lane, as a vector unit wants them.
///
/// Sample n of all lanes is row n, and rows follow each other: the sample of a lane is element row
/// · lanes + lane. Of the dry sound there is also the level that the detector sees, in nepers, `ln
/// max(|x|, 10⁻⁸)`, computed once, when the lane is filled; it is 8 bytes of the 16 that a sample
/// takes. What is not filled is silence.
///
/// Not safe for use by several threads while it is being filled; safe to share afterwards.
public final class LaneSignals {
  /// Bytes that signals take for each sample of each lane.
  public static final int BYTES_PER_SAMPLE = Double.BYTES + 2 * Float.BYTES;

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

  /// Silence.
  ///
  /// @param lanes lanes, ≥ 1
  /// @param rows rows, ≥ 0
  /// @throws IllegalArgumentException if there would be no lane, or more elements than an array
  ///   holds
  public LaneSignals(int lanes, int rows) {
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
    clear();
  }

  /// Makes all of it silence.
  public void clear() {
    Arrays.fill(level, FLOOR_NEPERS);
    Arrays.fill(dry, 0);
    Arrays.fill(wet, 0);
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

  /// Checks what a loss is given to add.
  void require(int lossLanes, int from, int count, double[] weights) {
    if (lanes != lossLanes || weights.length != lossLanes) {
      throw new IllegalArgumentException(
          "signals and weights must have %d lanes: %d and %d"
              .formatted(lossLanes, lanes, weights.length));
    }
    Objects.checkFromIndexSize(from, count, rows);
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
}
