package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.CompressorObjective.Matched;
import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.start.ConsensusSearch;
import io.gainprint.fitting.start.LowDiscrepancy;
import io.gainprint.fitting.start.Screening;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// Where searches for a compressor may begin, each with the make-up gain of least error, which is
/// no variable of any of them.
///
/// Points are spread over threshold below the programme's peak, ratio, attack and release, the last
/// three by their logarithms.
final class Starts {
  /// The start of arXiv 2509.10706, before the make-up is matched.
  private static final CompressorParameters PUBLISHED = new CompressorParameters(-36, 4, 1, 200, 0);

  /// A quiet programme moves the published threshold this far below its peak, dB.
  private static final double BELOW_PEAK_DB = 12;

  /// What levelling amplifiers do; within the ranges of a fit, next to whose bounds a logistic
  /// coordinate is flat.
  private static final Box RANGES =
      Box.of(
          Vector.of(-50, Math.log(1.3), Math.log(0.2), Math.log(15)),
          Vector.of(-6, Math.log(16), Math.log(80), Math.log(900)));

  /// Agreement to within 5 % of the ranges, which a search from there makes good.
  private static final ConsensusSearch TO_A_BASIN =
      new ConsensusSearch(40, 0.1, 1, 2, 0.1, 0.05, 60);

  private static final int SPREAD = 64;
  private static final long SEED = 4;

  private final CompressorObjective sample;
  private final double sampleRateHz;
  private final double peakDb;

  /// @param all the objective to be searched, of which a sample of short windows is tried
  Starts(CompressorObjective all, double sampleRateHz) {
    this.sample = all.sample();
    this.sampleRateHz = sampleRateHz;
    this.peakDb = all.dryPeakDb();
  }

  /// The published start, with the threshold below the programme's peaks, so that there is a
  /// gradient.
  Matched published() {
    return sample.matched(
        new CompressorParameters(
                Math.min(PUBLISHED.thresholdDb(), peakDb - BELOW_PEAK_DB),
                PUBLISHED.ratio(),
                PUBLISHED.attackMs(),
                PUBLISHED.releaseMs(),
                0)
            .at(sampleRateHz));
  }

  /// What the recording shows, kept off the bounds.
  Matched guess() {
    CompressorParameters shown = sample.guess();
    Vector within =
        RANGES.clip(
            Vector.of(
                shown.thresholdDb() - peakDb,
                Math.log(shown.ratio()),
                Math.log(shown.attackMs()),
                Math.log(shown.releaseMs())));
    return sample.matched(at(within));
  }

  /// Given parameters.
  Matched of(CompressorParameters parameters) {
    return sample.matched(parameters.at(sampleRateHz));
  }

  /// The best of all starts, none of which is searched from.
  Matched anywhere() {
    return Stream.concat(Stream.of(guess(), published()), screened(1).stream())
        .min(Comparator.comparingDouble(Matched::esr))
        .orElseThrow();
  }

  /// The best of many points.
  ///
  /// @param atMost how many
  List<Matched> screened(int atMost) {
    List<Vector> points = LowDiscrepancy.points(RANGES, SPREAD, SEED);
    return Screening.best(points, this::errors, atMost).stream()
        .map(candidate -> sample.matched(at(candidate.point())))
        .toList();
  }

  /// Where a search by consensus ends.
  ///
  /// @throws CancellationException if cancelled
  Matched agreed(Cancellation cancellation) {
    ConsensusSearch.Result result =
        TO_A_BASIN.minimise(this::errors, RANGES, SEED, cancellation::isRequested);
    cancellation.throwIfRequested();
    return sample.matched(at(result.point()));
  }

  private List<Double> errors(List<Vector> points) {
    return AtOnce.all(
        points.stream()
            .map(point -> (Callable<Double>) () -> sample.matched(at(point)).esr())
            .toList());
  }

  private CompressorCoefficients at(Vector point) {
    return new CompressorParameters(
            peakDb + point.at(0),
            Math.exp(point.at(1)),
            Math.exp(point.at(2)),
            Math.exp(point.at(3)),
            0)
        .at(sampleRateHz);
  }
}
