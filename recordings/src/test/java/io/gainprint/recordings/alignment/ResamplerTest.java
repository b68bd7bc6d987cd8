package io.gainprint.recordings.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sines are the answer known without any kernel: what is read must lie on them.
final class ResamplerTest {
  private static final int RATE_HZ = 44_100;
  private static final int LENGTH = 4_096;

  /// Farther from the ends than the kernel reaches, with a shift of some samples.
  private static final int MARGIN = 64;

  /// −100 dB, which the class promises up to 20 kHz at 44.1 kHz.
  private static final double PROMISED = 1e-5;

  private static final double[] FREQUENCIES_HZ = {20, 1_000, 5_000, 10_000, 15_000, 19_000, 20_000};

  private static double worstError(TimeBase base, double frequencyHz, double phase) {
    double omega = 2 * Math.PI * frequencyHz / RATE_HZ;
    float[] sine = new float[LENGTH];
    for (int n = 0; n < LENGTH; n++) {
      sine[n] = (float) Math.cos(omega * n + phase);
    }
    float[] read = Resampler.read(sine, base, 0, LENGTH);
    double worst = 0;
    for (int n = MARGIN; n < LENGTH - MARGIN; n++) {
      double wanted = Math.cos(omega * (n + base.lateBy(n)) + phase);
      worst = Math.max(worst, Math.abs(read[n] - wanted));
    }
    return worst;
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0", "0.001, 0", "-3.3, 0", "7.25, 50", "-0.4, -50", "0.1, 500", "0, -500"})
  void read_sinesUpTo20kHz_liesOnThemWithinThePromise(double lateBySamples, double driftPpm) {
    TimeBase base = new TimeBase(lateBySamples, driftPpm);
    for (double frequencyHz : FREQUENCIES_HZ) {
      for (double phase : new double[] {0, Math.PI / 2}) {
        assertThat(worstError(base, frequencyHz, phase))
            .as("%.0f Hz", frequencyHz)
            .isLessThan(PROMISED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 300, -300, 5_000})
  void read_wholeShift_copiesBitByBitWithZerosBeyondTheEnds(int lateBySamples) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    float[] samples = new float[LENGTH];
    for (int n = 0; n < LENGTH; n++) {
      samples[n] = (float) random.nextDouble(-1, 1);
    }
    float[] wanted = new float[LENGTH];
    for (int n = 0; n < LENGTH; n++) {
      int at = n + lateBySamples;
      wanted[n] = at >= 0 && at < LENGTH ? samples[at] : 0;
    }
    assertThat(Resampler.read(samples, new TimeBase(lateBySamples, 0), 0, LENGTH))
        .isEqualTo(wanted);
  }
}
