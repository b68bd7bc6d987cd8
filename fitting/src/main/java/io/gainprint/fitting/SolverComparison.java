package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.Minimizer;
import io.gainprint.fitting.solver.Minimum;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Searches of different methods from the same random starts on one recording: how often and how
/// fast each of them finds the best.
///
/// Not thread-safe; to be closed.
public final class SolverComparison implements AutoCloseable {
  private final double sampleRateHz;
  private final int threads;
  private final ExecutorService executor;
  private final Cancellation cancellation;
  private final List<Take> takes;
  private final HessianSettings hessian;

  /// A comparison on a recording.
  ///
  /// @param dry what went in; kept, not copied
  /// @param wet what came out, as long as `dry`; kept, not copied
  /// @param sampleRateHz sample rate of both, Hz
  /// @param hessian how second derivatives are computed
  /// @param threads threads to compute with, and searches at the same time, ≥ 1
  /// @param cancellation may be requested at any time
  /// @throws IllegalArgumentException if the lengths differ
  public SolverComparison(
      float[] dry,
      float[] wet,
      double sampleRateHz,
      HessianSettings hessian,
      int threads,
      Cancellation cancellation) {
    this.takes = List.of(Take.of("recording", dry, wet));
    this.sampleRateHz = sampleRateHz;
    this.hessian = hessian;
    this.threads = threads;
    this.cancellation = cancellation;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /// A search from one start.
  ///
  /// @param parameters where it ended
  /// @param esr the error there
  /// @param status how
  /// @param iterations steps taken
  /// @param evaluations losses and derivatives asked for
  /// @param seconds time taken, with other searches going on at the same time
  public record Run(
      CompressorParameters parameters,
      double esr,
      SolverStatus status,
      int iterations,
      int evaluations,
      double seconds) {}

  /// Starts at random: thresholds of −50 to −10 dB and ratios of 1.5 to 15, evenly; attacks of 0.3
  /// to 50 ms and releases of 20 to 800 ms, evenly by their logarithm; the make-up gain is that of
  /// least error.
  ///
  /// @param count how many
  /// @param seed of the random numbers
  /// @return the starts
  public static List<CompressorParameters> randomStarts(int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<CompressorParameters> starts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      starts.add(
          new CompressorParameters(
              random.nextDouble(-50, -10),
              random.nextDouble(1.5, 15),
              Math.exp(random.nextDouble(Math.log(0.3), Math.log(50))),
              Math.exp(random.nextDouble(Math.log(20), Math.log(800))),
              0));
    }
    return starts;
  }

  /// Searches from all starts.
  ///
  /// @param minimizer the method and when it ends
  /// @param kind the coordinates; of a box the method's curvature alone is used
  /// @param starts where to begin
  /// @return the searches, in order
  /// @throws IllegalArgumentException if nothing is left to compare after the warm-up, or a box is
  ///   to be searched by a method without a curvature model
  /// @throws java.util.concurrent.CancellationException if cancelled
  public List<Run> run(
      Minimizer minimizer, CoordinateKind kind, List<CompressorParameters> starts) {
    CompressorObjective objective =
        new CompressorObjective(
            takes,
            sampleRateHz,
            WindowPlan.PUBLISHED,
            PreEmphasis.poleAt(sampleRateHz),
            0,
            hessian,
            kind,
            executor,
            cancellation);
    Minimizer heeding = FitSettings.heedingBounds(minimizer, objective.coordinates().box(), kind);
    Semaphore atOnce = new Semaphore(threads);
    return AtOnce.all(
        starts.stream()
            .map(start ->
                (Callable<Run>)
                    () -> {
                      atOnce.acquire();
                      try {
                        return run(heeding, objective, start);
                      } finally {
                        atOnce.release();
                      }
                    })
            .toList());
  }

  private Run run(Minimizer minimizer, CompressorObjective objective, CompressorParameters start) {
    cancellation.throwIfRequested();
    Vector point =
        objective.coordinates().toPoint(objective.matched(start.at(sampleRateHz)).coefficients());
    long begin = System.nanoTime();
    Minimum minimum = minimizer.minimise(objective, point, _ -> {});
    double seconds = (System.nanoTime() - begin) / 1e9;
    cancellation.throwIfRequested();
    return new Run(
        objective.coordinates().toCoefficients(minimum.point()).parameters(sampleRateHz),
        minimum.loss(),
        minimum.status(),
        minimum.steps(),
        minimum.work().total(),
        seconds);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
