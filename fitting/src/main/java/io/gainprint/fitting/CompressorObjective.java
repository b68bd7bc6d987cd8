package io.gainprint.fitting;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.lanes.LaneLoss;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Objective;
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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The error-to-signal ratio of a compressor against a recording, as a function of the compressor's
/// coordinates.
///
/// ```
/// ESR(z) = Σ (P(y) − P(t))² / Σ P(t)²          over all counted samples of all windows
/// ```
///
/// Windows are computed in groups, one window in each lane of the vector unit, and the groups by
/// the threads of an executor. Windows are summed in a fixed order, pair by pair: the result does
/// not depend on the number of threads, and on that of lanes only by rounding. Up to as many
/// windows as there are lanes are one group, and so the work of one thread.
///
/// Recordings are kept as the arrays of floats given. Beside them the rows that the lanes read are
/// kept, 16 bytes a sample, where the heap has room for them, for which it may be collected; else
/// they are made anew for every evaluation, with the same results. An assembly of the Hessian that
/// keeps signals of a whole window works on as few windows at a time as its memory allows. Safe for
/// use by several threads.
public final class CompressorObjective implements Objective {
  /// The share of the free heap that rows may fill.
  private static final double ROOM = 0.6;

  private final float[] dry;
  private final float[] wet;
  private final double sampleRateHz;
  private final double pole;
  private final int lookAhead;
  private final List<WindowPlan.Window> windows;
  private final List<WindowGroup> groups;
  private final ExecutorService executor;
  private final Cancellation cancellation;
  private final CompressorCoordinates coordinates;
  private final double targetEnergy;

  private final LossPools losses;

  /// The groups that the Hessian's losses can take, with as many windows as they have lanes.
  private final List<WindowGroup> hessianGroups;

