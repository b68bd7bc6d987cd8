package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruePeakTest {
  /// The ripple of the filter below 0.46 of the sample rate, dB.
  private static final double RIPPLE = 0.02;

  /// Half a second, faded in and out over 50 ms, so that only the sine itself peaks.
  private static double[] sine(double rate, double hz, double amplitude, double phaseDegrees) {
    double[] x = new double[(int) (rate / 2)];
    double fade = rate / 20;
    for (int n = 0; n < x.length; n++) {
      double gain = Math.min(1, Math.min(n, x.length - 1 - n) / fade);
      double phase = 2 * Math.PI * hz * n / rate + Math.toRadians(phaseDegrees);
      x[n] = gain * amplitude * Math.sin(phase);
    }
    return x;
  }

  private static double peakDb(double rate, double[] x) {
    TruePeak peak = new TruePeak(rate);
    peak.add(x, 0, x.length);
    return peak.valueDb();
  }

  /// EBU Tech 3341, cases 15 to 19: sines between whose samples the peak lies. It allows +0.2 and
  /// −0.4 dB; here the peaks are on the points of interpolation, so that the ripple remains.
  @ParameterizedTest
  @CsvSource({"4, 0.5, 0", "4, 0.5, 45", "6, 0.5, 60", "8, 0.5, 67.5", "4, 1.41, 45"})
  void tech3341_cases15To19_readThePeakOfTheSine(
      double samplesPerPeriod, double amplitude, double phaseDegrees) {
    double[] x = sine(48_000, 48_000 / samplesPerPeriod, amplitude, phaseDegrees);

    assertThat(peakDb(48_000, x)).isCloseTo(20 * Math.log10(amplitude), within(RIPPLE));
  }

  /// At frequencies whose phases fall everywhere the peak is right, wherever it lies.
  @ParameterizedTest
  @CsvSource({
    "8000, 3621.3",
    "22050, 9981.7",
    "44100, 19997.3",
    "48000, 997",
    "48000, 21913.7",
    "96000, 43912.3",
    "192000, 87000.7"
  })
  void valueDb_ofASine_isItsAmplitude(double rate, double hz) {
    double[] x = sine(rate, hz, 0.8, 31);

    assertThat(peakDb(rate, x)).isCloseTo(20 * Math.log10(0.8), within(RIPPLE));
  }

  /// A burst whose only peak of 1 lies on a point between samples, in a band of 0.44 ± 0.016 of the
  /// rate, the upper end of what the filter leaves flat. Its samples reach 0.96.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void valueDb_ofABurst_isItsPeak(int point) {
    double[] x = new double[400];
    for (int n = 0; n < x.length; n++) {
      double t = n - 200 - point / 4.0;
      x[n] = Math.exp(-0.5 * t * t / 400) * Math.cos(2 * Math.PI * 0.44 * t);
    }

    assertThat(peakDb(48_000, x)).isCloseTo(0, within(RIPPLE));
  }

  /// The worst phase: the peak is half-way between two points, where the grid of 1/4 sample misses
  /// −20 log10 cos(π f / (4 fs)), as the documentation says.
  @Test
  void valueDb_betweenThePoints_missesWhatIsSaid() {
    double rate = 48_000;
    double hz = 12_000;
    double missed = 20 * Math.log10(Math.cos(Math.PI * hz / (4 * rate)));
    double[] x = sine(rate, hz, 1, 90 + 360 * hz / rate / 8);

    assertThat(missed).isLessThan(-0.16);
    assertThat(peakDb(rate, x)).isCloseTo(missed, within(RIPPLE));
  }

  /// Against a sum over all samples of a noise that is band-limited to 0.4 of the rate by being
  /// made of sines; the peak of the sum is sought on a grid of 64 points per sample.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void valueDb_ofManySines_isThatOfAFineGrid(long seed) {
    var random = RandomSignals.random(seed);
    int sines = 12;
    double[] step = random.doubles(sines, 0.01, 0.8 * Math.PI).toArray();
    double[] phase = random.doubles(sines, 0, 2 * Math.PI).toArray();
    int length = 800;
    double[] x = new double[length];
    for (int n = 0; n < length; n++) {
      x[n] = faded(step, phase, n, length);
    }
    double truth = 0;
    for (int k = 0; k < 64 * (length - 1); k++) {
      truth = Math.max(truth, Math.abs(faded(step, phase, k / 64.0, length)));
    }

    // Grid and ripple: at 0.4 of the rate up to 0.43 dB below, and 0.02 above.
    assertThat(peakDb(48_000, x))
        .isBetween(20 * Math.log10(truth) - 0.43, 20 * Math.log10(truth) + RIPPLE);
  }

  private static double faded(double[] step, double[] phase, double t, int length) {
    return sum(step, phase, t) * Math.min(1, Math.min(t, length - 1 - t) / 60);
  }

  private static double sum(double[] step, double[] phase, double t) {
    double sum = 0;
    for (int k = 0; k < step.length; k++) {
      sum += Math.sin(step[k] * t + phase[k]);
    }
    return sum / step.length;
  }

  @Test
  void value_anyBlocks_isTheSame() {
    double[] x = RandomSignals.programme(RandomSignals.random(8), 20_000);
    TruePeak whole = new TruePeak(44_100);
    whole.add(x, 0, x.length);
    TruePeak parts = new TruePeak(44_100);
    RandomSignals.forEachBlock(
        RandomSignals.random(9), x.length, (offset, length) -> parts.add(x, offset, length));

    assertThat(parts.value()).isEqualTo(whole.value());
    assertThat(whole.value()).isGreaterThan(samplePeak(x));
  }

  private static double samplePeak(double[] x) {
    double peak = 0;
    for (double value : x) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }

  @Test
  void value_ofTheLastSamples_countsAtOnce() {
    TruePeak peak = new TruePeak(48_000);
    peak.add(new double[] {0.1, -0.7}, 0, 2);

    assertThat(peak.value()).isEqualTo(0.7);
  }

  @Test
  void value_afterNaN_isNaNUntilReset() {
    TruePeak peak = new TruePeak(48_000);
    double[] x = new double[4000];
    x[30] = Double.NaN;
    peak.add(x, 0, x.length);

    assertThat(peak.value()).isNaN();

    peak.reset();
    peak.add(new double[100], 0, 100);
    assertThat(peak.valueDb()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 999, Double.NaN, Double.POSITIVE_INFINITY})
  void badRates_areNamed(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TruePeak(rate))
        .withMessage("sampleRateHz must be finite and at least 1000: " + rate);
  }
}
