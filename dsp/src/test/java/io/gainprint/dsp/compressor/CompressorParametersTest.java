package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorParametersTest {

  @ParameterizedTest
  @CsvSource({
    "0, NaN,       threshold must be a finite number: NaN",
    "0, Infinity,  threshold must be a finite number: Infinity",
    "0, -Infinity, threshold must be a finite number: -Infinity",
    "1, NaN,       ratio must be a finite number: NaN",
    "1, Infinity,  ratio must be a finite number: Infinity",
    "1, -Infinity, ratio must be a finite number: -Infinity",
    "1, 0.999,     ratio must be at least 1.0: 0.999",
    "1, -4,        ratio must be at least 1.0: -4.0",
    "2, NaN,       attack time must be a finite number: NaN",
    "2, Infinity,  attack time must be a finite number: Infinity",
    "2, -Infinity, attack time must be a finite number: -Infinity",
    "2, -0.1,      attack time must be at least 0.0: -0.1",
    "3, NaN,       release time must be a finite number: NaN",
    "3, Infinity,  release time must be a finite number: Infinity",
    "3, -Infinity, release time must be a finite number: -Infinity",
    "3, -100,      release time must be at least 0.0: -100.0",
    "4, NaN,       make-up gain must be a finite number: NaN",
    "4, Infinity,  make-up gain must be a finite number: Infinity",
    "4, -Infinity, make-up gain must be a finite number: -Infinity",
  })
  void constructor_valueOutOfRange_throws(int parameter, double value, String message) {
    double[] p = {-20, 4, 5, 100, 1};
    p[parameter] = value;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompressorParameters(p[0], p[1], p[2], p[3], p[4]))
        .withMessage(message);
  }

  @Test
  void at_timesOfZero_followsAtOnce() {
    CompressorCoefficients c = new CompressorParameters(3, 1, 0, 0, -100).at(44100);

    assertThat(c).isEqualTo(new CompressorCoefficients(3, 1, 1, 1, -100));
  }

  @ParameterizedTest
  @ValueSource(doubles = {8000, 44100, 192000})
  void at_andBack_isTheSame(double sampleRateHz) {
    CompressorParameters parameters = new CompressorParameters(-17.5, 4.25, 5.9, 266, 0.5);

    CompressorParameters back = parameters.at(sampleRateHz).parameters(sampleRateHz);

    assertThat(back.thresholdDb()).isEqualTo(-17.5);
    assertThat(back.ratio()).isEqualTo(4.25);
    assertThat(back.makeUpDb()).isEqualTo(0.5);
    // Two roundings each way; α is small here, so nothing is lost near 1.
    assertThat(back.attackMs() / 5.9).isCloseTo(1, within(8 * 0x1p-53));
    assertThat(back.releaseMs() / 266).isCloseTo(1, within(8 * 0x1p-53));
  }

  @Test
  void at_attackAndRelease_areNotMixedUp() {
    CompressorCoefficients c = new CompressorParameters(-20, 4, 1, 100, 0).at(44100);

    // 1 − exp(−2200/(ms · Hz))
    assertThat(c.attack()).isCloseTo(-Math.expm1(-2200 / 44100.0), within(0x1p-53));
    assertThat(c.release()).isCloseTo(-Math.expm1(-22 / 44100.0), within(0x1p-53));
  }
}
