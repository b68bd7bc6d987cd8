package io.gainprint.fitting;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The error-to-signal ratio of a compressor against a recording, as a function of the compressor's
/// coordinates.
///
/// ```
/// ESR(z) = Σ (P(y) − P(t))² / Σ P(t)²          over all counted samples of all windows
/// ```
///
/// Windows are computed by the threads of an executor and summed in order, so that the result does
/// not depend on the number of threads. Recordings are kept as the arrays of floats given and are
/// widened block by block: besides them memory is constant. Safe for use by several threads.
public final class CompressorObjective implements Objective {
  private final float[] dry;
  private final float[] wet;
  private final double sampleRateHz;
  private final int lookAhead;
  private final List<WindowPlan.Window> windows;
  private final ExecutorService executor;
  private final CompressorCoordinates coordinates;
  private final double targetEnergy;

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
    this(dry, wet, sampleRateHz, plan.over(dry.length, sampleRateHz), lookAheadSamples, executor);
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
      ExecutorService executor) {
    if (dry.length != wet.length) {
      throw new IllegalArgumentException(
          "dry and wet must be equally long: " + dry.length + " and " + wet.length + " samples");
    }
    this.dry = dry;
    this.wet = wet;
    this.sampleRateHz = sampleRateHz;
    this.lookAhead = lookAhead;
    this.windows = windows;
    this.executor = executor;
    this.coordinates = new CompressorCoordinates(sampleRateHz);
    this.targetEnergy = computeTargetEnergy();
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
    return new CompressorObjective(dry, wet, sampleRateHz, some, lookAhead, executor);
  }

  /// The make-up gain that gives a compressor's output the level of the target: the quotient of
  /// their RMS, after pre-emphasis, over all counted samples.
  ///
  /// @param coefficients a compressor; its own make-up gain is part of its output
  /// @return the coefficients with that make-up gain
  CompressorCoefficients levelled(CompressorCoefficients coefficients) {
    double energy = sum(overWindows(window -> outputEnergy(coefficients, window)));
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
  public Derivatives derivatives(Vector z) {
    CompressorCoefficients coefficients = coordinates.toCoefficients(z);
    Derivatives sum =
        overWindows(
                window -> loss(coefficients, CompressorLoss.Order.HESSIAN, window).derivatives())
            .stream()
            .reduce(Derivatives::plus)
            .orElseThrow();
    return coordinates.chain(sum.times(1 / targetEnergy), z);
  }

  /// The error-to-signal ratio of given parameters.
  ///
  /// @param coefficients parameters at the recording's sample rate
  /// @return ESR ≥ 0
  public double esr(CompressorCoefficients coefficients) {
    return sum(
            overWindows(window -> loss(coefficients, CompressorLoss.Order.VALUE, window).value()))
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
    return overWindows(window -> segmentGradients(coefficients, segment, window)).stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<Vector> segmentGradients(
      CompressorCoefficients coefficients, int segment, WindowPlan.Window window) {
    CompressorLoss loss = newLoss(coefficients, CompressorLoss.Order.GRADIENT);
    WindowFeed feed = feed(window);
    feed.upTo(window.countedFrom() + lookAhead, into(loss));
    List<Vector> gradients = new ArrayList<>();
    Vector before = Vector.of(dimension(), loss::gradient);
    int end = window.countedFrom();
    while (end < window.end()) {
      end += Math.min(segment, window.end() - end);
      feed.upTo(end + lookAhead, into(loss));
      Vector after = Vector.of(dimension(), loss::gradient);
      gradients.add(after.plus(-1, before).times(1 / targetEnergy));
      before = after;
    }
    return gradients;
  }

  private CompressorLoss loss(
      CompressorCoefficients coefficients, CompressorLoss.Order order, WindowPlan.Window window) {
    CompressorLoss loss = newLoss(coefficients, order);
    feed(window).upTo(window.end() + lookAhead, into(loss));
    return loss;
  }

  private CompressorLoss newLoss(CompressorCoefficients coefficients, CompressorLoss.Order order) {
    return new CompressorLoss(coefficients, PreEmphasis.poleAt(sampleRateHz), lookAhead, order);
  }

  private static WindowFeed.Sink into(CompressorLoss loss) {
    return (x, t, w, length) -> loss.accumulate(x, t, w, 0, length);
  }

  private double computeTargetEnergy() {
    return sum(
        overWindows(window -> {
          Energy energy = new Energy();
          feed(window).upTo(window.end(), (_, t, w, length) -> energy.add(t, w, length));
          return energy.sum;
        }));
  }

  /// Without look-ahead, which moves the gain but hardly the level.
  private double outputEnergy(CompressorCoefficients coefficients, WindowPlan.Window window) {
    Energy energy = new Energy();
    Compressor compressor = new Compressor(coefficients);
    PreEmphasis preEmphasis = new PreEmphasis(PreEmphasis.poleAt(sampleRateHz));
    feed(window)
        .upTo(
            window.end(),
            (x, _, w, length) -> {
              compressor.process(x, 0, x, 0, length);
              preEmphasis.process(x, 0, x, 0, length);
              energy.add(x, w, length);
            });
    return energy.sum;
  }

  /// Σ w s².
  private static final class Energy {
    private double sum;

    void add(double[] signal, double[] weights, int length) {
      for (int n = 0; n < length; n++) {
        sum += weights[n] * signal[n] * signal[n];
      }
    }
  }

  private WindowFeed feed(WindowPlan.Window window) {
    return new WindowFeed(dry, wet, window, PreEmphasis.poleAt(sampleRateHz));
  }

  /// The results of all windows, in order.
  private <T> List<T> overWindows(Function<WindowPlan.Window, T> result) {
    List<Callable<T>> tasks =
        windows.stream().map(window -> (Callable<T>) () -> result.apply(window)).toList();
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

  private static double sum(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
