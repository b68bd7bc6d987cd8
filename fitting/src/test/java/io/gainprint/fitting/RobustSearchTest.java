package io.gainprint.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.solver.SolverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustSearchTest {
  private static final double RATE = 8000;
  private static final CompressorParameters TRUTH = new CompressorParameters(-20, 4, 5, 100, 2);
  private static final CompressorParameters OTHER = new CompressorParameters(-35, 10, 20, 400, 9);

  /// A second counted after half a second, which leaves exp(−11) of a start at rest.
  private static final WindowPlan PLAN = new WindowPlan(1.5, 0.5);

  private static final Robustness HUBER = new Robustness(Optional.empty(), 4);

  private static FitSettings settings(Robustness robustness) {
    return FitSettings.defaults().withPlan(PLAN).withThreads(2).withRobustness(robustness);
  }

  private static FitResult fit(List<Take> takes, FitSettings settings) {
    return CompressorFit.fit(takes, RATE, settings, _ -> {}, new Cancellation());
  }

  private static FitResult fit(SimulatedPair pair, Robustness robustness) {
    return fit(List.of(Take.of("wet", pair.dry, pair.wet)), settings(robustness));
  }

  /// A hundred windows, with noise at −80 dBFS.
  private static SimulatedPair clean() {
    return new SimulatedPair(TRUTH, RATE, 100.5, 1e-4, 5);
  }

  /// The same with three windows corrupted: half a second of silence, other programme through other
  /// settings, and a delay of 5 ms.
  private static SimulatedPair corrupted() {
    SimulatedPair pair = clean();
    float[] wet = pair.wet.clone();
    for (int n = countedFrom(17) + 1600; n < countedFrom(17) + 5600; n++) {
      pair.wet[n] = 0;
    }
    SimulatedPair other = new SimulatedPair(OTHER, RATE, 100.5, 1e-4, 99);
    System.arraycopy(other.wet, countedFrom(48), pair.wet, countedFrom(48), 8000);
    System.arraycopy(wet, countedFrom(80) - 40, pair.wet, countedFrom(80), 8000);
    return pair;
  }

  private static final List<String> CORRUPTED =
      List.of("wet, 17.5 to 18.5 s", "wet, 48.5 to 49.5 s", "wet, 80.5 to 81.5 s");

  private static int countedFrom(int window) {
    return (int) ((window + 0.5) * RATE);
  }

  /// By how much each parameter is off, as a share of its magnitude: of the threshold's −20 dB and
  /// the make-up's 2 dB too.
  private static List<Double> errors(FitResult result) {
    CompressorParameters p = result.parameters();
    return DoubleStream.of(
            p.thresholdDb() / TRUTH.thresholdDb(),
            p.ratio() / TRUTH.ratio(),
            p.attackMs() / TRUTH.attackMs(),
            p.releaseMs() / TRUTH.releaseMs(),
            p.makeUpDb() / TRUTH.makeUpDb())
        .mapToObj(share -> Math.abs(share - 1))
        .toList();
  }

  private static List<String> words(List<Passage> passages) {
    return passages.stream().map(Passage::toString).toList();
  }

  @Test
  void fit_withThreeOfAHundredWindowsCorrupted_robustlyFindsTheTruth() {
    FitResult result = fit(corrupted(), Robustness.FULL);

    assertThat(errors(result)).allSatisfy(error -> assertThat(error).isLessThan(0.01));
    // Noise of −80 dBFS leaves less than a ten-thousandth: none of the corruption is left.
    assertThat(errors(result)).allSatisfy(error -> assertThat(error).isLessThan(1e-4));
    assertThat(words(result.dropped())).isEqualTo(CORRUPTED);
    assertThat(result.suspects()).isEmpty(); // they are named as dropped
    assertThat(result.status()).isEqualTo(SolverStatus.CONVERGED);
  }

  @Test
  void fit_withThreeOfAHundredWindowsCorrupted_byPlainLeastSquaresMissesTheTruth() {
    FitResult result = fit(corrupted(), Robustness.NONE);

    // 0.2, 0.8, 9, 9 and 14 % when this was written.
    assertThat(errors(result).subList(2, 5))
        .allSatisfy(error -> assertThat(error).isGreaterThan(0.05));
    assertThat(result.dropped()).isEmpty();
    assertThat(result.weighedDown()).isZero();
    assertThat(words(result.suspects())).isEqualTo(CORRUPTED);
  }

  @Test
  void fit_ofACleanRecording_robustlyIsWithinAStandardErrorOfThePlainOne() {
    FitResult plain = fit(clean(), Robustness.NONE);
    FitResult robust = fit(clean(), Robustness.FULL);

    assertThat(plain.suspects()).isEmpty();
    assertThat(robust.dropped()).isEmpty();
    // Of normal noise, 6.3e-5 lie beyond four deviations: 51 of 800 000 samples, ± 7.
    assertThat(robust.weighedDown()).isBetween(3e-5, 1e-4);
    StandardErrors e = plain.standardErrors();
    CompressorParameters p = plain.parameters();
    CompressorParameters r = robust.parameters();
    assertThat(r.thresholdDb()).isCloseTo(p.thresholdDb(), within(e.thresholdDb()));
    assertThat(r.ratio()).isCloseTo(p.ratio(), within(e.ratio()));
    assertThat(r.attackMs()).isCloseTo(p.attackMs(), within(e.attackMs()));
    assertThat(r.releaseMs()).isCloseTo(p.releaseMs(), within(e.releaseMs()));
    assertThat(r.makeUpDb()).isCloseTo(p.makeUpDb(), within(e.makeUpDb()));
  }

  /// Where windows differ by the rounding of floats only, one of them always does so most.
  @Test
  void fit_withoutNoise_suspectsAndDropsNothing() {
    SimulatedPair pair = new SimulatedPair(TRUTH, RATE, 100.5, 0, 5);

    assertThat(fit(pair, Robustness.NONE).suspects()).isEmpty();
    assertThat(fit(pair, Robustness.FULL).dropped()).isEmpty();
  }

  @Test
  void fit_withAClickInEveryWindow_weighsThemDown() {
    SimulatedPair pair = new SimulatedPair(TRUTH, RATE, 30, 1e-4, 5);
    for (int n = 900; n < pair.wet.length; n += 1511) {
      pair.wet[n] = n % 2 == 0 ? 0.9f : -0.9f;
    }

    FitResult plain = fit(pair, Robustness.NONE);
    FitResult huber = fit(pair, HUBER);

    assertThat(errors(plain).get(2)).isGreaterThan(0.02); // attack, 4 %; release likewise
    assertThat(errors(plain).get(3)).isGreaterThan(0.02);
    // A click pulls with 4 deviations of the noise instead of 9000: what is left is like noise.
    assertThat(errors(huber)).allSatisfy(error -> assertThat(error).isLessThan(1e-3));
    // The pre-emphasis makes a click ring.
    assertThat(huber.weighedDown()).isBetween(1.0 / 1511, 0.15);
    assertThat(huber.dropped()).isEmpty();
  }

  @Test
  void fit_ofEightTakesOfWhichOneIsWrong_namesAndDropsIt() {
    List<Take> takes = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      SimulatedPair pair = new SimulatedPair(k == 3 ? OTHER : TRUTH, RATE, 4, 1e-4, 40 + k);
      takes.add(Take.of("take " + k, pair.dry, pair.wet));
    }
    WindowPlan whole = new WindowPlan(12, 0.5);

    FitResult plain = fit(takes, settings(Robustness.NONE).withPlan(whole));
    FitResult robust = fit(takes, settings(Robustness.FULL).withPlan(whole));

    assertThat(words(plain.suspects())).containsExactly("take 3, 0.5 to 4.0 s");
    assertThat(errors(plain)).allSatisfy(error -> assertThat(error).isGreaterThan(0.05));
    assertThat(words(robust.dropped())).containsExactly("take 3, 0.5 to 4.0 s");
    assertThat(errors(robust)).allSatisfy(error -> assertThat(error).isLessThan(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void fit_onAnyNumberOfThreads_isTheSameToTheLastBit(int threads) {
    SimulatedPair pair = corrupted();
    FitResult expected = fit(pair, Robustness.FULL);

    FitResult actual =
        fit(
            List.of(Take.of("wet", pair.dry, pair.wet)),
            settings(Robustness.FULL).withThreads(threads));

    assertThat(actual).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(expected);
  }

  /// The search on an excerpt, that on everything, and the two of the robust stage.
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void fit_cancelledWhileRobust_isWhatTheSearchBeforeCameTo(int search) {
    SimulatedPair pair = corrupted();
    Cancellation cancellation = new Cancellation();

    FitResult result =
        CompressorFit.fit(
            List.of(Take.of("wet", pair.dry, pair.wet)),
            RATE,
            settings(Robustness.FULL),
            step -> {
              if (step.search() == search) {
                cancellation.request();
              }
            },
            cancellation);

    assertThat(result.status()).isEqualTo(SolverStatus.CANCELLED);
    assertThat(result.searches()).isEqualTo(search);
    if (search == 3) { // nothing was dropped yet
      assertThat(result.dropped()).isEmpty();
      assertThat(result.esr()).isCloseTo(fit(pair, Robustness.NONE).esr(), within(1e-9));
    } else {
      assertThat(words(result.dropped())).isEqualTo(CORRUPTED);
      assertThat(errors(result)).allSatisfy(error -> assertThat(error).isLessThan(1e-3));
    }
  }
}
