package io.gainprint.fitting;

import io.gainprint.dsp.compressor.lanes.LaneLoss;
import io.gainprint.dsp.compressor.lanes.LaneSignals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some windows of a pair of recordings that a loss computes at once, one in each lane.
///
/// Row 0 is where every window starts, at rest. With a look-ahead of D samples the detector is D
/// samples ahead of the sound, so that the sound begins at row D and ends D rows after its window.
/// Lanes without a window, and windows that have ended, are silent and not counted.
///
/// The rows are made once, by [#packed], or anew, chunk by chunk, whenever they are fed, which
/// gives the same results to the last bit and takes several times as long as the value alone.
/// Immutable; safe for use by several threads.
final class WindowGroup {
  /// Rows fed at a time, whether they are kept or made, so that both are cut alike and give the
  /// same bits.
  private static final int CHUNK = 4800;

  private final Takes takes;
  private final float @Nullable [] weights;
  private final List<WindowPlan.Window> windows;
  private final int lookAhead;
  private final @Nullable LaneSignals packed;

  /// @param weights a weight for every sample of the takes, or null if all have the same
  WindowGroup(
      Takes takes, float @Nullable [] weights, List<WindowPlan.Window> windows, int lookAhead) {
    this(takes, weights, windows, lookAhead, null);
  }

  private WindowGroup(
      Takes takes,
      float @Nullable [] weights,
      List<WindowPlan.Window> windows,
      int lookAhead,
      @Nullable LaneSignals packed) {
    this.takes = takes;
    this.weights = weights;
    this.windows = windows;
    this.lookAhead = lookAhead;
    this.packed = packed;
  }

  /// The windows, by lane.
  List<WindowPlan.Window> windows() {
    return windows;
  }

  /// Whether its rows are kept.
  boolean isPacked() {
    return packed != null;
  }

  /// The bytes that keeping all rows takes.
  long packedBytes(int lanes) {
    int perSample =
        LaneSignals.BYTES_PER_SAMPLE + (weights == null ? 0 : LaneSignals.BYTES_PER_WEIGHT);
    return (long) rows() * lanes * perSample;
  }

  /// How many rows there are.
  int rows() {
    return windows.stream().mapToInt(WindowPlan.Window::length).max().orElseThrow() + lookAhead;
  }

  /// The row of the first sample that counts, which is the same for all windows.
  int countedFrom() {
    WindowPlan.Window first = windows.getFirst();
    return first.countedFrom() - first.start() + lookAhead;
  }

  /// The row after the last one that counts in a lane.
  int countedUpTo(int lane) {
    return lane < windows.size() ? windows.get(lane).length() + lookAhead : 0;
  }

  /// The same group with all its rows made and kept.
  WindowGroup packed(int lanes, Cancellation cancellation) {
    LaneSignals signals = silence(lanes, rows());
    for (int row = 0; row < rows(); row += CHUNK) { // lanes share cache lines: not one by one
      cancellation.throwIfRequested();
      fill(signals, row, row, Math.min(CHUNK, rows() - row));
    }
    return new WindowGroup(takes, weights, windows, lookAhead, signals);
  }

  /// Feeds a loss all rows.
  void feed(LaneLoss loss, Cancellation cancellation) {
    feed(loss, 0, rows(), cancellation);
  }

  /// Feeds a loss some rows, which must follow those it was fed before.
  void feed(LaneLoss loss, int from, int to, Cancellation cancellation) {
    double[] weights = new double[loss.lanes()];
    int row = from;
    while (row < to) {
      int next = weigh(row, to, weights);
      feedEquallyWeighted(loss, row, next, weights, cancellation);
      row = next;
    }
  }

  /// Sets the weights of a row; says up to which row they hold.
  private int weigh(int row, int end, double[] weights) {
    int next = row < countedFrom() ? Math.min(end, countedFrom()) : end;
    for (int lane = 0; lane < weights.length; lane++) {
      int upTo = countedUpTo(lane);
      boolean isCounted = row >= countedFrom() && row < upTo;
      weights[lane] = isCounted ? 1 : 0;
      if (isCounted) {
        next = Math.min(next, upTo);
      }
    }
    return next;
  }

  private void feedEquallyWeighted(
      LaneLoss loss, int from, int to, double[] weights, Cancellation cancellation) {
    LaneSignals kept = packed != null && packed.lanes() == loss.lanes() ? packed : null;
    LaneSignals chunk = kept != null ? kept : silence(loss.lanes(), CHUNK);
    for (int row = from; row < to; row += CHUNK) {
      cancellation.throwIfRequested();
      int rows = Math.min(CHUNK, to - row);
      if (kept != null) {
        loss.accumulate(kept, row, rows, weights);
      } else {
        chunk.clear();
        fill(chunk, 0, row, rows);
        loss.accumulate(chunk, 0, rows, weights);
      }
    }
  }

  private LaneSignals silence(int lanes, int rows) {
    return weights == null ? new LaneSignals(lanes, rows) : LaneSignals.weighted(lanes, rows);
  }

  /// Fills rows of silent signals, `into` and following, with the rows from `from` on.
  private void fill(LaneSignals signals, int into, int from, int rows) {
    float[] dry = takes.dry();
    float[] wet = takes.wet();
    for (int lane = 0; lane < windows.size(); lane++) {
      WindowPlan.Window window = windows.get(lane);
      int heard = Math.min(window.length() + lookAhead, dry.length - window.start());
      int level = Math.min(from + rows, heard) - from;
      if (level > 0) {
        signals.fillLevel(lane, into, dry, window.start() + from, level);
      }
      int firstSound = Math.max(from, lookAhead);
      int sound = Math.min(from + rows, window.length() + lookAhead) - firstSound;
      if (sound > 0) {
        int first = window.start() + firstSound - lookAhead;
        signals.fillSound(lane, into + firstSound - from, dry, wet, first, sound);
        if (weights != null) {
          signals.fillWeights(lane, into + firstSound - from, weights, first, sound);
        }
      }
    }
  }
}
