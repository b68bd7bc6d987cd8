package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlsTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void constructor_knobOutOfRange_throws(double peakReduction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Controls(Mode.LIMIT, peakReduction))
        .withMessage("peak reduction must be 0 to 100: " + peakReduction);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 37.5, 100})
  void constructor_knobInRange_keepsIt(double peakReduction) {
    assertThat(new Controls(Mode.COMPRESS, peakReduction).peakReduction()).isEqualTo(peakReduction);
  }

  @Test
  void mode_printsAsInFiles() {
    assertThat(Mode.COMPRESS).hasToString("compress");
    assertThat(Mode.LIMIT).hasToString("limit");
  }
}
