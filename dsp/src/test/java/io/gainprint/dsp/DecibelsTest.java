package io.gainprint.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecibelsTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "20, 10", "-20, 0.1", "-160, 1e-8", "6.0205999132796239, 2"})
  void levelAndFactor_knownPair_convertBothWays(double db, double factor) {
    // The exponent κ db is off by up to 2⁻⁵³ |κ db| ≤ 18.4 · 2⁻⁵³, twice: κ itself is rounded.
    assertThat(Decibels.toFactor(db) / factor).isCloseTo(1, within(40 * 0x1p-53));
    // One ulp of log10, times 20.
    assertThat(Decibels.fromFactor(factor)).isCloseTo(db, within(2 * Math.ulp(160.0)));
  }

  @Test
  void silence_isMinusInfinity() {
    assertThat(Decibels.fromFactor(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Decibels.toFactor(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void fromFactor_ofNegative_isNaN() {
    assertThat(Decibels.fromFactor(-1)).isNaN();
  }
}
