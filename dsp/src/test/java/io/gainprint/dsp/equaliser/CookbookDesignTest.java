package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookbookDesignTest {
  private static final double FS = 48000;

  /// Roundings of a response, 2e-15 dB for a gain of 1, of sums that at 1 kHz cancel to ω² = 0.02
  /// of their terms.
  private static final double DB = 1e-12;

  @ParameterizedTest
  @CsvSource({"1000, 0.5, 6", "1000, 8, -12", "15000, 1, 24", "200, 0.7, -3"})
  void bell_hasItsGainAtItsFrequencyAndNoneAtTheEnds(double f, double q, double gainDb) {
    FilterCoefficients bell = design(Shape.BELL, f, q, gainDb);

    assertThat(db(bell, f)).isCloseTo(gainDb, within(DB));
    assertThat(db(bell, 0)).isCloseTo(0, within(DB));
    assertThat(db(bell, FS / 2)).isCloseTo(0, within(DB));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 50, 900, 1000, 1100, 20000})
  void bell_andItsNegative_cancel(double frequencyHz) {
    List<FilterCoefficients> both =
        List.of(design(Shape.BELL, 1000, 2, 9), design(Shape.BELL, 1000, 2, -9));

    FrequencyResponse response = FrequencyResponse.of(both, frequencyHz, FS);

    assertThat(response.real()).isCloseTo(1, within(DB));
    assertThat(response.imaginary()).isCloseTo(0, within(DB));
  }

  @ParameterizedTest
  @CsvSource({"1000, 0.7, 6", "300, 1, -12", "12000, 0.5, 18"})
  void shelves_haveTheirGainAtOneEndAndHalfOfItAtTheirFrequency(double f, double q, double gainDb) {
    FilterCoefficients low = design(Shape.LOW_SHELF, f, q, gainDb);
    FilterCoefficients high = design(Shape.HIGH_SHELF, f, q, gainDb);

    assertThat(db(low, 0)).isCloseTo(gainDb, within(roundings(f)));
    assertThat(db(low, f)).isCloseTo(gainDb / 2, within(roundings(f)));
    assertThat(db(low, FS / 2)).isCloseTo(0, within(roundings(f)));
    assertThat(db(high, 0)).isCloseTo(0, within(roundings(f)));
    assertThat(db(high, f)).isCloseTo(gainDb / 2, within(roundings(f)));
    assertThat(db(high, FS / 2)).isCloseTo(gainDb, within(roundings(f)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, 1000, 15000})
  void passes_areThreeDecibelsDownAtTheCorner(double f) {
    double q = Math.sqrt(0.5);
    double half = 10 * Math.log10(0.5);

    FilterCoefficients low = design(Shape.LOW_PASS, f, q);
    FilterCoefficients high = design(Shape.HIGH_PASS, f, q);

    assertThat(db(low, f)).isCloseTo(half, within(roundings(f)));
    assertThat(db(low, 0)).isCloseTo(0, within(roundings(f)));
    assertThat(db(low, FS / 2)).isLessThan(-300); // nothing but the rounding of π
    assertThat(db(high, f)).isCloseTo(half, within(roundings(f)));
    assertThat(db(high, FS / 2)).isCloseTo(0, within(roundings(f)));
    assertThat(db(high, 0)).isLessThan(-300);
  }

  @Test
  void bandPass_hasAGainOfOneAtItsFrequencyAlone() {
    FilterCoefficients band = design(Shape.BAND_PASS, 1000, 3);

    assertThat(db(band, 1000)).isCloseTo(0, within(DB));
    assertThat(db(band, 0)).isLessThan(-300);
    assertThat(db(band, FS / 2)).isLessThan(-300);
    assertThat(db(band, 900)).isNegative();
  }

  /// Notch and band-pass of the same f and Q add up to 1.
  @Test
  void notch_isWhatTheBandPassLeaves() {
    FilterCoefficients notch = design(Shape.NOTCH, 1000, 3);
    FilterCoefficients band = design(Shape.BAND_PASS, 1000, 3);

    for (double frequencyHz : new double[] {0, 100, 950, 1000, 5000}) {
      FrequencyResponse n = FrequencyResponse.of(List.of(notch), frequencyHz, FS);
      FrequencyResponse b = FrequencyResponse.of(List.of(band), frequencyHz, FS);
      assertThat(n.real() + b.real()).isCloseTo(1, within(DB));
      assertThat(n.imaginary() + b.imaginary()).isCloseTo(0, within(DB));
    }
    assertThat(db(notch, 1000)).isLessThan(-200); // the rounding of cos ω, over α
  }

  @Test
  void allPass_hasAGainOfOneAndTurnsThePhaseAtItsFrequency() {
    FilterCoefficients all = design(Shape.ALL_PASS, 1000, 0.7);

    for (double frequencyHz : new double[] {0, 100, 1000, 5000, FS / 2}) {
      assertThat(db(all, frequencyHz)).isCloseTo(0, within(DB));
    }
    FrequencyResponse atF = FrequencyResponse.of(List.of(all), 1000, FS);
    assertThat(atF.real()).isCloseTo(-1, within(DB));
  }

  @ParameterizedTest
  @EnumSource
  void isStableEverywhere(Shape shape) {
    RandomGenerator random = RandomSignals.random(1);
    for (int i = 0; i < 1000; i++) {
      double f = FS / 2 * Math.pow(10, random.nextDouble(-4, 0));
      double q = Math.pow(10, random.nextDouble(-2, 2));
      double gainDb = random.nextDouble(-40, 40);

      FilterCoefficients filter =
          shape.hasGain() ? design(shape, f, q, gainDb) : design(shape, f, q);

      assertThat(filter.isStable()).as("%s at %f Hz, Q %f, %f dB", shape, f, q, gainDb).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shape_hasAWordForTheCommandLine(Shape shape) {
    assertThat(Shape.of(shape.toString())).isEqualTo(shape);
    assertThat(shape.toString()).matches("[a-z]+");
  }

  @Test
  void shape_ofAnotherWord_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of("peak"))
        .withMessage(
            "shape must be one of bell, lowshelf, highshelf, lowpass, highpass, bandpass, notch,"
                + " allpass: peak");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 'frequencyHz must be between 0.0 and 24000.0: 0.0'",
    "24000, 1, 0, 'frequencyHz must be between 0.0 and 24000.0: 24000.0'",
    "NaN, 1, 0, 'frequencyHz must be between 0.0 and 24000.0: NaN'",
    "1000, 0, 0, 'q must be greater than 0: 0.0'",
    "1000, NaN, 0, 'q must be a finite number: NaN'",
    "1000, 1, Infinity, 'gainDb must be a finite number: Infinity'",
  })
  void at_parameterOutOfRange_throws(double f, double q, double gainDb, String message) {
    CookbookDesign bell = new CookbookDesign(Shape.BELL, FS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bell.at(f, q, gainDb))
        .withMessage(message);
  }

  @Test
  void at_otherNumberOfParameters_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookbookDesign(Shape.NOTCH, FS).at(1000, 1, 0))
        .withMessage("parameters must be 2, [frequencyHz, q]: 3");
  }

  @Test
  void constructor_sampleRateNotPositive_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CookbookDesign(Shape.NOTCH, 0))
        .withMessage("sampleRateHz must be greater than 0: 0.0");
  }

  /// [#DB], of sums that cancel more below 1 kHz.
  private static double roundings(double frequencyHz) {
    double ratio = 1000 / frequencyHz;
    return DB * Math.max(1, ratio * ratio);
  }

  private static FilterCoefficients design(Shape shape, double... parameters) {
    return new CookbookDesign(shape, FS).at(parameters).coefficients();
  }

  private static double db(FilterCoefficients filter, double frequencyHz) {
    return FrequencyResponse.of(List.of(filter), frequencyHz, FS).magnitudeDb();
  }
}
