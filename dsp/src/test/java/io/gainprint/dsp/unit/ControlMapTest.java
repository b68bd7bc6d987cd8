package io.gainprint.dsp.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  @ParameterizedTest
  @EnumSource(names = {"LINEAR", "MONOTONE"})
  void interpolation_atMeasuredPosition_isExactlyWhatWasMeasured(Interpolation interpolation) {
    ControlMap map = PublishedUnits.la2a().with(interpolation);
    for (int position = 40; position <= 100; position += 5) {
      Controls controls = new Controls(Mode.LIMIT, position);
      assertThat(map.at(controls)).isEqualTo(PublishedUnits.la2a().at(controls));
    }
    assertThat(map.interpolation()).isEqualTo(interpolation);
  }

  @ParameterizedTest
  @EnumSource
  void interpolation_ofOneOrTwoPositions_isLinear(Interpolation interpolation) {
    ControlMap two = ControlMap.of(Map.of(compress(40), AT_40, compress(50), AT_50));
    assertThat(two.with(interpolation).at(compress(42.5))).isEqualTo(two.at(compress(42.5)));
    ControlMap one = ControlMap.of(Map.of(compress(40), AT_40));
    CompressorParameters at40 = one.with(interpolation).at(compress(40));
    assertThat(at40.thresholdDb()).isEqualTo(AT_40.thresholdDb());
    assertThat(at40.releaseMs()).isCloseTo(AT_40.releaseMs(), within(4 * Math.ulp(100.0))); // exp
  }

  @ParameterizedTest
  @EnumSource
  void interpolation_ofThreePositions_goesThroughThem(Interpolation interpolation) {
    CompressorParameters at50 = MAP.with(interpolation).at(compress(50));
    assertThat(at50.thresholdDb()).isEqualTo(AT_50.thresholdDb());
    assertThat(at50.ratio()).isCloseTo(AT_50.ratio(), within(4 * Math.ulp(8.0))); // exp of log
    assertThat(at50.attackMs()).isCloseTo(AT_50.attackMs(), within(4 * Math.ulp(16.0)));
  }

  @Test
  void monotone_betweenPositions_staysBetweenTheirSettings() {
    ControlMap monotone = MAP.with(Interpolation.MONOTONE);
    for (double position = 50; position <= 80; position += 0.5) {
      CompressorParameters between = monotone.at(compress(position));
      assertThat(between.thresholdDb()).isBetween(-30.0, -18.0);
      assertThat(between.ratio()).isBetween(4 - 1e-14, 8 + 1e-14); // exp of log
    }
  }

  @ParameterizedTest
  @EnumSource
  void interpolation_nextToATimeOfZero_isZero(Interpolation interpolation) {
    ControlMap map =
        ControlMap.of(
                Map.of(
                    compress(40), new CompressorParameters(-10, 2, 1, 100, 0),
                    compress(50), new CompressorParameters(-12, 2, 4, 100, 0),
                    compress(60), new CompressorParameters(-14, 2, 0, 100, 0)))
            .with(interpolation);
    assertThat(map.at(compress(45)).attackMs()).isCloseTo(2, within(1e-14)); // exp of log
    assertThat(map.at(compress(50)).attackMs()).isCloseTo(4, within(1e-14));
    assertThat(map.at(compress(55)).attackMs()).isZero();
    assertThat(map.at(compress(60)).attackMs()).isZero();
  }

  /// One wild value among thirteen on a line: where it is known to be unsure, the curve passes it
  /// by.
  @Test
  void smoothing_trustsSureMeasurementsMore() {
    double[] unsureDb = {0.1, 3}; // the wild one's standard deviation
    double[] offDb = new double[2];
    for (int i = 0; i < 2; i++) {
      List<Measurement> measurements = new ArrayList<>();
      for (int position = 40; position <= 100; position += 5) {
        boolean isWild = position == 70;
        measurements.add(
            new Measurement(
                compress(position),
                new CompressorParameters(-0.3 * position + (isWild ? 3 : 0), 4, 5, 100, 0),
                new Measurement.Scatter(isWild ? unsureDb[i] : 0.1, 0.1, 0.1, 1, 0.1)));
      }
      ControlMap map = ControlMap.of(measurements, Interpolation.SMOOTHING);
      offDb[i] = map.at(compress(70)).thresholdDb() + 21;
    }
    assertThat(offDb[0]).isGreaterThan(10 * offDb[1]);
    assertThat(offDb[1]).isLessThan(0.05); // 3 dB of weight 1/900 among twelve of weight 1
  }

  @Test
  void smoothing_ofRatiosNearOne_staysAtOrAboveOne() {
    List<Measurement> measurements = new ArrayList<>();
    double[] ratios = {3, 1, 1, 1, 1, 3, 1};
    for (int k = 0; k < ratios.length; k++) {
      measurements.add(
          new Measurement(
              compress(40 + k),
              new CompressorParameters(-20, ratios[k], 5, 100, 0),
              Measurement.Scatter.UNKNOWN));
    }
    ControlMap map = ControlMap.of(measurements, Interpolation.SMOOTHING);
    for (double position = 40; position <= 46; position += 0.125) {
      assertThat(map.at(compress(position)).ratio()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void of_twoMeasurementsOfOnePosition_throwsNamingIt() {
    Measurement one = new Measurement(compress(50), AT_50, Measurement.Scatter.UNKNOWN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlMap.of(List.of(one, one), Interpolation.LINEAR))
        .withMessage(
            "a control map needs one setting for each position; there are more for compress 50.0");
  }

  @Test
  void interpolation_hasTheNameThatItIsFoundBy() {
    for (Interpolation interpolation : Interpolation.values()) {
      assertThat(Interpolation.of(interpolation.toString())).isEqualTo(interpolation);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interpolation.of("cubic"))
        .withMessage("interpolation must be one of linear, monotone, smoothing: cubic");
  }

  private static Controls compress(double peakReduction) {
    return new Controls(Mode.COMPRESS, peakReduction);
  }

  /// Evaluated as [CurvePoint] says, the curves give what the map gives.
  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void curves_betweenPositions_areTheMap(Interpolation interpolation) {
    ControlMap map = PublishedUnits.la2a().with(interpolation);
    for (Mode mode : Mode.values()) {
      KnobCurves curves = Objects.requireNonNull(map.curves().get(mode));
      assertThat(curves.positions()).hasSize(13).startsWith(40.0).endsWith(100.0);
      for (double position = 40; position <= 100; position += 0.75) {
        CompressorParameters expected = map.at(new Controls(mode, position));
        assertThat(cubic(curves.thresholdDb(), position))
            .isCloseTo(expected.thresholdDb(), within(1e-12));
        assertThat(Math.exp(cubic(curves.logRatio(), position)))
            .isCloseTo(expected.ratio(), within(1e-11));
        assertThat(Math.exp(cubic(curves.logAttackMs(), position)))
            .isCloseTo(expected.attackMs(), within(1e-11));
        assertThat(Math.exp(cubic(curves.logReleaseMs(), position)))
            .isCloseTo(expected.releaseMs(), within(1e-9));
        assertThat(cubic(curves.makeUpDb(), position))
            .isCloseTo(expected.makeUpDb(), within(1e-12));
      }
    }
  }

  private static double cubic(List<CurvePoint> points, double at) {
    CurvePoint piece =
        points.stream().filter(p -> p.position() <= at).reduce((_, last) -> last).orElseThrow();
    double d = at - piece.position();
    return piece.value() + d * (piece.slope() + d * (piece.quadratic() + d * piece.cubic()));
  }
}
