package io.gainprint.recordings.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.recordings.programme.DryProgramme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FittedUnitTest {
  private static final double RATE_HZ = 44_100;
  private static final Controls CONTROLS = new Controls(Mode.LIMIT, 80);

  @Test
  void render_ofLa2a_isThePublishedCompressorAndNoiseAtMinus80Dbfs() {
    float[] dry = DryProgramme.render((int) RATE_HZ, 4, 1);
    double[] expected = new double[dry.length];
    for (int n = 0; n < dry.length; n++) {
      expected[n] = dry[n];
    }
    new Compressor(PublishedUnits.la2a().at(CONTROLS).at(RATE_HZ))
        .process(expected, 0, expected, 0, expected.length);

    float[] wet = FittedUnit.la2a().render(dry, CONTROLS, RATE_HZ, 7);

    double sum = 0;
    double square = 0;
    for (int n = 0; n < wet.length; n++) {
      double noise = wet[n] - expected[n];
      sum += noise;
      square += noise * noise;
    }
    // The relative deviation of a mean square of 176 400 samples is 1/√(2·176400) = 0.0017, or
    // 0.015 dB; four of them.
    assertThat(10 * Math.log10(square / wet.length)).isCloseTo(-80, within(0.06));
    // Four deviations of a mean: 4 · 1e-4/√176400.
    assertThat(sum / wet.length).isCloseTo(0, within(1e-6));
  }

  @Test
  void render_otherSeed_isOtherNoise() {
    float[] silence = new float[100];
    UnitModel unit = FittedUnit.la2a();
    assertThat(unit.render(silence, CONTROLS, RATE_HZ, 1))
        .isEqualTo(unit.render(silence, CONTROLS, RATE_HZ, 1))
        .isNotEqualTo(unit.render(silence, CONTROLS, RATE_HZ, 2));
  }

  @Test
  void render_withoutNoise_keepsSilence() {
    UnitModel unit = new FittedUnit("quiet", PublishedUnits.la2a(), 0);
    assertThat(unit.render(new float[100], CONTROLS, RATE_HZ, 1)).containsOnly(0);
  }

  @Test
  void reset_isAsNew() {
    UnitProcessor unit = FittedUnit.la2a().at(CONTROLS, RATE_HZ, 3);
    double[] first = {0.9, -0.9, 0.5, 0};
    double[] again = first.clone();
    unit.process(first, 0, first.length);
    assertThat(unit.gain()).isLessThan(1);
    unit.reset();
    assertThat(unit.gain()).isEqualTo(1);
    unit.process(again, 0, again.length);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void at_positionThatWasNotMeasured_isRefused() {
    Controls low = new Controls(Mode.COMPRESS, 20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FittedUnit.la2a().at(low, RATE_HZ, 1))
        .withMessageContaining("peak reduction 20.0 is outside what was measured");
  }

  @ParameterizedTest
  @ValueSource(doubles = {7999, 192_001, Double.NaN})
  void at_rateOutOfRange_isRefused(double rateHz) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FittedUnit.la2a().at(CONTROLS, rateHz, 1))
        .withMessage("sampleRateHz must be 8000 to 192000: " + rateHz);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_noiseOutOfRange_isRefused(double noiseRms) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FittedUnit("noisy", PublishedUnits.la2a(), noiseRms))
        .withMessage("noiseRms must be at least 0 and finite: " + noiseRms);
  }
}
