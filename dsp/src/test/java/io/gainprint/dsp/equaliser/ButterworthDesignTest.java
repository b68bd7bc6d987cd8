package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.equaliser.ButterworthDesign.Band;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden numbers are those of butterworth.py, which works with poles and zeros in 50 digits.
class ButterworthDesignTest {
  private static final double FS = 48000;

  /// Truncation h²/6 and rounding 1e-16/h balance at 1e-5.
  private static final double STEP = 1e-5;

  static List<ButterworthCase> golden() {
    return ButterworthCase.all();
  }

  static List<ButterworthCase> expandedGolden() {
    return golden().stream().filter(c -> c.has("b")).toList();
  }

  @ParameterizedTest
  @MethodSource("expandedGolden")
  void sections_multiplied_areTheGoldenPolynomials(ButterworthCase c) {
    double[] b = {1};
    double[] a = {1};
    for (FilterCoefficients section : coefficients(c.design(), c.array("edgesHz"))) {
      b = product(b, section.feedForward());
      a = product(a, section.feedback());
    }

    // Some roundings of terms up to 20; measured: 4e-15 and 2e-15.
    assertClose(a, c.array("a"), 1e-14);
    assertClose(b, c.array("b"), 1e-14);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void response_isTheGoldenOne(ButterworthCase c) {
    List<FilterCoefficients> sections = coefficients(c.design(), c.array("edgesHz"));
    double[] atHz = c.frequenciesHz();
    for (int i = 0; i < atHz.length; i++) {
      double[] expected = c.response(i);
      FrequencyResponse response = FrequencyResponse.of(sections, atHz[i], FS);

      // Sums that near z = 1 cancel to ω² of their terms. Measured: 5e-14 up to order 5, and 2e-12
      // for order 16, 200 Hz, and for a band of 20 Hz.
      assertThat(response.real()).isCloseTo(expected[0], within(1e-11));
      assertThat(response.imaginary()).isCloseTo(expected[1], within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16, 17, 64})
  void power_isAHalfAtEveryCorner(int order) {
    double half = 10 * Math.log10(0.5); // −3.0103 dB

    // Roundings, as above, in dB.
    assertThat(db(coefficients(Band.LOW_PASS, order, 2000), 2000)).isCloseTo(half, within(1e-9));
    assertThat(db(coefficients(Band.HIGH_PASS, order, 2000), 2000)).isCloseTo(half, within(1e-9));
    List<FilterCoefficients> band = coefficients(Band.BAND_PASS, order, 1000, 5000);
    assertThat(db(band, 1000)).isCloseTo(half, within(1e-9));
    assertThat(db(band, 5000)).isCloseTo(half, within(1e-9));
    double centreHz =
        FS / Math.PI * Math.atan(Math.sqrt(Math.tan(Math.PI / 48) * Math.tan(Math.PI * 5 / 48)));
    assertThat(db(band, centreHz)).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void gain_fallsFromTheBandWithoutARipple(int order) {
    List<FilterCoefficients> low = coefficients(Band.LOW_PASS, order, 3000);
    List<FilterCoefficients> high = coefficients(Band.HIGH_PASS, order, 3000);
    List<FilterCoefficients> band = coefficients(Band.BAND_PASS, order, 2950, 3050);
    for (double f = 100; f < 23800; f += 100) {
      // Within the band the steps of a high order are below rounding.
      assertThat(db(low, f + 100)).isLessThan(db(low, f) + 1e-9);
      assertThat(db(high, f)).isLessThan(db(high, f + 100) + 1e-9);
      boolean isBelow = f < 3000;
      assertThat(db(band, isBelow ? f : f + 100)).isLessThan(db(band, isBelow ? f + 100 : f));
    }
  }

  /// The transform leaves 6 N dB per octave far below the corner, up to (f/fc)² of it; a band pass
  /// has half of its poles on either side.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void slope_isSixDecibelsPerOctaveAndOrder(int order) {
    double octave = 20 * Math.log10(2);
    List<FilterCoefficients> high = coefficients(Band.HIGH_PASS, order, 6000);
    List<FilterCoefficients> band = coefficients(Band.BAND_PASS, order, 6000, 9000);

    // 10 log10(1 + Ω²) at 200 Hz is 4e-3 for order 1, and tan(x)/x − 1 in dB is 5e-4; of the band
    // pass the poles are nearer.
    assertThat(db(high, 200) - db(high, 100)).isCloseTo(order * octave, within(5e-3 * order));
    assertThat(db(band, 200) - db(band, 100)).isCloseTo(order * octave, within(3e-2 * order));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 1, 2", "5, 3, 5", "16, 8, 16", "64, 32, 64"})
  void sections_areAsFewAsTheOrderAllows(int order, int sections, int bandSections) {
    assertThat(coefficients(Band.LOW_PASS, order, 100)).hasSize(sections);
    assertThat(coefficients(Band.HIGH_PASS, order, 100)).hasSize(sections);
    List<FilterCoefficients> band = coefficients(Band.BAND_PASS, order, 90, 100);
    assertThat(band).hasSize(bandSections);
    assertThat(band).allMatch(FilterCoefficients::isStable);
  }

  static List<ButterworthCase> derivativeCases() {
    return golden().stream().filter(c -> c.design().order() != 1).toList();
  }

  /// In units of the frequency, or of the bandwidth where that is less.
  @ParameterizedTest
  @MethodSource("derivativeCases")
  void derivatives_equalCentralDifferences(ButterworthCase c) {
    ButterworthDesign design = c.design();
    double[] theta = c.array("edgesHz");
    double unit = theta.length == 2 ? Math.min(theta[0], theta[1] - theta[0]) : theta[0];
    unit = Math.min(unit, FS / 2 - theta[theta.length - 1]);
    List<DesignedSection> sections = design.at(theta);
    for (int j = 0; j < theta.length; j++) {
      List<DesignedSection> up = design.at(moved(theta, j, STEP * unit));
      List<DesignedSection> down = design.at(moved(theta, j, -STEP * unit));
      for (int s = 0; s < sections.size(); s++) {
        DesignedSection at = sections.get(s);
        for (int k = 0; k <= at.coefficients().order(); k++) {
          double b =
              up.get(s).coefficients().feedForward(k) - down.get(s).coefficients().feedForward(k);
          double a = up.get(s).coefficients().feedback(k) - down.get(s).coefficients().feedback(k);
          // See the step; coefficients are up to 2 and third derivatives of order 1.
          assertThat(at.feedForward(k, j) * unit).isCloseTo(b / (2 * STEP), within(1e-9));
          assertThat(at.feedback(k, j) * unit).isCloseTo(a / (2 * STEP), within(1e-9));
          for (int i = 0; i < theta.length; i++) {
            double b2 = (up.get(s).feedForward(k, i) - down.get(s).feedForward(k, i)) * unit;
            double a2 = (up.get(s).feedback(k, i) - down.get(s).feedback(k, i)) * unit;
            assertThat(at.feedForward(k, i, j) * unit * unit)
                .isCloseTo(b2 / (2 * STEP), within(1e-8));
            assertThat(at.feedback(k, i, j) * unit * unit).isCloseTo(a2 / (2 * STEP), within(1e-8));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 'fromHz must be between 0.0 and 24000.0: 0.0'",
    "100, 24000, 'toHz must be between 0.0 and 24000.0: 24000.0'",
    "NaN, 100, 'fromHz must be between 0.0 and 24000.0: NaN'",
    "100, 100, 'toHz must be greater than fromHz, 100.0: 100.0'",
  })
  void at_edgesOutOfRange_throws(double fromHz, double toHz, String message) {
    ButterworthDesign design = new ButterworthDesign(Band.BAND_PASS, 2, FS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> design.at(fromHz, toHz))
        .withMessage(message);
  }

  @Test
  void constructor_orderOrRateOutOfRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ButterworthDesign(Band.LOW_PASS, 0, FS))
        .withMessage("order must be 1 to 64: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ButterworthDesign(Band.LOW_PASS, 65, FS))
        .withMessage("order must be 1 to 64: 65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ButterworthDesign(Band.LOW_PASS, 2, 0))
        .withMessage("sampleRateHz must be greater than 0: 0.0");
  }

  @Test
  void at_otherNumberOfParameters_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ButterworthDesign(Band.BAND_PASS, 2, FS).at(1000))
        .withMessage("parameters must be 2, [fromHz, toHz]: 1");
  }

  private static double[] moved(double[] theta, int i, double by) {
    double[] moved = theta.clone();
    moved[i] += by;
    return moved;
  }

  private static List<FilterCoefficients> coefficients(Band band, int order, double... edgesHz) {
    return coefficients(new ButterworthDesign(band, order, FS), edgesHz);
  }

  private static List<FilterCoefficients> coefficients(ButterworthDesign design, double[] edgesHz) {
    return design.at(edgesHz).stream().map(DesignedSection::coefficients).toList();
  }

  private static double db(List<FilterCoefficients> sections, double frequencyHz) {
    return FrequencyResponse.of(sections, frequencyHz, FS).magnitudeDb();
  }

  private static double[] product(double[] u, double[] v) {
    double[] w = new double[u.length + v.length - 1];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < v.length; j++) {
        w[i + j] += u[i] * v[j];
      }
    }
    return w;
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < actual.length; k++) {
      assertThat(actual[k]).as("%d", k).isCloseTo(expected[k], within(tolerance));
    }
  }
}
