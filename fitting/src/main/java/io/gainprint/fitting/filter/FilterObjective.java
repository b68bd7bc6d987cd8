package io.gainprint.fitting.filter;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.equaliser.DesignedSection;
import io.gainprint.dsp.equaliser.FilterChainLoss;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.WindowPlan;
import io.gainprint.fitting.WindowPlan.Window;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Objective;
import io.gainprint.fitting.solver.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The error-to-signal ratio of a filter chain against a recording, as a function of the chain's
/// coordinates.
///
/// ```
/// ESR(z) = Σ (P(y) − P(t))² / Σ P(t)²          over all counted samples of all windows
/// ```
///
/// The windows are computed by the threads of an executor and summed in a fixed order, pair by
/// pair: the result does not depend on the number of threads. It is NaN where rounding makes the
/// chain unstable. Safe for use by several threads.
public final class FilterObjective implements Objective {
  private static final int BLOCK = 4096;

  private final float[] dry;
  private final float[] wet;
  private final double sampleRateHz;
  private final double pole;
  private final List<Window> windows;
  private final FilterCoordinates coordinates;
  private final ExecutorService executor;
  private final Cancellation cancellation;
  private final double targetEnergy;

  /// The objective of a pair of recordings, until it is cancelled: after the request everything
  /// that would read the recordings throws a [CancellationException], soon.
  ///
  /// @param dry what went into the filter, full scale = 1; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param plan how to cut them into windows
  /// @param coordinates the chain and its coordinates
  /// @param executor what computes the windows; stays the caller's to close
  /// @param cancellation may be requested at any time
  /// @throws IllegalArgumentException if the lengths differ, or nothing is left to compare
  /// @throws CancellationException if the request is made before this is done
  public FilterObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      WindowPlan plan,
      FilterCoordinates coordinates,
      ExecutorService executor,
      Cancellation cancellation) {
    this(
        dry,
        wet,
        sampleRateHz,
        windows(dry, wet, sampleRateHz, plan),
        coordinates,
        executor,
        cancellation,
        Double.NaN);
    if (!(targetEnergy > 0)) {
      throw new IllegalArgumentException("the wet recording is silent after the warm-up");
    }
  }

  private FilterObjective(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      List<Window> windows,
      FilterCoordinates coordinates,
      ExecutorService executor,
      Cancellation cancellation,
      double knownEnergy) {
    this.dry = dry;
    this.wet = wet;
    this.sampleRateHz = sampleRateHz;
    this.pole = PreEmphasis.poleAt(sampleRateHz);
    this.windows = windows;
    this.coordinates = coordinates;
    this.executor = executor;
    this.cancellation = cancellation;
    this.targetEnergy = Double.isNaN(knownEnergy) ? sum(overWindows(this::energy)) : knownEnergy;
  }

  private static List<Window> windows(
      float[] dry, float[] wet, double sampleRateHz, WindowPlan plan) {
    if (dry.length != wet.length) {
      throw new IllegalArgumentException(
          "dry and wet must be equally long: " + dry.length + " and " + wet.length + " samples");
    }
    List<Window> windows = plan.over(dry.length, sampleRateHz);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(
          "a recording must be longer than the warm-up of %s s: %.3f s"
              .formatted(plan.warmUpSeconds(), dry.length / sampleRateHz));
    }
    return windows;
  }

  /// The same objective over some of the windows, evenly spread, to look around cheaply.
  ///
  /// @param atMost how many windows to keep, ≥ 1
  /// @return the excerpt; this objective if it has no more windows than that
  FilterObjective excerpt(int atMost) {
    int n = windows.size();
    if (n <= atMost) {
      return this;
    }
    List<Window> some =
        IntStream.range(0, atMost)
            .mapToObj(k -> windows.get((int) ((2L * k + 1) * n / (2L * atMost))))
            .toList();
    return new FilterObjective(
        dry, wet, sampleRateHz, some, coordinates, executor, cancellation, Double.NaN);
  }

  /// The same objective in other coordinates of the same chain.
  ///
  /// @param others the coordinates
  /// @return the objective
  FilterObjective in(FilterCoordinates others) {
    return new FilterObjective(
        dry, wet, sampleRateHz, windows, others, executor, cancellation, targetEnergy);
  }

  /// The coordinates of this objective.
  ///
  /// @return the coordinates
  public FilterCoordinates coordinates() {
    return coordinates;
  }

  /// The sample rate of the recordings.
  ///
  /// @return fs, Hz
  double sampleRateHz() {
    return sampleRateHz;
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public double value(Vector z) {
    return coordinates
        .sections(z)
        .map(sections ->
            sum(overWindows(window -> run(window, sections, CompressorLoss.Order.VALUE).value()))
                / targetEnergy)
        .orElse(Double.NaN);
  }

  @Override
  public Derivatives derivatives(Vector z, Order order) {
    CompressorLoss.Order needed =
        switch (order) {
          case GRADIENT, GAUSS_NEWTON -> CompressorLoss.Order.GRADIENT;
          case HESSIAN -> CompressorLoss.Order.HESSIAN;
        };
    return coordinates
        .sections(z)
        .map(sections -> {
          List<Derivatives> parts =
              overWindows(window -> run(window, sections, needed).derivatives());
          Derivatives whole = WindowWork.sum(parts, Derivatives::plus);
          return coordinates.chain(whole.times(1 / targetEnergy), z);
        })
        .orElseGet(coordinates::undefined);
  }

  /// The gradient of the ESR, split into contributions of consecutive segments of the recording:
  /// their scatter tells how sure a minimum is.
  ///
  /// @param z point
  /// @param segmentSeconds length of a segment, s, > 0; the last one of a window may be shorter
  /// @return a gradient per segment, in the order of the recording; none where the chain is
  ///   unstable
  List<Vector> segmentGradients(Vector z, double segmentSeconds) {
    int segment = Math.max(1, (int) (segmentSeconds * sampleRateHz));
    Vector slopes = coordinates.slopes(z);
    return coordinates
        .sections(z)
        .map(sections ->
            overWindows(window -> segmentGradients(window, sections, segment)).stream()
                .flatMap(List::stream)
                .map(g -> Vector.of(g.dimension(), i -> g.at(i) * slopes.at(i) / targetEnergy))
                .toList())
        .orElse(List.of());
  }

  private List<Vector> segmentGradients(
      Window window, List<DesignedSection> sections, int segment) {
    FilterChainLoss loss = new FilterChainLoss(sections, pole, CompressorLoss.Order.GRADIENT);
    feed(loss, window, window.start(), window.countedFrom());
    List<Vector> gradients = new ArrayList<>();
    Vector before = Vector.zero(dimension());
    for (int from = window.countedFrom(); from < window.end(); from += segment) {
      feed(loss, window, from, Math.min(window.end(), from + segment));
      Vector after = Vector.gradient(loss.derivatives());
      gradients.add(after.plus(-1, before));
      before = after;
    }
    return gradients;
  }

  private FilterChainLoss run(
      Window window, List<DesignedSection> sections, CompressorLoss.Order order) {
    FilterChainLoss loss = new FilterChainLoss(sections, pole, order);
    feed(loss, window, window.start(), window.end());
    return loss;
  }

  /// Feeds a part of a window, of which the warm-up does not count.
  private void feed(FilterChainLoss loss, Window window, int start, int end) {
    double[] x = new double[BLOCK];
    double[] t = new double[BLOCK];
    int from = start;
    while (from < end) {
      cancellation.throwIfRequested();
      boolean counts = from >= window.countedFrom();
      int stop = counts ? end : Math.min(end, window.countedFrom());
      int length = Math.min(BLOCK, stop - from);
      for (int n = 0; n < length; n++) {
        x[n] = dry[from + n];
        t[n] = wet[from + n];
      }
      loss.accumulate(x, t, counts ? 1 : 0, 0, length);
      from += length;
    }
  }

  /// Σ P(t)² over the counted samples.
  private double energy(Window window) {
    PreEmphasis preEmphasis = new PreEmphasis(pole);
    double[] block = new double[BLOCK];
    double sum = 0;
    for (int from = window.start(); from < window.end(); from += BLOCK) {
      cancellation.throwIfRequested();
      int length = Math.min(BLOCK, window.end() - from);
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

  private <T> List<T> overWindows(Function<Window, T> work) {
    List<Callable<T>> tasks = new ArrayList<>();
    for (Window window : windows) {
      tasks.add(() -> work.apply(window));
    }
    return WindowWork.results(executor, tasks);
  }

  private static double sum(List<Double> parts) {
    return WindowWork.sum(parts, Double::sum);
  }
}
