package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.RandomSignals;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GainReductionErrorTest {
  private static final double SAMPLE_RATE_HZ = 8000;

  /// 20 ms at that rate.
  private static final int FRAME = 160;

  /// For numbers of a few dB: the mean squares of a frame are sums of 160 roundings.
  private static final double TOLERANCE_DB = 1e-12;

  @ParameterizedTest
  @ValueSource(doubles = {1, -6, 20})
  void sameGainEverywhere_isRmsAndPeak(double gainDb) {
    double[] t = RandomSignals.noise(RandomSignals.random(1), 10 * FRAME);

    GainReductionError error = error(amplified(t, gainDb, 0, t.length), t);

    assertThat(error.rmsDb()).isCloseTo(Math.abs(gainDb), within(TOLERANCE_DB));
    assertThat(error.peakDb()).isCloseTo(Math.abs(gainDb), within(TOLERANCE_DB));
  }

  @Test
  void differentGainPerFrame_isRootMeanSquareAndLargest() {
    double[] t = RandomSignals.noise(RandomSignals.random(2), 2 * FRAME);
    double[] y = amplified(amplified(t, 3, 0, FRAME), -4, FRAME, 2 * FRAME);

    GainReductionError error = error(y, t);

    assertThat(error.rmsDb()).isCloseTo(Math.sqrt((9 + 16) / 2.0), within(TOLERANCE_DB));
    assertThat(error.peakDb()).isCloseTo(4, within(TOLERANCE_DB));
  }

  @ParameterizedTest
  @ValueSource(doubles = {8000, 44100, 192000})
  void frame_lastsTwentyMilliseconds(double sampleRateHz) {
    int frame = (int) (sampleRateHz / 50);
    double[] t = new double[3 * frame];
    Arrays.fill(t, 0.1);
    GainReductionError error = new GainReductionError(sampleRateHz);

    // All of the second frame is wrong, and nothing of its neighbours.
    error.add(amplified(t, 6, frame, 2 * frame), t, 0, t.length);

    assertThat(error.peakDb()).isCloseTo(6, within(TOLERANCE_DB));
    assertThat(error.rmsDb()).isCloseTo(6 / Math.sqrt(3), within(TOLERANCE_DB));
  }

  @Test
  void frameBelowTheGate_doesNotCount() {
    double[] t = new double[2 * FRAME];
    Arrays.fill(t, 0, FRAME, 0.1);
    Arrays.fill(t, FRAME, 2 * FRAME, 0.999e-3); // just below −60 dBFS

    GainReductionError error = error(amplified(t, 10, FRAME, 2 * FRAME), t);

    assertThat(error.rmsDb()).isZero();
    assertThat(error.peakDb()).isZero();
  }

  @Test
  void frameAboveTheGate_counts() {
    double[] t = new double[FRAME];
    Arrays.fill(t, 1.001e-3); // just above −60 dBFS

    assertThat(error(amplified(t, 10, 0, FRAME), t).peakDb()).isCloseTo(10, within(TOLERANCE_DB));
  }

  @Test
  void unfinishedFrame_doesNotCountUntilItIsFull() {
    double[] t = RandomSignals.noise(RandomSignals.random(3), 2 * FRAME);
    double[] y = amplified(t, 5, FRAME, 2 * FRAME);
    GainReductionError error = new GainReductionError(SAMPLE_RATE_HZ);

    error.add(y, t, 0, 2 * FRAME - 1);
    assertThat(error.peakDb()).isZero();
    error.add(y, t, 2 * FRAME - 1, 1);
    assertThat(error.peakDb()).isCloseTo(5, within(TOLERANCE_DB));
  }

  @Test
  void silence_isNaN() {
    double[] y = RandomSignals.noise(RandomSignals.random(4), FRAME);

    GainReductionError error = error(y, new double[FRAME]);

    assertThat(error.rmsDb()).isNaN();
    assertThat(error.peakDb()).isNaN();
  }

  @Test
  void add_anySplit_equalsOneBlock() {
    RandomGenerator random = RandomSignals.random(5);
    double[] t = RandomSignals.programme(random, 10_000);
    double[] y = RandomSignals.programme(random, t.length);
    GainReductionError whole = error(y, t);
    GainReductionError parts = new GainReductionError(SAMPLE_RATE_HZ);

    RandomSignals.forEachBlock(
        random, t.length, (offset, length) -> parts.add(y, t, offset, length));

    assertThat(parts.rmsDb()).isEqualTo(whole.rmsDb()); // to the last bit
    assertThat(parts.peakDb()).isEqualTo(whole.peakDb());
  }

  private static GainReductionError error(double[] y, double[] t) {
    GainReductionError error = new GainReductionError(SAMPLE_RATE_HZ);
    error.add(y, t, 0, t.length);
    return error;
  }

  private static double[] amplified(double[] x, double gainDb, int from, int to) {
    double[] y = x.clone();
    for (int n = from; n < to; n++) {
      y[n] *= Decibels.toFactor(gainDb);
    }
    return y;
  }
}
