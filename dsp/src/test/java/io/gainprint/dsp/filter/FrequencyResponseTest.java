package io.gainprint.dsp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyResponseTest {
  private static final double FS = 48000;
  private static final FilterCoefficients DELAY =
      new FilterCoefficients(new double[] {0, 1}, new double[] {1, 0});
  private static final FilterCoefficients SECOND_ORDER =
      new FilterCoefficients(new double[] {0.5, -0.3, 0.2}, new double[] {1, -1.6, 0.8});

  @Test
  void of_delay_turnsThePhaseBack() {
    FrequencyResponse response = FrequencyResponse.of(List.of(DELAY), FS / 8, FS);

    assertThat(response.magnitudeDb()).isCloseTo(0, within(1e-14)); // roundings of a gain of 1
    assertThat(response.phaseRadians()).isCloseTo(-Math.PI / 4, within(0x1p-52));
  }

  /// The Fourier sum of the impulse response, cut where it has fallen to 0.8^(N/2) = 4e-20.
  @ParameterizedTest
  @ValueSource(doubles = {0, 17, 1000, 12345, 24000})
  void of_chain_equalsTheTransformOfItsImpulseResponse(double frequencyHz) {
    List<FilterCoefficients> sections = List.of(SECOND_ORDER, DELAY, SECOND_ORDER);
    double[] h = new double[600];
    h[0] = 1;
    new FilterChain(sections).process(h, 0, h, 0, h.length);
    double real = 0;
    double imaginary = 0;
    for (int n = 0; n < h.length; n++) {
      real += h[n] * Math.cos(2 * Math.PI * frequencyHz / FS * n);
      imaginary -= h[n] * Math.sin(2 * Math.PI * frequencyHz / FS * n);
    }

    FrequencyResponse response = FrequencyResponse.of(sections, frequencyHz, FS);

    // Sums of some 100 terms up to 2, whose angles are rounded in proportion to n.
    assertThat(response.real()).isCloseTo(real, within(1e-12));
    assertThat(response.imaginary()).isCloseTo(imaginary, within(1e-12));
    assertThat(response.magnitude()).isCloseTo(Math.hypot(real, imaginary), within(1e-12));
  }

  @Test
  void of_nothing_isOne() {
    assertThat(FrequencyResponse.of(List.of(), 1000, FS)).isEqualTo(new FrequencyResponse(1, 0));
  }

  /// The sum of two samples has 6 dB at 0 Hz and nothing at half the sample rate.
  @Test
  void magnitudesDb_areInTheOrderOfTheFrequencies() {
    FilterCoefficients sum = new FilterCoefficients(new double[] {1, 1}, new double[] {1, 0});

    double[] db = FrequencyResponse.magnitudesDb(List.of(sum), new double[] {0, FS / 2}, FS);

    assertThat(db[0]).isCloseTo(20 * Math.log10(2), within(1e-14)); // an ulp
    assertThat(db[1]).isLessThan(-300); // the rounding of π
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void of_sampleRateNotPositive_throws(double sampleRateHz) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrequencyResponse.of(List.of(), 1000, sampleRateHz))
        .withMessage("sampleRateHz must be greater than 0: " + sampleRateHz);
  }
}
