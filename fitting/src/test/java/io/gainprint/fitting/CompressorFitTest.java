package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.solver.SolverStatus;
import io.gainprint.fitting.solver.StoppingRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorFitTest {
  private static final WindowPlan PLAN = new WindowPlan(4, 1);

  private static FitSettings settings(int threads) {
    return FitSettings.defaults().withPlan(PLAN).withThreads(threads);
  }

  private static FitResult fit(SimulatedPair pair, FitSettings settings) {
    return CompressorFit.fit(pair.dry, pair.wet, pair.sampleRateHz, settings, _ -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "8000, -20, 4, 5, 100, 2",
    "44100, -30, 2, 20, 400, -3",
    "48000, -14, 8, 1, 60, 0",
    "96000, -24, 3, 10, 200, 6"
  })
  void fit_ofAKnownCompressor_findsIt(
      double rate, double threshold, double ratio, double attack, double release, double makeUp) {
    CompressorParameters truth =
        new CompressorParameters(threshold, ratio, attack, release, makeUp);

    FitResult result = fit(new SimulatedPair(truth, rate, 8, 0, 7), settings(2));

    // What stands between fit and truth: windows after the first start at rest where the recording
    // does not, and one
    // second of warm-up leaves exp(−2.2 · 1000 / release) of that; and the rounding of the
    // recording to floats.
    double left = 1e-5 + Math.exp(-2200 / release);
    assertThat(result.status()).isEqualTo(SolverStatus.CONVERGED);
    assertThat(result.esr()).isLessThan(1e-6);
    assertThat(result.parameters().thresholdDb()).isCloseTo(threshold, within(5 * left));
    assertThat(result.parameters().ratio() / ratio).isCloseTo(1, within(left));
    assertThat(result.parameters().attackMs() / attack).isCloseTo(1, within(left));
    assertThat(result.parameters().releaseMs() / release).isCloseTo(1, within(left));
    assertThat(result.parameters().makeUpDb()).isCloseTo(makeUp, within(left));
    assertThat(result.searches()).isEqualTo(1);
    assertThat(result.onBounds()).isEmpty();
    assertThat(result.standardErrors().thresholdDb()).isPositive();
    assertThat(result.standardErrors().ratio()).isPositive();
    assertThat(result.standardErrors().attackMs()).isPositive();
    assertThat(result.standardErrors().releaseMs()).isPositive();
    assertThat(result.standardErrors().makeUpDb()).isPositive();
  }

  @Test
  void fit_ofAQuietRecording_findsTheSameCompressorAtAQuieterThreshold() {
    CompressorParameters truth = new CompressorParameters(-20, 4, 5, 100, 2);
    SimulatedPair pair = new SimulatedPair(truth, 8000, 8, 0, 7);
    for (int n = 0; n < pair.dry.length; n++) {
      pair.dry[n] *= 0.01f;
      pair.wet[n] *= 0.01f;
    }

    FitResult result = fit(pair, settings(2));

    assertThat(result.parameters().thresholdDb()).isCloseTo(-60, within(1e-3)); // as above
    assertThat(result.parameters().ratio()).isCloseTo(4, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void fit_onAnyNumberOfThreads_isTheSameToTheLastBit(int threads) {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 12, 0.01, 3);

    FitResult expected = fit(pair, settings(2));
    FitResult actual = fit(pair, settings(threads));

    assertThat(actual).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(expected);
  }

  private static WarmFit fitFrom(Neighbour neighbour, SimulatedPair pair) {
    return CompressorFit.fitFrom(
        neighbour,
        List.of(Take.of("pair", pair.dry, pair.wet)),
        pair.sampleRateHz,
        settings(2),
        _ -> {},
        new Cancellation());
  }

  @Test
  void fitFrom_aNeighbour_findsTheMinimumInOneSearch() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0.01, 7);
    FitResult cold = fit(pair, settings(2));

    WarmFit warm =
        fitFrom(new Neighbour(new CompressorParameters(-23, 3.8, 4, 110, 1.5), cold.esr()), pair);

    assertThat(warm.fallback()).isEmpty();
    assertThat(warm.result().searches()).isEqualTo(1);
    assertThat(cold.searches()).isGreaterThan(1); // its error is above 0.1 %
    // Both searches end where a step no longer changes the error by much: in a valley as flat as
    // that of the times, a tenth of a standard error apart.
    assertThat(warm.result().esr() / cold.esr()).isCloseTo(1, within(1e-6));
    assertThat(warm.result().parameters().releaseMs())
        .isCloseTo(cold.parameters().releaseMs(), within(0.1 * cold.standardErrors().releaseMs()));
  }

  /// Above all of the recording there is no gradient, and a search from there stays there.
  @Test
  void fitFrom_aNeighbourAboveTheRecording_fallsBackToTheUsualStarts() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0.01, 7);
    FitResult cold = fit(pair, settings(2));

    WarmFit warm =
        fitFrom(new Neighbour(new CompressorParameters(20, 4, 5, 100, 2), cold.esr()), pair);

    assertThat(warm.fallback()).contains("it found no compression");
    assertThat(warm.result().parameters()).isEqualTo(cold.parameters());
    assertThat(warm.result().esr()).isEqualTo(cold.esr());
    assertThat(warm.result().status()).isEqualTo(SolverStatus.CONVERGED);
  }

  @Test
  void fitFrom_aNeighbourOfMuchLessError_looksElsewhereAndKeepsTheBetter() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0.01, 7);
    FitResult cold = fit(pair, settings(2));

    WarmFit warm = fitFrom(new Neighbour(cold.parameters(), cold.esr() / 10), pair);

    assertThat(warm.fallback().orElseThrow()).startsWith("it left ").contains("the neighbour");
    assertThat(warm.result().searches()).isGreaterThan(cold.searches());
    assertThat(warm.result().esr()).isCloseTo(cold.esr(), within(1e-6 * cold.esr())); // as above
  }

  @Test
  void fit_ofANoisyRecording_standardErrorsCoverTheTruth() {
    CompressorParameters truth = new CompressorParameters(-20, 4, 5, 100, 2);
    int covered = 0;
    int fits = 24;
    for (int seed = 0; seed < fits; seed++) {
      FitResult result = fit(new SimulatedPair(truth, 8000, 16, 0.001, seed), settings(2));
      double z =
          (result.parameters().releaseMs() - truth.releaseMs())
              / result.standardErrors().releaseMs();
      covered += Math.abs(z) < 2 ? 1 : 0;
    }

    // 95 % of 24 are 22.8 ± 1.1; fewer than 19 would be a one in a thousand accident.
    assertThat(covered).isBetween(19, 24);
  }

  @Test
  void fit_ofFourTimesTheRecording_halvesTheStandardError() {
    CompressorParameters truth = new CompressorParameters(-20, 4, 5, 100, 2);
    int seeds = 8;
    double logRatio = 0;
    for (int seed = 0; seed < seeds; seed++) {
      FitResult once = fit(new SimulatedPair(truth, 8000, 21, 0.001, seed), settings(2));
      FitResult fourTimes = fit(new SimulatedPair(truth, 8000, 84, 0.001, seed), settings(2));
      logRatio +=
          Math.log(once.standardErrors().thresholdDb() / fourTimes.standardErrors().thresholdDb());
    }

    // 2 on average; one ratio of estimates from 40 and 166 segments scatters by a quarter or so.
    assertThat(Math.exp(logRatio / seeds)).isBetween(1.6, 2.5);
  }

  @Test
  void fit_ofAUnitThatIsNotTheModel_looksElsewhereAndKeepsTheBest() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 12, 0.05, 3);
    List<FitProgress> progress = new ArrayList<>();

    FitResult result =
        CompressorFit.fit(pair.dry, pair.wet, pair.sampleRateHz, settings(2), progress::add);

    assertThat(result.searches()).isGreaterThan(1);
    double lowest = progress.stream().mapToDouble(FitProgress::esr).min().orElseThrow();
    // The other starts gain at most 0.1 % without being taken; on two windows they are searched on
    // everything.
    assertThat(result.esr()).isBetween(lowest * (1 - 1e-12), lowest * 1.001);
  }

  @Test
  void fit_cancelledAfterTheSecondIteration_isTheBestOfThem() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 12, 0.01, 3);
    List<FitProgress> progress = new ArrayList<>();

    FitResult result = fitUntil(pair, progress, step -> step.number() == 2);

    assertThat(progress).hasSize(3); // the start and two steps: none after the request
    FitProgress best = lowest(progress);
    assertThat(result.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(result.parameters()).isEqualTo(best.parameters());
    assertThat(result.esr()).isEqualTo(best.esr());
    assertThat(result.standardErrors()).isEqualTo(StandardErrors.UNKNOWN);
    assertThat(result.iterations()).isEqualTo(2);
    assertThat(result.searches()).isEqualTo(1);
    assertThat(result.evaluations()).isPositive();
    assertThat(result.dryPeakDb()).isFinite();
    assertThat(result.seconds()).isPositive();
  }

  /// Twenty windows, of which the searches see sixteen before the last one.
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void fit_cancelledWhileScouting_isTheBestSeen(int search) {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 61, 0.05, 3);
    List<FitProgress> progress = new ArrayList<>();

    FitResult result = fitUntil(pair, progress, step -> step.search() == search);

    assertThat(result.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(result.esr()).isLessThanOrEqualTo(lowest(progress).esr());
    assertThat(progress.getLast().search()).isEqualTo(search);
    assertThat(progress.getLast().number()).isZero(); // none is told of after the request
  }

  @Test
  void fit_cancelledInTheLastSearch_isTheBestOnTheWholeRecording() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 61, 0.05, 3);
    List<FitProgress> progress = new ArrayList<>();

    FitResult result = fitUntil(pair, progress, step -> step.search() == 7 && step.number() == 1);

    FitProgress best = lowest(progress.stream().filter(step -> step.search() == 7).toList());
    assertThat(result.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(result.parameters()).isEqualTo(best.parameters());
    assertThat(result.esr()).isEqualTo(best.esr());
  }

  @Test
  void fit_cancelledWhenTheSearchIsOver_computesNoStandardErrors() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0, 3);
    int steps = fit(pair, settings(2)).iterations();

    FitResult result = fitUntil(pair, new ArrayList<>(), step -> step.number() == steps);

    assertThat(result.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(result.standardErrors()).isEqualTo(StandardErrors.UNKNOWN);
    assertThat(result.esr()).isLessThan(1e-6); // as the whole fit's
  }

  @Test
  void fit_cancelledBeforeItBegins_throws() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0, 3);
    Cancellation cancellation = new Cancellation();
    cancellation.request();

    assertThat(cancellation.isRequested()).isTrue();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() ->
            CompressorFit.fit(
                pair.dry, pair.wet, pair.sampleRateHz, settings(2), _ -> {}, cancellation));
  }

  private static FitResult fitUntil(
      SimulatedPair pair, List<FitProgress> progress, Predicate<FitProgress> end) {
    Cancellation cancellation = new Cancellation();
    return CompressorFit.fit(
        pair.dry,
        pair.wet,
        pair.sampleRateHz,
        settings(2),
        step -> {
          progress.add(step);
          if (end.test(step)) {
            cancellation.request();
          }
        },
        cancellation);
  }

  private static FitProgress lowest(List<FitProgress> progress) {
    return Collections.min(progress, Comparator.comparingDouble(FitProgress::esr));
  }

  @Test
  void fit_ofALimiter_endsOnTheRatioBoundAndSaysSo() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 1000, 5, 100, 2), 8000, 8, 0, 3);

    FitResult result = fit(pair, settings(2));

    assertThat(result.onBounds()).containsExactly("ratio on its upper bound of 20:1");
    assertThat(result.parameters().ratio()).isLessThanOrEqualTo(20);
    assertThat(result.standardErrors().ratio()).isNaN();
    assertThat(result.standardErrors().thresholdDb()).isPositive();
    assertThat(result.status()).isEqualTo(SolverStatus.CONVERGED);
  }

  @Test
  void fit_withTooFewIterations_saysSoAndFillsEveryField() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 8, 0, 3);
    FitSettings hasty =
        settings(2).withSolver(FitSettings.DEFAULT_SOLVER.stopping(StoppingRule.iterations(2)));

    FitResult result = fit(pair, hasty);

    assertThat(result.status()).isEqualTo(SolverStatus.ITERATION_LIMIT);
    assertThat(result.iterations()).isLessThanOrEqualTo(4); // of one search, and one on from it
    assertThat(result.esr()).isPositive();
    assertThat(result.standardErrors()).isNotNull();
    assertThat(result.evaluations()).isPositive();
  }

  @Test
  void fit_ofAUnitThatDoesNotCompress_saysSo() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 1, 5, 100, 2), 8000, 8, 0.001, 3);

    assertThat(fit(pair, settings(2)).isCompressing()).isFalse();
    assertThat(
            fit(
                    new SimulatedPair(
                        new CompressorParameters(-20, 1.5, 5, 100, 2), 8000, 8, 0.001, 3),
                    settings(2))
                .isCompressing())
        .isTrue();
  }

  @Test
  void fit_ofTooShortARecording_leavesStandardErrorsUnknown() {
    SimulatedPair pair =
        new SimulatedPair(new CompressorParameters(-20, 4, 5, 100, 2), 8000, 2, 0.001, 3);

    assertThat(fit(pair, settings(1)).standardErrors()).isEqualTo(StandardErrors.UNKNOWN);
  }

  @Test
  void fit_withLookAhead_findsTheCompressor() {
    CompressorParameters truth = new CompressorParameters(-20, 4, 5, 100, 2);
    SimulatedPair late = new SimulatedPair(truth, 8000, 8, 0, 3);
    // A unit whose output is the gain of 16 samples ahead: shift what it heard, not what it did.
    int lookAhead = 16;
    double[] x = new double[late.dry.length + lookAhead];
    for (int n = 0; n < late.dry.length; n++) {
      x[n] = late.dry[n];
    }
    new Compressor(truth.at(8000), lookAhead).process(x, 0, x, 0, x.length);
    float[] wet = new float[late.dry.length];
    for (int n = 0; n < wet.length; n++) {
      wet[n] = (float) x[n + lookAhead];
    }

    FitResult result =
        CompressorFit.fit(late.dry, wet, 8000, settings(2).withLookAheadMs(2), _ -> {});

    assertThat(result.parameters().thresholdDb()).isCloseTo(-20, within(1e-3)); // as above
    assertThat(result.parameters().attackMs()).isCloseTo(5, within(1e-3));
  }
}
