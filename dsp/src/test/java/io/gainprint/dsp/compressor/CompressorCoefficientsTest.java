package io.gainprint.dsp.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressorCoefficientsTest {

  @ParameterizedTest
  @CsvSource({
    "0, NaN,       threshold must be a finite number: NaN",
    "0, Infinity,  threshold must be a finite number: Infinity",
    "0, -Infinity, threshold must be a finite number: -Infinity",
    "1, NaN,       ratio must be a finite number: NaN",
    "1, Infinity,  ratio must be a finite number: Infinity",
    "1, 0.999,     ratio must be at least 1.0: 0.999",
    "2, NaN,       'attack coefficient must be in (0, 1]: NaN'",
    "2, 0,         'attack coefficient must be in (0, 1]: 0.0'",
    "2, -0.5,      'attack coefficient must be in (0, 1]: -0.5'",
    "2, 1.001,     'attack coefficient must be in (0, 1]: 1.001'",
    "2, Infinity,  'attack coefficient must be in (0, 1]: Infinity'",
    "3, NaN,       'release coefficient must be in (0, 1]: NaN'",
    "3, 0,         'release coefficient must be in (0, 1]: 0.0'",
    "3, -0.5,      'release coefficient must be in (0, 1]: -0.5'",
    "3, 1.001,     'release coefficient must be in (0, 1]: 1.001'",
    "3, Infinity,  'release coefficient must be in (0, 1]: Infinity'",
    "4, NaN,       make-up gain must be a finite number: NaN",
    "4, Infinity,  make-up gain must be a finite number: Infinity",
    "4, -Infinity, make-up gain must be a finite number: -Infinity",
  })
  void constructor_valueOutOfRange_throws(int parameter, double value, String message) {
    double[] theta = {-20, 4, 0.05, 0.002, 1};
    theta[parameter] = value;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Theta.coefficients(theta))
        .withMessage(message);
  }

  @Test
  void slope_isOneLessTheInverseRatio() {
    assertThat(withRatio(1).slope()).isZero();
    assertThat(withRatio(4).slope()).isEqualTo(0.75);
    assertThat(withRatio(Double.MAX_VALUE).slope()).isEqualTo(1);
  }

  private static CompressorCoefficients withRatio(double ratio) {
    return new CompressorCoefficients(-20, ratio, 1, 1, 20);
  }

  @Test
  void makeUpFactor_ofTwentyDecibels_isTen() {
    assertThat(withRatio(1).makeUpFactor()).isCloseTo(10, within(4 * Math.ulp(10.0))); // κ and exp
  }
}
