package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.equaliser.OnePoleDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnePoleDesignTest {
  private static final double FS = 48000;

  /// Roundings of 2e-15 dB for a gain of 1, of sums that cancel to ω = 0.003 of their terms at 20
  /// Hz.
  private static final double DB = 5e-12;

  /// By hand: at fs/4 the sine and cosine of ω/2 are equal, and the pole is at 0.
  @Test
  void lowPass_atAQuarterOfTheSampleRate_isTheMeanOfTwoSamples() {
    FilterCoefficients filter = design(Shape.LOW_PASS, FS / 4);

    assertThat(filter.feedForward()).containsExactly(new double[] {0.5, 0.5}, within(1e-16));
    assertThat(filter.feedback()).containsExactly(new double[] {1, 0}, within(2e-16)); // an ulp
  }

  /// The pole of a low pass is (1 − tan ω/2)/(1 + tan ω/2).
  @ParameterizedTest
  @ValueSource(doubles = {20, 1000, 15000, 23900})
  void passes_haveTheirPoleAtTheTransformOfMinusOne(double f) {
    double tan = StrictMath.tan(Math.PI * f / FS);

    for (Shape shape : List.of(Shape.LOW_PASS, Shape.HIGH_PASS)) {
      double a1 = design(shape, f).feedback(1);
      assertThat(-a1).isCloseTo((1 - tan) / (1 + tan), within(1e-15)); // roundings
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 1000, 15000, 23900})
  void passes_haveHalfTheirPowerAtTheirFrequency(double f) {
    double half = 10 * Math.log10(0.5);

    FilterCoefficients low = design(Shape.LOW_PASS, f);
    FilterCoefficients high = design(Shape.HIGH_PASS, f);

    assertThat(db(low, f)).isCloseTo(half, within(DB));
    assertThat(db(low, 0)).isCloseTo(0, within(DB));
    assertThat(db(low, FS / 2)).isLessThan(-250); // the rounding of π, over the corner's distance
    assertThat(db(high, f)).isCloseTo(half, within(DB));
    assertThat(db(high, FS / 2)).isCloseTo(0, within(DB));
    assertThat(db(high, 0)).isLessThan(-250);
  }

  @ParameterizedTest
  @CsvSource({"1000, 6", "20, -12", "12000, 18", "23900, -3", "500, 0"})
  void shelves_haveTheirGainAtOneEndAndHalfOfItAtTheirFrequency(double f, double gainDb) {
    FilterCoefficients low = design(Shape.LOW_SHELF, f, gainDb);
    FilterCoefficients high = design(Shape.HIGH_SHELF, f, gainDb);

    assertThat(db(low, 0)).isCloseTo(gainDb, within(DB));
    assertThat(db(low, f)).isCloseTo(gainDb / 2, within(DB));
    assertThat(db(low, FS / 2)).isCloseTo(0, within(DB));
    assertThat(db(high, 0)).isCloseTo(0, within(DB));
    assertThat(db(high, f)).isCloseTo(gainDb / 2, within(DB));
    assertThat(db(high, FS / 2)).isCloseTo(gainDb, within(DB));
  }

  @ParameterizedTest
  @CsvSource({"LOW_SHELF, 30", "LOW_SHELF, 9000", "HIGH_SHELF, 30", "HIGH_SHELF, 9000"})
  void shelf_andItsNegative_cancel(Shape shape, double f) {
    List<FilterCoefficients> both = List.of(design(shape, f, 9), design(shape, f, -9));

    for (double frequencyHz : new double[] {0, 25, 1000, 20000}) {
      FrequencyResponse response = FrequencyResponse.of(both, frequencyHz, FS);
      assertThat(response.real()).isCloseTo(1, within(DB));
      assertThat(response.imaginary()).isCloseTo(0, within(DB));
    }
  }

  /// A factor of its gain after the high shelf of the opposite gain is the low shelf.
  @Test
  void lowShelf_isTheGainAfterTheOppositeHighShelf() {
    FilterCoefficients low = design(Shape.LOW_SHELF, 700, 8);
    FilterCoefficients high = design(Shape.HIGH_SHELF, 700, -8);
    double gain = Math.pow(10, 8.0 / 20);

    assertThat(low.feedback(1)).isCloseTo(high.feedback(1), within(1e-15)); // roundings
    for (int k = 0; k <= 1; k++) {
      assertThat(low.feedForward(k)).isCloseTo(gain * high.feedForward(k), within(1e-14));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isStableEverywhere(Shape shape) {
    RandomGenerator random = RandomSignals.random(1);
    for (int i = 0; i < 1000; i++) {
      double f = FS / 2 * Math.pow(10, random.nextDouble(-4, 0));
      double gainDb = random.nextDouble(-40, 40);

      FilterCoefficients filter = shape.hasGain() ? design(shape, f, gainDb) : design(shape, f);

      assertThat(filter.isStable()).as("%s at %f Hz, %f dB", shape, f, gainDb).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 'frequencyHz must be between 0.0 and 24000.0: 0.0'",
    "24000, 0, 'frequencyHz must be between 0.0 and 24000.0: 24000.0'",
    "NaN, 0, 'frequencyHz must be between 0.0 and 24000.0: NaN'",
    "1000, Infinity, 'gainDb must be a finite number: Infinity'",
  })
  void at_parameterOutOfRange_throws(double f, double gainDb, String message) {
    OnePoleDesign shelf = new OnePoleDesign(Shape.LOW_SHELF, FS);

    assertThatIllegalArgumentException().isThrownBy(() -> shelf.at(f, gainDb)).withMessage(message);
  }

  @Test
  void at_otherNumberOfParameters_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OnePoleDesign(Shape.LOW_PASS, FS).at(1000, 0))
        .withMessage("parameters must be 1, [frequencyHz]: 2");
  }

  @Test
  void constructor_sampleRateNotPositive_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OnePoleDesign(Shape.LOW_PASS, Double.NaN))
        .withMessage("sampleRateHz must be a finite number: NaN");
  }

  private static FilterCoefficients design(Shape shape, double... parameters) {
    return new OnePoleDesign(shape, FS).at(parameters).coefficients();
  }

  private static double db(FilterCoefficients filter, double frequencyHz) {
    return FrequencyResponse.of(List.of(filter), frequencyHz, FS).magnitudeDb();
  }
}