  /// The objective of a pair of recordings.
  ///
  /// @param dry what went into the unit, full scale = 1; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param plan how to cut them into windows
  /// @param lookAheadSamples look-ahead D of the compressor, ≥ 0
  /// @param executor what computes the windows; stays the caller's to close
  /// @throws IllegalArgumentException if the lengths differ, or nothing is left to compare
  public CompressorObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      WindowPlan plan,
      int lookAheadSamples,
      ExecutorService executor) {
    this(
        dry,
        wet,
        sampleRateHz,
        plan,
        lookAheadSamples,
        HessianSettings.defaults(),
        executor,
        new Cancellation());
  }

  /// The objective of a pair of recordings, until it is cancelled: after the request everything
  /// that would read the recordings throws a [CancellationException], soon.
  ///
  /// @param dry what went into the unit, full scale = 1; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param plan how to cut them into windows
  /// @param lookAheadSamples look-ahead D of the compressor, ≥ 0
  /// @param hessian how second derivatives are computed
  /// @param executor what computes the windows; stays the caller's to close
  /// @param cancellation may be requested at any time
  /// @throws IllegalArgumentException if the lengths differ, nothing is left to compare, or one
  ///   window takes more memory than the Hessian may have
  /// @throws CancellationException if the request is made before this is done
  public CompressorObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      WindowPlan plan,
      int lookAheadSamples,
      HessianSettings hessian,
      ExecutorService executor,
      Cancellation cancellation) {
    this(
        dry,
        wet,
        sampleRateHz,
        plan.over(dry.length, sampleRateHz),
        lookAheadSamples,
        new LossPools(
            PreEmphasis.poleAt(sampleRateHz),
            hessian,
            Math.min(plan.samples(sampleRateHz), dry.length) + lookAheadSamples),
        executor,
        cancellation);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(
          "a recording must be longer than the warm-up of %s s: %.3f s"
              .formatted(plan.warmUpSeconds(), dry.length / sampleRateHz));
    }
    if (!(targetEnergy > 0)) {
      throw new IllegalArgumentException("the wet recording is silent after the warm-up");
    }
  }

  private CompressorObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      List<WindowPlan.Window> windows,
      int lookAhead,
      LossPools losses,
      ExecutorService executor,
      Cancellation cancellation) {
    if (dry.length != wet.length) {
      throw new IllegalArgumentException(
          "dry and wet must be equally long: " + dry.length + " and " + wet.length + " samples");
    }
    this.dry = dry;
    this.wet = wet;
    this.sampleRateHz = sampleRateHz;
    this.pole = PreEmphasis.poleAt(sampleRateHz);
    this.lookAhead = lookAhead;
    this.windows = windows;
    this.executor = executor;
    this.cancellation = cancellation;
    this.coordinates = new CompressorCoordinates(sampleRateHz);
    this.losses = losses;
    this.groups = grouped(losses.lanes());
    this.hessianGroups =
        losses.hessianLanes() == losses.lanes() ? groups : grouped(losses.hessianLanes());
    this.targetEnergy =
        sum(
            compute(
                windows.stream().map(window -> (Callable<Double>) () -> energy(window)).toList()));
  }

  /// The windows in groups of so many, whose rows are kept if there is room.
  private List<WindowGroup> grouped(int lanes) {
    List<WindowGroup> result = new ArrayList<>();
    for (int first = 0; first < windows.size(); first += lanes) {
      int end = Math.min(first + lanes, windows.size());
      result.add(new WindowGroup(dry, wet, windows.subList(first, end), lookAhead));
    }
    long bytes = result.stream().mapToLong(group -> group.packedBytes(lanes)).sum();
    if (!isRoomFor(bytes)) {
      return List.copyOf(result);
    }
    return compute(
        result.stream()
            .map(group -> (Callable<WindowGroup>) () -> group.packed(lanes, cancellation))
            .toList());
  }

  private boolean isRoomFor(long bytes) {
    long reserved = losses.reservedBytes();
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

  /// The same objective over some of the windows, evenly spread, to look around cheaply.
  ///
  /// @param atMost how many windows to keep, ≥ 1
  /// @return the excerpt; this objective if it has no more windows than that
  CompressorObjective excerpt(int atMost) {
    int n = windows.size();
    if (n <= atMost) {
      return this;
    }
    List<WindowPlan.Window> some =
        IntStream.range(0, atMost)
            .mapToObj(k -> windows.get((int) ((2L * k + 1) * n / (2L * atMost))))
            .toList();
    return new CompressorObjective(
        dry, wet, sampleRateHz, some, lookAhead, losses, executor, cancellation);
  }

  /// The make-up gain that gives a compressor's output the level of the target: the quotient of
  /// their RMS, after pre-emphasis, over all counted samples.
  ///
  /// @param coefficients a compressor; its own make-up gain is part of its output
  /// @return the coefficients with that make-up gain
  CompressorCoefficients levelled(CompressorCoefficients coefficients) {
    double energy = outputEnergy(coefficients);
    double correctionDb = energy > 0 ? 10 * Math.log10(targetEnergy / energy) : 0;
    return new CompressorCoefficients(
        coefficients.thresholdDb(),
        coefficients.ratio(),
        coefficients.attack(),
        coefficients.release(),
        coefficients.makeUpDb() + correctionDb);
  }

  /// The coordinates of this objective.
  ///
  /// @return coordinates at the recording's sample rate
  public CompressorCoordinates coordinates() {
    return coordinates;
  }

  /// The largest magnitude of the dry sound in all windows.
  ///
  /// @return dBFS; −∞ for silence
  double dryPeakDb() {
    double peak = 0;
    for (WindowPlan.Window window : windows) {
      for (int n = window.start(); n < window.end(); n++) {
        peak = Math.max(peak, Math.abs(dry[n]));
      }
    }
    return Decibels.fromFactor(peak);
  }

  /// Whether the rows that evaluations read are kept; else each makes them anew, which takes
  /// several times as long as the value alone.
  ///
  /// @return true if the heap had room for them
  public boolean keepsRows() {
    return groups.stream().allMatch(WindowGroup::isPacked)
        && hessianGroups.stream().allMatch(WindowGroup::isPacked);
  }

  /// The energy that the error is compared with.
  ///
  /// @return Σ P(t)² over all counted samples, > 0
  double targetEnergy() {
    return targetEnergy;
  }

  @Override
  public int dimension() {
    return CompressorCoefficients.COUNT;
  }

  @Override
  public double value(Vector z) {
    return esr(coordinates.toCoefficients(z));
  }

  @Override
  public Derivatives derivatives(Vector z, Order order) {
    return coordinates.chain(
        sumOf(ofWindows(coordinates.toCoefficients(z), order)).times(1 / targetEnergy), z);
  }

  /// The derivatives of every window's loss with respect to the coefficients, in order.
  private List<Derivatives> ofWindows(CompressorCoefficients at, Order order) {
    boolean isSecond = order == Order.HESSIAN;
    return overGroups(
        isSecond ? hessianGroups : groups,
        isSecond ? losses.hessians() : losses.gradients(),
        at,
        (group, loss) -> perLane(group, loss, loss::derivatives));
  }

  /// The error-to-signal ratio of given parameters.
  ///
  /// @param coefficients parameters at the recording's sample rate
  /// @return ESR ≥ 0
  public double esr(CompressorCoefficients coefficients) {
    return sum(
            overGroups(
                groups,
                losses.values(),
                coefficients,
                (group, loss) -> perLane(group, loss, loss::value)))
        / targetEnergy;
  }

  /// The gradient of the ESR, split into contributions of consecutive segments of the recording:
  /// their scatter tells how sure a minimum is.
  ///
  /// @param coefficients parameters at the recording's sample rate
  /// @param segmentSeconds length of a segment, s, > 0; the last one of a window may be shorter
  /// @return a gradient with respect to the coefficients per segment, in the order of the recording
  List<Vector> segmentGradients(CompressorCoefficients coefficients, double segmentSeconds) {
    int segment = Math.max(1, (int) (segmentSeconds * sampleRateHz));
    return overGroups(
            groups,
            losses.gradients(),
            coefficients,
            (group, loss) -> segmentGradients(group, loss, segment))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /// The gradients of every segment of every lane's window.
  private List<List<Vector>> segmentGradients(WindowGroup group, LaneLoss loss, int segment) {
    group.feed(loss, 0, group.countedFrom(), cancellation);
    List<Vector> before = perLane(group, lane -> gradient(loss, lane));
    List<List<Vector>> gradients = perLane(group, _ -> new ArrayList<>());
    int end = group.countedFrom();
    while (end < group.rows()) {
      int row = end;
      end += Math.min(segment, group.rows() - row);
      group.feed(loss, row, end, cancellation);
      for (int lane = 0; lane < gradients.size(); lane++) {
        if (row < group.countedUpTo(lane)) {
          Vector after = gradient(loss, lane);
          gradients.get(lane).add(after.plus(-1, before.get(lane)).times(1 / targetEnergy));
          before.set(lane, after);
        }
      }
    }
    return gradients;
  }

  private Vector gradient(LaneLoss loss, int lane) {
    return Vector.of(dimension(), i -> loss.gradient(lane, i));
  }

  /// The energy of the compressor's output, after pre-emphasis: y_M = κ y, so G_MM = 2κ² Σ P(y)².
  private double outputEnergy(CompressorCoefficients coefficients) {
    int makeUp = CompressorCoefficients.COUNT - 1;
    List<Derivatives> ofWindows =
        overGroups(
            groups,
            losses.gradients(),
            coefficients,
            (group, loss) -> perLane(group, loss, loss::derivatives));
    return sumOf(ofWindows).gaussNewton(makeUp, makeUp) / (2 * Decibels.KAPPA * Decibels.KAPPA);
  }

  /// Σ P(t)² over the counted samples.
  private double energy(WindowPlan.Window window) {
    PreEmphasis preEmphasis = new PreEmphasis(pole);
    double[] block = new double[4096];
    double sum = 0;
    for (int from = window.start(); from < window.end(); from += block.length) {
      cancellation.throwIfRequested();
      int length = Math.min(block.length, window.end() - from);
      for (int n = 0; n < length; n++) {
        block[n] = wet[from + n];
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
    group.feed(loss, cancellation);
    return perLane(group, ofLane);
  }

  private static <T> List<T> perLane(WindowGroup group, IntFunction<T> ofLane) {
    List<T> results = new ArrayList<>();
    for (int lane = 0; lane < group.windows().size(); lane++) {
      results.add(ofLane.apply(lane));
    }
    return results;
  }

  /// What is to be known of each window, from losses at one point; in order.
  private <T> List<T> overGroups(
      List<WindowGroup> windowGroups,
      LossPool pool,
      CompressorCoefficients at,
      BiFunction<WindowGroup, LaneLoss, List<T>> resultsOfGroup) {
    List<Callable<List<T>>> tasks = new ArrayList<>();
    for (WindowGroup group : windowGroups) {
      tasks.add(() ->
          pool.lend(loss -> {
            loss.begin(at);
            return resultsOfGroup.apply(group, loss);
          }));
    }
    return compute(tasks).stream().flatMap(List::stream).toList();
  }

  /// The results of tasks, in order.
  private <T> List<T> compute(List<Callable<T>> tasks) {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> done : executor.invokeAll(tasks)) {
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

  /// The sum pair by pair, whose rounding errors grow with the logarithm of the length.
  private static Derivatives sumOf(List<Derivatives> parts) {
    int n = parts.size();
    return n == 1
        ? parts.getFirst()
        : sumOf(parts.subList(0, n / 2)).plus(sumOf(parts.subList(n / 2, n)));
  }

  private static double sum(List<Double> parts) {
    int n = parts.size();
    return switch (n) {
      case 0 -> 0;
      case 1 -> parts.getFirst();
      default -> sum(parts.subList(0, n / 2)) + sum(parts.subList(n / 2, n));
    };
  }
}
