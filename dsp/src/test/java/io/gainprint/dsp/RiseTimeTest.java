package io.gainprint.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiseTimeTest {

  /// 1 − exp(−2200 / (ms · Hz)) to 17 digits, by 30-digit arithmetic: 1 ms at 44.1 kHz is 1 −
  /// exp(−2200/44100) = 1 − exp(−0.0498866…).
  @ParameterizedTest
  @CsvSource({
    "1,    44100,  0.048662720244058181",
    "100,  48000,  0.00045822831465624401",
    "0.1,  192000, 0.10826237614692641",
    "1000, 8000,   0.00027496219096590755",
  })
  void toCoefficient_knownTime_equalsHandComputation(double ms, double hz, double coefficient) {
    // Four roundings of half an ulp (product, quotient, expm1 up to one), so 4 · 2⁻⁵³ covers them.
    assertThat(RiseTime.toCoefficient(ms, hz) / coefficient).isCloseTo(1, within(0x1p-51));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 8000",
    "0.1, 192000",
    "5.948, 44100",
    "266.18, 48000",
    "1000, 8000",
    "10000, 192000"
  })
  void toMs_ofToCoefficient_isTheTime(double ms, double hz) {
    double coefficient = RiseTime.toCoefficient(ms, hz);

    // A coefficient near 1 holds 1 − α to half an ulp of 1, which moves the time by
    // 2⁻⁵³/((1 − α) ln(1/(1 − α))) < 10 · 2⁻⁵³ here (0.1 ms at 8 kHz: α = 0.936); others lose less.
    assertThat(RiseTime.toMs(coefficient, hz) / ms).isCloseTo(1, within(10 * 0x1p-53));
  }

  @Test
  void toCoefficient_ofZeroTime_followsAtOnce() {
    assertThat(RiseTime.toCoefficient(0, 44100)).isEqualTo(1);
  }

  @Test
  void toMs_ofOne_isZero() {
    assertThat(RiseTime.toMs(1, 44100)).isEqualTo(0);
  }

  @Test
  void toMs_ofZero_isInfinite() {
    assertThat(RiseTime.toMs(0, 44100)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({"0.936, 8000", "0.0487, 44100", "0.00018, 44100", "5.7e-6, 192000"})
  void msPerCoefficient_equalsCentralDifference(double coefficient, double hz) {
    // Near α the time varies on the scale of min(α, 1 − α). At 1e-5 of it truncation is 1e-10 and
    // rounding 2⁻⁵³/1e-5 = 1e-11 of the derivative, times factors of a few.
    double h = 1e-5 * Math.min(coefficient, 1 - coefficient);
    double difference =
        (RiseTime.toMs(coefficient + h, hz) - RiseTime.toMs(coefficient - h, hz)) / (2 * h);

    assertThat(RiseTime.msPerCoefficient(coefficient, hz) / difference).isCloseTo(1, within(1e-9));
  }
}
