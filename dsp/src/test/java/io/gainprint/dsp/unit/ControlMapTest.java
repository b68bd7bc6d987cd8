package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMapTest {
  private static final CompressorParameters AT_40 = new CompressorParameters(-10, 2, 1, 100, 0);
  private static final CompressorParameters AT_50 = new CompressorParameters(-18, 8, 16, 400, 1);
  private static final CompressorParameters AT_80 = new CompressorParameters(-30, 4, 4, 200, -2);

  private static final ControlMap MAP =
      ControlMap.of(Map.of(compress(40), AT_40, compress(50), AT_50, compress(80), AT_80));

  @Test
  void at_measuredPosition_isExactlyWhatWasMeasured() {
    assertThat(MAP.at(compress(40))).isEqualTo(AT_40);
    assertThat(MAP.at(compress(50))).isEqualTo(AT_50);
    assertThat(MAP.at(compress(80))).isEqualTo(AT_80);
  }

  @Test
  void at_positionBetween_isLinearInDecibelsAndGeometricInRatioAndTimes() {
    // A quarter of the way: a + (b − a)/4 for threshold and make-up, a (b/a)^¼ for the others:
    // 2 · 4^¼ = 2√2, 1 · 16^¼ = 2, 100 · 4^¼ = 100√2.
    CompressorParameters between = MAP.at(compress(42.5));

    double tolerance = 4 * Math.ulp(200.0); // pow and a product
    assertThat(between.thresholdDb()).isEqualTo(-12);
    assertThat(between.ratio()).isCloseTo(2 * Math.sqrt(2), within(tolerance));
    assertThat(between.attackMs()).isCloseTo(2, within(tolerance));
    assertThat(between.releaseMs()).isCloseTo(100 * Math.sqrt(2), within(tolerance));
    assertThat(between.makeUpDb()).isEqualTo(0.25);
  }

  @Test
  void at_positionBetween_usesTheNearestNeighboursOnly() {
    // Half way from 50 to 80: geometric means √(8 · 4), √(16 · 4), √(400 · 200).
    CompressorParameters between = MAP.at(compress(65));

    double tolerance = 4 * Math.ulp(300.0);
    assertThat(between.thresholdDb()).isEqualTo(-24);
    assertThat(between.ratio()).isCloseTo(Math.sqrt(32), within(tolerance));
    assertThat(between.attackMs()).isCloseTo(8, within(tolerance));
    assertThat(between.releaseMs()).isCloseTo(Math.sqrt(80_000), within(tolerance));
    assertThat(between.makeUpDb()).isEqualTo(-0.5);
  }

  @Test
  void at_positionNextToATimeOfZero_hasATimeOfZero() {
    // The geometric mean with 0 is 0, whichever side it is on, or both.
    ControlMap map =
        ControlMap.of(
            Map.of(
                compress(40), new CompressorParameters(-10, 2, 0, 0, 0),
                compress(50), new CompressorParameters(-10, 2, 5, 0, 0),
                compress(60), new CompressorParameters(-10, 2, 0, 100, 0)));

    assertThat(map.at(compress(45))).isEqualTo(new CompressorParameters(-10, 2, 0, 0, 0));
    assertThat(map.at(compress(55))).isEqualTo(new CompressorParameters(-10, 2, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 39.9, 80.1, 100})
  void at_positionOutside_throwsNamingWhatWasMeasured(double peakReduction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MAP.at(compress(peakReduction)))
        .withMessage(
            "peak reduction "
                + peakReduction
                + " is outside what was measured in compress mode: 40.0 to 80.0");
  }

  @Test
  void at_modeNotMeasured_throwsNamingWhatWasMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MAP.at(new Controls(Mode.LIMIT, 50)))
        .withMessage("mode limit was not measured; there is [compress]");
  }

  @Test
  void at_otherMode_hasItsOwnSettings() {
    Controls limit = new Controls(Mode.LIMIT, 50);
    ControlMap both = ControlMap.of(Map.of(compress(50), AT_50, limit, AT_80));

    assertThat(both.at(compress(50))).isEqualTo(AT_50);
    assertThat(both.at(limit)).isEqualTo(AT_80);
  }

  @Test
  void of_singleSetting_servesThatPositionAlone() {
    ControlMap single = ControlMap.of(Map.of(compress(50), AT_50));

    assertThat(single.at(compress(50))).isEqualTo(AT_50);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> single.at(compress(51)))
        .withMessage(
            "peak reduction 51.0 is outside what was measured in compress mode: 50.0 to 50.0");
  }

  @Test
  void of_nothing_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlMap.of(Map.of()))
        .withMessage("a control map needs at least one setting");
  }

  private static Controls compress(double peakReduction) {
    return new Controls(Mode.COMPRESS, peakReduction);
  }
}
