package io.gainprint.fitting;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.compressor.lanes.LaneLoss;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.solver.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The losses of the windows of recordings, each by itself and in order: what an objective adds up.
///
/// Windows are computed in groups, one window in each lane of the vector unit, and the groups by
/// the threads of an executor. Up to as many windows as there are lanes are one group, and so the
/// work of one thread.
///
/// Recordings are kept as the arrays of floats given. Beside them the rows that the lanes read are
/// kept, 16 bytes a sample, or 24 with weights, where the heap has room for them, for which it may
/// be collected; else they are made anew for every evaluation, with the same results. Immutable but
/// for pools of losses; safe for use by several threads.
final class WindowLosses {
  /// The share of the free heap that rows may fill.
  private static final double ROOM = 0.6;

  private final Takes takes;
  private final List<WindowPlan.Window> windows;
  private final float @Nullable [] weights;
  private final Evaluation evaluation;
  private final List<WindowGroup> groups;

  /// The groups that the Hessian's losses can take, with as many windows as they have lanes.
  private final List<WindowGroup> hessianGroups;

  /// What the losses of different windows of the same recordings share.
  ///
  /// @param lookAhead look-ahead D of the compressor, samples
  /// @param pole pole of the pre-emphasis
  /// @param losses what adds rows up
  /// @param executor what computes the windows
  /// @param cancellation may be requested at any time
  record Evaluation(
      int lookAhead,
      double pole,
      LossPools losses,
      ExecutorService executor,
      Cancellation cancellation) {}

  /// @param weights a weight for every sample of the takes, or null if all have the same
  WindowLosses(
      Takes takes,
      List<WindowPlan.Window> windows,
      float @Nullable [] weights,
      Evaluation evaluation) {
    this.takes = takes;
    this.windows = List.copyOf(windows);
    this.weights = weights;
    this.evaluation = evaluation;
    LossPools losses = evaluation.losses();
    this.groups = grouped(losses.lanes());
    this.hessianGroups =
        losses.hessianLanes() == losses.lanes() ? groups : grouped(losses.hessianLanes());
  }

  private WindowLosses(WindowLosses other, double pole) {
    takes = other.takes;
    windows = other.windows;
    weights = other.weights;
    groups = other.groups;
    hessianGroups = other.hessianGroups;
    Evaluation before = other.evaluation;
    evaluation =
        new Evaluation(
            before.lookAhead(),
            pole,
            before.losses().withPole(pole),
            before.executor(),
            before.cancellation());
  }

  /// The same with another pre-emphasis; shares the rows.
  WindowLosses withPole(double pole) {
    return new WindowLosses(this, pole);
  }

  /// The windows in groups of so many, whose rows are kept if there is room.
  private List<WindowGroup> grouped(int lanes) {
    List<WindowGroup> result = new ArrayList<>();
    for (int first = 0; first < windows.size(); first += lanes) {
      int end = Math.min(first + lanes, windows.size());
      result.add(
          new WindowGroup(takes, weights, windows.subList(first, end), evaluation.lookAhead()));
    }
    long bytes = result.stream().mapToLong(group -> group.packedBytes(lanes)).sum();
    if (!isRoomFor(bytes)) {
      return List.copyOf(result);
    }
    return compute(
        result.stream()
            .map(group ->
                (Callable<WindowGroup>) () -> group.packed(lanes, evaluation.cancellation()))
            .toList());
  }

  private boolean isRoomFor(long bytes) {
    long reserved = evaluation.losses().reservedBytes();
    return bytes < ROOM * (freeHeap() - reserved)
        || bytes < ROOM * (freeHeapOnceCollected() - reserved);
  }

  private static long freeHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /// What is free without what only waits to be collected.
  private static long freeHeapOnceCollected() {
    System.gc();
    return freeHeap();
  }

