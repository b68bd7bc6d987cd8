package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.KWeighting;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessMeterTest {
  /// What EBU Tech 3341 allows; a sine at 1 kHz is 0.02 LU above what its level says at 997 Hz.
  private static final double EBU_LU = 0.1;

  /// EBU Tech 3342 allows 1 LU. The windows that lie across a change of level are sums of both, and
  /// few; the percentiles are those of the plateaus.
  private static final double RANGE_LU = 0.02;

  private static final double SILENCE = Double.NEGATIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(doubles = {-23, -33})
  void tech3341_cases1And2_readTheLevelOfTheSine(double level) {
    LoudnessMeter meter = new ToneSequence().then(level, 20).stereo();

    assertThat(meter.momentaryLufs()).isCloseTo(level, within(EBU_LU));
    assertThat(meter.shortTermLufs()).isCloseTo(level, within(EBU_LU));
    assertThat(meter.integratedLufs()).isCloseTo(level, within(EBU_LU));
    assertThat(meter.maximumMomentaryLufs()).isCloseTo(level, within(EBU_LU));
    assertThat(meter.maximumShortTermLufs()).isCloseTo(level, within(EBU_LU));
  }

  @Test
  void tech3341_case3_relativeGateLeavesTheQuietOut() {
    LoudnessMeter meter = new ToneSequence().then(-36, 10).then(-23, 60).then(-36, 10).stereo();

    assertThat(meter.integratedLufs()).isCloseTo(-23, within(EBU_LU));
  }

  @Test
  void tech3341_case4_absoluteGateLeavesTheSilenceOut() {
    LoudnessMeter meter =
        new ToneSequence()
            .then(-72, 10)
            .then(-36, 10)
            .then(-23, 60)
            .then(-36, 10)
            .then(-72, 10)
            .stereo();

    assertThat(meter.integratedLufs()).isCloseTo(-23, within(EBU_LU));
  }

  @Test
  void tech3341_case5_relativeGateLetsThePartsWithin10LuPass() {
    LoudnessMeter meter = new ToneSequence().then(-26, 20).then(-20, 20.1).then(-26, 20).stereo();

    assertThat(meter.integratedLufs()).isCloseTo(-23, within(EBU_LU));
  }

  @Test
  void tech3341_case6_surroundsWeighMore() {
    Channel front = Channel.FRONT;
    Channel surround = Channel.SURROUND;
    LoudnessMeter meter =
        new LoudnessMeter(
            ToneSequence.RATE,
            List.of(front, front, front, Channel.LOW_FREQUENCY, surround, surround));
    double[] left = new ToneSequence().then(-28, 20).samples();
    double[] centre = new ToneSequence().then(-24, 20).samples();
    double[] bass = new ToneSequence().then(0, 20).samples();
    double[] side = new ToneSequence().then(-30, 20).samples();
    meter.add(new double[][] {left, left, centre, bass, side, side}, 0, left.length);

    assertThat(meter.integratedLufs()).isCloseTo(-23, within(EBU_LU));
  }

  @Test
  void tech3341_case9_shortTermIsSteadyOverItsWindow() {
    ToneSequence tone = new ToneSequence();
    for (int k = 0; k < 5; k++) {
      tone.then(-20, 1.34).then(-30, 1.66);
    }
    double[] x = tone.samples();
    LoudnessMeter meter = new LoudnessMeter(ToneSequence.RATE, Channel.fronts(2));
    int step = 4800;
    for (int n = 0; n < x.length; n += step) {
      meter.add(new double[][] {x, x}, n, step);
      if (n + step >= 3 * ToneSequence.RATE) {
        assertThat(meter.shortTermLufs()).isCloseTo(-23, within(EBU_LU));
      }
    }
  }

  /// The tone begins anywhere in a step, so that the best window misses up to 50 ms of it.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20})
  void tech3341_case10_maximumShortTermIsThatOfTheBurst(int file) {
    LoudnessMeter meter =
        new ToneSequence().then(SILENCE, 0.15 * file).then(-23, 3).then(SILENCE, 1).stereo();

    assertThat(meter.maximumShortTermLufs()).isCloseTo(-23, within(EBU_LU));
  }

  @Test
  void tech3341_case12_momentaryIsSteadyOverItsWindow() {
    ToneSequence tone = new ToneSequence();
    for (int k = 0; k < 25; k++) {
      tone.then(-20, 0.18).then(-30, 0.22);
    }
    double[] x = tone.samples();
    LoudnessMeter meter = new LoudnessMeter(ToneSequence.RATE, Channel.fronts(2));
    int step = 4800;
    for (int n = 0; n < x.length; n += step) {
      meter.add(new double[][] {x, x}, n, step);
      if (n + step >= ToneSequence.RATE) {
        assertThat(meter.momentaryLufs()).isCloseTo(-23, within(EBU_LU));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-20, -30, 10", "-20, -15, 5", "-40, -20, 20"})
  void tech3342_cases1To3_rangeIsThatBetweenTheLevels(double first, double second, double range) {
    LoudnessMeter meter = new ToneSequence().then(first, 20).then(second, 20).stereo();

    assertThat(meter.rangeLu()).isCloseTo(range, within(RANGE_LU));
  }

  @Test
  void tech3342_case4_gateAndPercentilesLeaveOut() {
    LoudnessMeter meter =
        new ToneSequence()
            .then(-50, 20)
            .then(-35, 20)
            .then(-20, 20)
            .then(-35, 20)
            .then(-50, 20)
            .stereo();

    assertThat(meter.rangeLu()).isCloseTo(15, within(RANGE_LU));
  }

  /// A sine of 997 Hz at full scale in one channel: the reference of BS.1770.
  @Test
  void integratedLufs_fullScaleSineInOneChannel_isMinus3() {
    double[] x = new double[10 * 48_000];
    for (int n = 0; n < x.length; n++) {
      x[n] = Math.sin(2 * Math.PI * 997 * n / 48_000);
    }
    LoudnessMeter meter = new LoudnessMeter(48_000, Channel.fronts(1));
    meter.add(new double[][] {x}, 0, x.length);

    // The recommendation gives two decimals.
    assertThat(meter.integratedLufs()).isCloseTo(-3.01, within(0.005));
  }

  /// Against lists of all windows, sorted: a slow programme of 40 s whose level wanders over 95 dB.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void measures_ofAProgramme_areThoseOfSortedLists(long seed) {
    double rate = 8000;
    double[] x = wandering(RandomSignals.random(seed), (int) (40 * rate));
    LoudnessMeter meter = new LoudnessMeter(rate, Channel.fronts(1));
    meter.add(new double[][] {x}, 0, x.length);

    double[] y = new double[x.length];
    new FilterChain(KWeighting.at(rate)).process(x, 0, y, 0, x.length);
    List<Double> momentary = powers(y, (int) (0.4 * rate), (int) (0.1 * rate));
    List<Double> shortTerm = powers(y, (int) (3 * rate), (int) (0.1 * rate));
    List<Double> audible = gated(shortTerm, -20);
    Collections.sort(audible);
    double low = audible.get((int) Math.round(0.1 * (audible.size() - 1)));
    double high = audible.get((int) Math.round(0.95 * (audible.size() - 1)));

    // One of about 300 windows at the gate, where it has a tenth of the power: 0.0015 LU.
    assertThat(meter.integratedLufs())
        .isCloseTo(Loudness.of(mean(gated(momentary, -10))), within(0.0015));
    // Two bins.
    assertThat(meter.rangeLu()).isCloseTo(Loudness.of(high) - Loudness.of(low), within(0.02));
    assertThat(gated(momentary, -10)).hasSizeLessThan(momentary.size());
    assertThat(audible).hasSizeLessThan(shortTerm.size());
    assertThat(meter.maximumMomentaryLufs())
        .isCloseTo(Loudness.of(Collections.max(momentary)), within(1e-9)); // sums in other orders
    assertThat(meter.maximumShortTermLufs())
        .isCloseTo(Loudness.of(Collections.max(shortTerm)), within(1e-9));
  }

  private static double[] wandering(RandomGenerator random, int length) {
    double[] x = new double[length];
    double from = -40;
    for (int n = 0; n < length; ) {
      int end = Math.min(length, n + random.nextInt(8000, 48_000));
      double to = random.nextDouble(-100, -5);
      for (int start = n; n < end; n++) {
        double db = from + (to - from) * (n - start) / (end - start);
        x[n] = Math.pow(10, db / 20) * random.nextDouble(-1, 1);
      }
      from = to;
    }
    return x;
  }

  private static List<Double> powers(double[] y, int window, int step) {
    List<Double> powers = new ArrayList<>();
    for (int start = 0; start + window <= y.length; start += step) {
      double sum = 0;
      for (int n = start; n < start + window; n++) {
        sum += y[n] * y[n];
      }
      powers.add(sum / window);
    }
    return powers;
  }

  private static List<Double> gated(List<Double> powers, double relative) {
    List<Double> audible = new ArrayList<>(powers);
    audible.removeIf(power -> Loudness.of(power) <= -70);
    double gate = Loudness.of(mean(audible)) + relative;
    audible.removeIf(power -> Loudness.of(power) <= gate);
    return audible;
  }

  private static double mean(List<Double> powers) {
    return powers.stream().mapToDouble(power -> power).average().orElse(Double.NaN);
  }

  @Test
  void add_anyBlocks_isTheSame() {
    double[] x = wandering(RandomSignals.random(4), 80_000);
    LoudnessMeter whole = new LoudnessMeter(8000, Channel.fronts(1));
    whole.add(new double[][] {x}, 0, x.length);
    LoudnessMeter parts = new LoudnessMeter(8000, Channel.fronts(1));
    RandomSignals.forEachBlock(
        RandomSignals.random(5),
        x.length,
        (offset, length) -> parts.add(new double[][] {x}, offset, length));

    // Sums of up to 24 000 squares in another order.
    assertThat(parts.integratedLufs()).isCloseTo(whole.integratedLufs(), within(1e-9));
    assertThat(parts.rangeLu()).isCloseTo(whole.rangeLu(), within(1e-9));
    assertThat(parts.shortTermLufs()).isCloseTo(whole.shortTermLufs(), within(1e-9));
  }

  @Test
  void shortTermLufs_isThatOfTheSmallMeter() {
    double[] x = wandering(RandomSignals.random(6), 40_000);
    LoudnessMeter meter = new LoudnessMeter(8000, Channel.fronts(1));
    ShortTermLoudness small = new ShortTermLoudness(8000, 1);
    meter.add(new double[][] {x}, 0, x.length);
    small.add(new double[][] {x}, x.length);

    assertThat(meter.shortTermLufs()).isEqualTo(small.lufs());
  }

  @Test
  void measures_ofNothing_sayThatThereIsNothing() {
    LoudnessMeter meter = new LoudnessMeter(48_000, Channel.fronts(2));
    double[] silence = new double[48_000 * 4];
    meter.add(new double[][] {silence, silence}, 0, silence.length);

    assertThat(meter.integratedLufs()).isEqualTo(SILENCE);
    assertThat(meter.momentaryLufs()).isEqualTo(SILENCE);
    assertThat(meter.rangeLu()).isNaN();
  }

  @Test
  void measures_afterNaN_areNaNUntilReset() {
    double[] x = wandering(RandomSignals.random(7), 80_000);
    x[50_000] = Double.NaN;
    LoudnessMeter meter = new LoudnessMeter(8000, Channel.fronts(1));
    meter.add(new double[][] {x}, 0, x.length);

    assertThat(meter.integratedLufs()).isNaN();
    assertThat(meter.rangeLu()).isNaN();
    assertThat(meter.maximumMomentaryLufs()).isNaN();

    LoudnessMeter fresh = new LoudnessMeter(8000, Channel.fronts(1));
    fresh.add(new double[][] {x}, 0, 40_000);
    meter.reset();
    meter.add(new double[][] {x}, 0, 40_000);

    assertThat(meter.integratedLufs()).isEqualTo(fresh.integratedLufs());
    assertThat(meter.rangeLu()).isEqualTo(fresh.rangeLu());
    assertThat(meter.maximumShortTermLufs()).isEqualTo(fresh.maximumShortTermLufs());
  }

  @Test
  void add_afterWarmUp_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[][] block = {RandomSignals.programme(RandomSignals.random(10), 4410)};
    LoudnessMeter meter = new LoudnessMeter(44_100, Channel.fronts(1));
    TruePeak peak = new TruePeak(44_100);

    // What add allocated would be there in every round; the machine's own few bytes are not.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 40; i++) {
        meter.add(block, 0, 4410);
        peak.add(block[0], 0, 4410);
      }
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(bytes).isZero();
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoudnessMeter(48_000, List.of()))
        .withMessage("channels must be 1 or more: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoudnessMeter(3000, Channel.fronts(1)))
        .withMessage("K-weighting needs a sample rate above 3400 Hz: 3000.0");
    LoudnessMeter meter = new LoudnessMeter(48_000, Channel.fronts(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meter.add(new double[1][8], 0, 8))
        .withMessage("planar must hold 2 channels: 1");
  }
}
