package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorTest {
  private static final CompressorCoefficients COEFFICIENTS =
      new CompressorCoefficients(-20, 4, 0.05, 0.002, 6);

  /// Input, threshold, ratio, make-up and settled output in dB: the threshold plus the overshoot
  /// over the ratio, plus make-up.
  @ParameterizedTest
  @CsvSource({
    "-60, -20, 4,   0, -60",
    "-20, -20, 4,   0, -20",
    "-16, -20, 4,   0, -19",
    "  0, -20, 4,   0, -15",
    " 12, -20, 4,   0, -12",
    "  0, -20, 4,   6,  -9",
    "  0, -30, 2,   0, -15",
    "-10, -30, 2,  -3, -23",
    "  0, -40, 10,  0, -36",
    "-20, -40, 10,  0, -38",
    "  0, -20, 1,   0,   0",
    "-30, -20, 1,   3, -27",
    "  0, -20, 1e9, 0, -20",
  })
  void constantInput_settlesOnTheStaticCurve(
      double inputDb, double thresholdDb, double ratio, double makeUpDb, double outputDb) {
    double[] x = new double[1000]; // the attack has 0.95^1000 = 5e-23 of its way left
    Arrays.fill(x, -Decibels.toFactor(inputDb));

    new Compressor(new CompressorCoefficients(thresholdDb, ratio, 0.05, 0.002, makeUpDb))
        .process(x, 0, x, 0, x.length);

    assertThat(x[999]).isNegative();
    // A ratio of 1e9 lets 2e-8 dB through; all else is rounding of some 1e-14 dB.
    assertThat(Decibels.fromFactor(-x[999]))
        .isCloseTo(outputDb, within(ratio == 1e9 ? 3e-8 : 1e-9));
  }

  @Test
  void silence_staysSilent() {
    double[] x = new double[1000];
    Compressor compressor = new Compressor(COEFFICIENTS);

    compressor.process(x, 0, x, 0, x.length);

    assertThat(x).containsOnly(0);
    assertThat(compressor.gain()).isEqualTo(1);
  }

  @Test
  void denormalInput_isAmplifiedOnly() {
    double[] x = {Double.MIN_VALUE, -Double.MIN_NORMAL / 2};
    double makeUp = COEFFICIENTS.makeUpFactor();

    assertThat(process(COEFFICIENTS, 0, x))
        .containsExactly(Double.MIN_VALUE * makeUp, -Double.MIN_NORMAL / 2 * makeUp);
  }

  @Test
  void impulse_passesWithTheGainItAsksFor() {
    // y[0] = m (1 − α_A (1 − f)), f = −15 dB; nothing follows.
    double[] y = process(COEFFICIENTS, 0, new double[] {-1, 0, 0});

    double expected = -Decibels.toFactor(6) * (1 - 0.05 * (1 - Decibels.toFactor(-15)));
    assertThat(y[0]).isCloseTo(expected, within(8 * 0x1p-53)); // eight roundings of numbers below 2
    assertThat(y[1]).isZero();
    assertThat(y[2]).isZero();
  }

  @Test
  void ratioOne_withoutMakeUp_changesNothing() {
    double[] x = RandomSignals.programme(RandomSignals.random(1), 2000);

    assertThat(process(new CompressorCoefficients(-40, 1, 1, 0.5, 0), 0, x)).isEqualTo(x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 300})
  void nanSample_spoilsOneSampleOnly(int lookAhead) {
    double[] silent = RandomSignals.programme(RandomSignals.random(2), 2000);
    silent[1000] = 0;
    double[] odd = silent.clone();
    odd[1000] = Double.NaN;

    double[] expected = process(COEFFICIENTS, lookAhead, silent);
    expected[1000 + lookAhead] = Double.NaN;

    assertThat(process(COEFFICIENTS, lookAhead, odd)).isEqualTo(expected);
  }

  @Test
  void infiniteSample_actsOnTheGainLikeTheLoudestFiniteOne() {
    // The loudest asks for −4622 dB, less than half an ulp of any gain there is.
    double[] loudest = RandomSignals.programme(RandomSignals.random(3), 2000);
    loudest[1000] = Double.MAX_VALUE;
    double[] infinite = loudest.clone();
    infinite[1000] = Double.POSITIVE_INFINITY;

    double[] expected = process(COEFFICIENTS, 0, loudest);
    expected[1000] = Double.POSITIVE_INFINITY;

    assertThat(process(COEFFICIENTS, 0, infinite)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 255, 256, 300})
  void process_anySplit_equalsOneBlock(int lookAhead) {
    RandomGenerator random = RandomSignals.random(4);
    double[] x = RandomSignals.programme(random, 10_000);
    Compressor compressor = new Compressor(COEFFICIENTS, lookAhead);
    double[] parts = new double[x.length];

    RandomSignals.forEachBlock(
        random, x.length, (offset, length) -> compressor.process(x, offset, parts, offset, length));

    assertThat(parts).isEqualTo(process(COEFFICIENTS, lookAhead, x)); // to the last bit
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 300})
  void process_inPlace_equalsSeparateOutput(int lookAhead) {
    double[] x = RandomSignals.programme(RandomSignals.random(5), 2000);
    double[] separate = process(COEFFICIENTS, lookAhead, x);

    new Compressor(COEFFICIENTS, lookAhead).process(x, 0, x, 0, x.length);

    assertThat(x).isEqualTo(separate);
  }

  @Test
  void process_writesOnlyItsBlock() {
    double[] out = {7, 7, 7, 7};

    new Compressor(new CompressorCoefficients(0, 4, 0.5, 0.5, 0))
        .process(new double[] {5, 0.5, 5}, 1, out, 2, 1);

    assertThat(out).containsExactly(7, 7, 0.5, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 300})
  void process_emptyBlock_changesNothing(int lookAhead) {
    double[] x = RandomSignals.programme(RandomSignals.random(6), 1000);
    Compressor compressor = new Compressor(COEFFICIENTS, lookAhead);

    compressor.process(new double[0], 0, new double[0], 0, 0);

    assertThat(compressor.gain()).isEqualTo(1);
    double[] y = new double[x.length];
    compressor.process(x, 0, y, 0, x.length);
    assertThat(y).isEqualTo(process(COEFFICIENTS, lookAhead, x));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 300})
  void reset_equalsNew(int lookAhead) {
    double[] x = RandomSignals.programme(RandomSignals.random(7), 2000);
    Compressor compressor = new Compressor(COEFFICIENTS, lookAhead);
    double[] y = new double[x.length];

    compressor.process(x, 0, y, 0, 1999); // leaves the delay in the middle of its ring
    compressor.reset();
    compressor.process(x, 0, y, 0, x.length);

    assertThat(y).isEqualTo(process(COEFFICIENTS, lookAhead, x));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 300})
  void continueFrom_stateOfAnother_goesOnWhereItStopped(int lookAhead) {
    double[] x = RandomSignals.programme(RandomSignals.random(8), 2000);
    double[] y = new double[x.length];
    Compressor first = new Compressor(COEFFICIENTS, lookAhead);
    first.process(x, 0, y, 0, 777);
    Compressor.State state = first.state();
    first.process(new double[100], 0, new double[100], 0, 100); // the state is a copy

    Compressor second = new Compressor(COEFFICIENTS, lookAhead);
    second.process(x, 500, new double[123], 0, 123); // something to be forgotten
    second.continueFrom(state);
    second.process(x, 777, y, 777, x.length - 777);

    assertThat(y).isEqualTo(process(COEFFICIENTS, lookAhead, x));
  }

  @Test
  void state_holdsTheGain() {
    Compressor compressor = new Compressor(COEFFICIENTS, 3);

    compressor.process(new double[] {1}, 0, new double[1], 0, 1);

    assertThat(compressor.state().gain()).isEqualTo(compressor.gain()).isLessThan(1);
    assertThat(Compressor.State.ofGain(0.5).gain()).isEqualTo(0.5);
  }

  @Test
  void continueFrom_otherLookAhead_throws() {
    Compressor compressor = new Compressor(COEFFICIENTS, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> compressor.continueFrom(Compressor.State.ofGain(0.5)))
        .withMessage("state has a look-ahead of 0 samples, this compressor of 3");
    assertThat(compressor.gain()).isEqualTo(1);
  }

  @Test
  void continueFrom_gainOutOfRange_throws() {
    Compressor compressor = new Compressor(COEFFICIENTS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> compressor.continueFrom(Compressor.State.ofGain(1.5)))
        .withMessage("gain must be in [0, 1]: 1.5");
  }

  @Test
  void constructor_negativeLookAhead_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Compressor(COEFFICIENTS, -1))
        .withMessage("look-ahead must not be negative: -1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 300})
  void lookAhead_delaysTheSoundButNotTheGain(int lookAhead) {
    double[] x = RandomSignals.programme(RandomSignals.random(9), 2000);
    double[] gains = new double[x.length];
    new GainReduction(COEFFICIENTS).process(x, 0, gains, 0, x.length);
    double[] expected = new double[x.length];
    for (int n = lookAhead; n < x.length; n++) {
      expected[n] = COEFFICIENTS.makeUpFactor() * gains[n] * x[n - lookAhead];
    }

    assertThat(process(COEFFICIENTS, lookAhead, x)).isEqualTo(expected);
    assertThat(new Compressor(COEFFICIENTS, lookAhead).latencySamples()).isEqualTo(lookAhead);
  }

  @Test
  void process_afterWarmUp_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] block = RandomSignals.programme(RandomSignals.random(10), 700);
    Compressor compressor = new Compressor(COEFFICIENTS, 64);

    // What process allocated would be there in every round; the machine's own few bytes, such as
    // when
    // it swaps compiled code in, are not.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 200; i++) {
        compressor.process(block, 0, block, 0, block.length);
        compressor.reset();
      }
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(bytes).isZero();
  }

  private static double[] process(CompressorCoefficients coefficients, int lookAhead, double[] x) {
    double[] y = new double[x.length];
    new Compressor(coefficients, lookAhead).process(x, 0, y, 0, x.length);
    return y;
  }
}