  List<WindowPlan.Window> windows() {
    return windows;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /// The same over other windows, or with other weights.
  WindowLosses with(List<WindowPlan.Window> others, float @Nullable [] otherWeights) {
    return new WindowLosses(takes, others, otherWeights, evaluation);
  }

  /// The weight of every sample, if they differ.
  float @Nullable [] weights() {
    return weights;
  }

  /// Whether the rows that evaluations read are kept.
  boolean keepsRows() {
    return groups.stream().allMatch(WindowGroup::isPacked)
        && hessianGroups.stream().allMatch(WindowGroup::isPacked);
  }

  /// Σ w r² of every window.
  List<Double> values(CompressorCoefficients at) {
    return overGroups(
        groups,
        evaluation.losses().values(),
        loss -> loss.begin(at),
        (group, loss) -> perLane(group, loss, loss::value));
  }

  /// The derivatives of every window with respect to the coefficients.
  ///
  /// @param switching how to estimate the curvature of switches, in a Hessian; null to leave it out
  List<Derivatives> derivatives(
      CompressorCoefficients at, Order order, @Nullable SwitchingTerm switching) {
    boolean isSecond = order == Order.HESSIAN;
    return overGroups(
        isSecond ? hessianGroups : groups,
        isSecond ? evaluation.losses().hessians() : evaluation.losses().gradients(),
        loss -> {
          if (isSecond && switching != null) {
            loss.begin(at, switching);
          } else {
            loss.begin(at);
          }
        },
        (group, loss) -> perLane(group, loss, loss::derivatives));
  }

  /// The derivatives of consecutive segments of every window, up to second order of their own
  /// products: gradient and Gauss-Newton matrix.
  ///
  /// @param samples length of a segment; the last one of a window may be shorter
  List<List<Derivatives>> segments(CompressorCoefficients at, int samples) {
    return overGroups(
        groups,
        evaluation.losses().gradients(),
        loss -> loss.begin(at),
        (group, loss) -> segments(group, loss, samples));
  }

  private List<List<Derivatives>> segments(WindowGroup group, LaneLoss loss, int segment) {
    group.feed(loss, 0, group.countedFrom(), evaluation.cancellation());
    List<Derivatives> before = perLane(group, loss::derivatives);
    List<List<Derivatives>> segments = perLane(group, _ -> new ArrayList<>());
    int end = group.countedFrom();
    while (end < group.rows()) {
      int row = end;
      end += Math.min(segment, group.rows() - row);
      group.feed(loss, row, end, evaluation.cancellation());
      for (int lane = 0; lane < segments.size(); lane++) {
        if (row < group.countedUpTo(lane)) {
          Derivatives after = loss.derivatives(lane);
          segments.get(lane).add(after.plus(before.get(lane).times(-1)));
          before.set(lane, after);
        }
      }
    }
    return segments;
  }

  /// Σ P(t)² of every window, unweighted.
  List<Double> energies() {
    return compute(
        windows.stream().map(window -> (Callable<Double>) () -> energy(window)).toList());
  }

  /// Σ P(t)² over the counted samples.
  private double energy(WindowPlan.Window window) {
    PreEmphasis preEmphasis = new PreEmphasis(evaluation.pole());
    double[] block = new double[4096];
    double sum = 0;
    for (int from = window.start(); from < window.end(); from += block.length) {
      evaluation.cancellation().throwIfRequested();
      int length = Math.min(block.length, window.end() - from);
      for (int n = 0; n < length; n++) {
        block[n] = takes.wet()[from + n];
      }
      preEmphasis.process(block, 0, block, 0, length);
      for (int n = Math.max(0, window.countedFrom() - from); n < length; n++) {
        sum += block[n] * block[n];
      }
    }
    return sum;
  }

  /// What a loss that was fed a whole group says of each of its windows.
  private <T> List<T> perLane(WindowGroup group, LaneLoss loss, IntFunction<T> ofLane) {
    group.feed(loss, evaluation.cancellation());
    return perLane(group, ofLane);
  }

  private static <T> List<T> perLane(WindowGroup group, IntFunction<T> ofLane) {
    List<T> results = new ArrayList<>();
    for (int lane = 0; lane < group.windows().size(); lane++) {
      results.add(ofLane.apply(lane));
    }
    return results;
  }

  /// What is to be known of each window, from losses that have begun at some point; in order.
  private <T> List<T> overGroups(
      List<WindowGroup> windowGroups,
      LossPool pool,
      Consumer<LaneLoss> begin,
      BiFunction<WindowGroup, LaneLoss, List<T>> resultsOfGroup) {
    List<Callable<List<T>>> tasks = new ArrayList<>();
    for (WindowGroup group : windowGroups) {
      tasks.add(() ->
          pool.lend(loss -> {
            begin.accept(loss);
            return resultsOfGroup.apply(group, loss);
          }));
    }
    return compute(tasks).stream().flatMap(List::stream).toList();
  }

  /// The results of tasks, in order.
  private <T> List<T> compute(List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> done : evaluation.executor().invokeAll(tasks)) {
        results.add(done.get());
      }
    } catch (ExecutionException e) {
      switch (Objects.requireNonNull(e.getCause())) {
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        default -> throw new IllegalStateException(e); // no task throws a checked exception
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while computing windows");
    }
    return results;
  }
}
