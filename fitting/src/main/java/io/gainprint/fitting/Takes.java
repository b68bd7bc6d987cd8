package io.gainprint.fitting;

import java.util.ArrayList;
import java.util.List;

/// Takes one after the other, cut into windows of which none reaches over the end of a take.
///
/// Between takes lies as much silence as the look-ahead is long, which is what a detector that is
/// ahead of the sound hears after the end of one. A single take is not copied.
final class Takes {
  private final List<Take> list;
  private final List<Integer> starts;
  private final float[] dry;
  private final float[] wet;
  private final double sampleRateHz;

  /// @param lookAhead samples of silence between takes
  /// @throws IllegalArgumentException if there is none, or too much sound for an array
  Takes(List<Take> takes, double sampleRateHz, int lookAhead) {
    if (takes.isEmpty()) {
      throw new IllegalArgumentException("there must be a take");
    }
    this.list = List.copyOf(takes);
    this.sampleRateHz = sampleRateHz;
    List<Integer> from = new ArrayList<>();
    long length = 0;
    for (Take take : takes) {
      from.add((int) length);
      length += take.length() + (long) lookAhead;
      if (length > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "takes are too long together: more than %d samples".formatted(Integer.MAX_VALUE - 8));
      }
    }
    starts = List.copyOf(from);
    if (takes.size() == 1) {
      dry = takes.getFirst().dry();
      wet = takes.getFirst().wet();
    } else {
      dry = new float[(int) length];
      wet = new float[(int) length];
      for (int k = 0; k < takes.size(); k++) {
        Take take = takes.get(k);
        System.arraycopy(take.dry(), 0, dry, starts.get(k), take.length());
        System.arraycopy(take.wet(), 0, wet, starts.get(k), take.length());
      }
    }
  }

  float[] dry() {
    return dry;
  }

  float[] wet() {
    return wet;
  }

  double sampleRateHz() {
    return sampleRateHz;
  }

  /// The longest take, samples.
  int longest() {
    return list.stream().mapToInt(Take::length).max().orElseThrow();
  }

  /// The windows of all takes, in order.
  List<WindowPlan.Window> windows(WindowPlan plan) {
    List<WindowPlan.Window> windows = new ArrayList<>();
    for (int k = 0; k < list.size(); k++) {
      int start = starts.get(k);
      for (WindowPlan.Window w : plan.over(list.get(k).length(), sampleRateHz)) {
        windows.add(
            new WindowPlan.Window(start + w.start(), start + w.countedFrom(), start + w.end()));
      }
    }
    return windows;
  }

  /// Where samples lie: take and time.
  Passage passage(int from, int to) {
    int take = 0;
    while (take + 1 < starts.size() && starts.get(take + 1) <= from) {
      take++;
    }
    return new Passage(
        list.get(take).name(),
        (from - starts.get(take)) / sampleRateHz,
        (to - starts.get(take)) / sampleRateHz);
  }
}
