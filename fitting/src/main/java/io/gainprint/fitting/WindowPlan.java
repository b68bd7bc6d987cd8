package io.gainprint.fitting;

import java.util.ArrayList;
import java.util.List;

/// How a recording is cut into windows that are compared independently of each other.
///
/// Every window starts at rest, with a gain of 1; its first part, the warm-up, lets the compressor
/// find its state and is not counted. Windows overlap by the warm-up, so that every sample of the
/// recording after the first warm-up is counted exactly once, the last and partial window included.
/// The published trainer leaves that one out, which can be asked for.
///
/// @param windowSeconds length of a window, s, > warm-up
/// @param warmUpSeconds warm-up and overlap, s, ≥ 0
/// @param countsPartial whether the last and partial window is counted
public record WindowPlan(double windowSeconds, double warmUpSeconds, boolean countsPartial) {
  /// Windows of 12 s with a warm-up of 1 s, as published in arXiv 2509.10706.
  public static final WindowPlan PUBLISHED = new WindowPlan(12, 1);

  /// The same as the published trainer cuts them: without the last and partial one.
  public static final WindowPlan WHOLE_WINDOWS = new WindowPlan(12, 1, false);

  /// A plan that counts every sample after the first warm-up.
  ///
  /// @param windowSeconds length of a window, s, > warm-up
  /// @param warmUpSeconds warm-up and overlap, s, ≥ 0
  public WindowPlan(double windowSeconds, double warmUpSeconds) {
    this(windowSeconds, warmUpSeconds, true);
  }

  /// Checks both ranges.
  ///
  /// @throws IllegalArgumentException naming the length, its limit and its value
  public WindowPlan {
    if (!(warmUpSeconds >= 0)) {
      throw new IllegalArgumentException("warm-up must not be negative: " + warmUpSeconds + " s");
    }
    if (!(windowSeconds > warmUpSeconds && windowSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "window must be longer than the warm-up of "
              + warmUpSeconds
              + " s: "
              + windowSeconds
              + " s");
    }
  }

  /// One window.
  ///
  /// @param start first sample, where the compressor is at rest
  /// @param countedFrom first sample that counts
  /// @param end sample after the last one
  public record Window(int start, int countedFrom, int end) {
    /// How long it is, warm-up included.
    ///
    /// @return samples
    public int length() {
      return end - start;
    }
  }

  /// The samples of a whole window.
  ///
  /// @param sampleRateHz sample rate, Hz
  /// @return its length, more than the warm-up
  int samples(double sampleRateHz) {
    int warmUp = (int) (warmUpSeconds * sampleRateHz);
    return Math.max(warmUp + 1, (int) (windowSeconds * sampleRateHz));
  }

  /// The windows of a recording.
  ///
  /// @param samples its length, ≥ 0
  /// @param sampleRateHz its sample rate, Hz
  /// @return the windows in order; none if the recording ends within the first warm-up
  public List<Window> over(int samples, double sampleRateHz) {
    int warmUp = (int) (warmUpSeconds * sampleRateHz);
    int length = samples(sampleRateHz);
    List<Window> windows = new ArrayList<>();
    int least = countsPartial ? warmUp + 1 : length;
    for (long start = 0; start + least <= samples; start += length - warmUp) {
      windows.add(
          new Window((int) start, (int) start + warmUp, (int) Math.min(start + length, samples)));
    }
    return List.copyOf(windows);
  }
}
