package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.equaliser.ButterworthDesign.Band;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDerivativesTest {
  private static final double FS = 48000;

  /// Truncation h²/6 and rounding 1e-16/h, each of terms of order 1 to 10, balance at 1e-5.
  private static final double STEP = 1e-5;

  private static final FilterCoefficients SECOND_ORDER =
      new FilterCoefficients(new double[] {0.5, -0.3, 0.2}, new double[] {1, -1.6, 0.8});

  private static final List<Function<ResponseDerivatives, Derivatives>> QUANTITIES =
      List.of(
          ResponseDerivatives::real,
          ResponseDerivatives::imaginary,
          ResponseDerivatives::magnitudeDb,
          ResponseDerivatives::phaseRadians,
          ResponseDerivatives::groupDelaySamples);

  /// A response as a function of parameters.
  record Case(String name, Function<List<Double>, ResponseDerivatives> at, List<Double> theta) {
    ResponseDerivatives moved(int i, double by) {
      List<Double> moved = new ArrayList<>(theta);
      moved.set(i, theta.get(i) + by * unit(i));
      return at.apply(moved);
    }

    /// Frequencies move by a share, all else by itself.
    double unit(int i) {
      return Math.max(1, theta.get(i));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (double hz : new double[] {0, 700, 5000, 17000}) {
      cases.add(
          new Case(
              "coefficients at " + hz,
              theta -> ResponseDerivatives.byCoefficients(secondOrder(theta), hz, FS),
              List.of(0.5, -0.3, 0.2, -1.6, 0.8)));
      cases.add(
          new Case(
              "bell at " + hz,
              theta ->
                  ResponseDerivatives.of(
                      new CookbookDesign(Shape.BELL, FS).at(array(theta)), hz, FS),
              List.of(2000.0, 1.5, 7.0)));
      cases.add(
          new Case(
              "reflections at " + hz,
              theta -> ResponseDerivatives.of(new ReflectionDesign(2).at(array(theta)), hz, FS),
              List.of(0.6, 0.1, -0.3, -0.5, 0.4)));
    }
    for (double hz : new double[] {900, 3000}) {
      cases.add(
          new Case(
              "Butterworth band at " + hz,
              theta ->
                  ResponseDerivatives.of(
                      new ButterworthDesign(Band.BAND_PASS, 5, FS).at(array(theta)), hz, FS),
              List.of(1000.0, 4000.0)));
      cases.add(
          new Case(
              "shelf and gain at " + hz,
              theta ->
                  ResponseDerivatives.of(
                          new OnePoleDesign(OnePoleDesign.Shape.LOW_SHELF, FS)
                              .at(array(theta.subList(0, 2))),
                          hz,
                          FS)
                      .followedBy(
                          ResponseDerivatives.of(new GainDesign().at(theta.get(2)), hz, FS)),
              List.of(800.0, -5.0, 3.0)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivatives_equalCentralDifferences(Case c) {
    for (var quantity : QUANTITIES) {
      Derivatives at = quantity.apply(c.at().apply(c.theta()));
      assertThat(at.dimension()).isEqualTo(c.theta().size());
      double size = 1;
      for (int i = 0; i < at.dimension(); i++) {
        for (int j = 0; j < at.dimension(); j++) {
          size = Math.max(size, Math.abs(at.hessian(i, j) * c.unit(i) * c.unit(j)));
        }
      }
      for (int j = 0; j < at.dimension(); j++) {
        Derivatives up = quantity.apply(c.moved(j, STEP));
        Derivatives down = quantity.apply(c.moved(j, -STEP));
        // See the step; higher derivatives grow by the distance of poles, as the second ones do.
        assertThat(at.gradient(j) * c.unit(j))
            .isCloseTo((up.value() - down.value()) / (2 * STEP), within(1e-8 * size));
        for (int i = 0; i < at.dimension(); i++) {
          double difference = (up.gradient(i) - down.gradient(i)) * c.unit(i) / (2 * STEP);
          assertThat(at.hessian(i, j) * c.unit(i) * c.unit(j))
              .isCloseTo(difference, within(1e-7 * size));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 30, 1000, 11000, 24000})
  void values_areThoseOfTheFrequencyResponse(double hz) {
    List<DesignedSection> sections = new ButterworthDesign(Band.LOW_PASS, 3, FS).at(9000);
    FrequencyResponse expected =
        FrequencyResponse.of(sections.stream().map(DesignedSection::coefficients).toList(), hz, FS);

    ResponseDerivatives response = ResponseDerivatives.of(sections, hz, FS);

    // Roundings of a gain of 1; decibels and phase only where there is a gain.
    assertThat(response.response().real()).isCloseTo(expected.real(), within(1e-14));
    assertThat(response.response().imaginary()).isCloseTo(expected.imaginary(), within(1e-14));
    if (hz < FS / 2) {
      assertThat(response.magnitudeDb().value()).isCloseTo(expected.magnitudeDb(), within(1e-12));
      assertThat(response.phaseRadians().value()).isCloseTo(expected.phaseRadians(), within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 2000, 9000, 20000})
  void groupDelay_isTheSlopeOfThePhase(double hz) {
    double stepHz = 0.1;
    DoubleFunction<Double> phase =
        f -> FrequencyResponse.of(List.of(SECOND_ORDER), f, FS).phaseRadians();
    double slope =
        (phase.apply(hz + stepHz) - phase.apply(hz - stepHz)) / (4 * Math.PI * stepHz / FS);

    // Truncation: (2e-5)² of third derivatives that are up to 500 here; rounding: 1e-16/1e-5.
    assertThat(ResponseDerivatives.byCoefficients(SECOND_ORDER, hz, FS).groupDelaySamples().value())
        .isCloseTo(-slope, within(1e-7));
  }

  /// By hand: the delay of a symmetric filter is half its length, whatever the coefficients' size.
  @Test
  void groupDelay_ofASymmetricFilter_isHalfItsLength() {
    FilterCoefficients mean =
        new FilterCoefficients(new double[] {0.25, 0.5, 0.25}, new double[] {1, 0, 0});

    Derivatives delay = ResponseDerivatives.byCoefficients(mean, 3000, FS).groupDelaySamples();

    assertThat(delay.value()).isCloseTo(1, within(1e-14)); // roundings
    assertThat(delay.gradient(1)).isCloseTo(0, within(1e-14));
    assertThat(delay.gradient(0)).isCloseTo(-delay.gradient(2), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {700, 5000, 17000})
  void derivativesByCoefficients_byParameters_areThoseOfTheDesign(double hz) {
    DesignedSection bell = new CookbookDesign(Shape.BELL, FS).at(3000, 1.5, 7);
    ResponseDerivatives direct = ResponseDerivatives.of(bell, hz, FS);
    ResponseDerivatives byCoefficients =
        ResponseDerivatives.byCoefficients(bell.coefficients(), hz, FS);

    for (var quantity : QUANTITIES) {
      Derivatives expected = quantity.apply(direct);
      Derivatives actual = bell.byParameters(quantity.apply(byCoefficients));
      for (int i = 0; i < 3; i++) {
        // Sums that cancel to 0.01 of their terms, which are up to 100.
        assertThat(actual.gradient(i)).isCloseTo(expected.gradient(i), within(1e-12));
        for (int j = 0; j < 3; j++) {
          assertThat(actual.hessian(i, j)).isCloseTo(expected.hessian(i, j), within(1e-11));
        }
      }
      assertThat(actual.hasGaussNewton()).isFalse();
    }
  }

  /// Gauss-Newton on decibels moves both edges of a band to where they were.
  @Test
  void responseFit_movesTheEdgesOfABandPass() {
    ButterworthDesign design = new ButterworthDesign(Band.BAND_PASS, 4, FS);
    double[] gridHz = {200, 500, 800, 1200, 1800, 2500, 4000, 7000};
    double[] targetDb =
        FrequencyResponse.magnitudesDb(
            design.at(900, 3100).stream().map(DesignedSection::coefficients).toList(), gridHz, FS);
    double fromHz = 1100;
    double toHz = 2700;
    for (int iteration = 0; iteration < 12; iteration++) {
      List<DesignedSection> sections = design.at(fromHz, toHz);
      double h00 = 0;
      double h01 = 0;
      double h11 = 0;
      double g0 = 0;
      double g1 = 0;
      for (int n = 0; n < gridHz.length; n++) {
        Derivatives db = ResponseDerivatives.of(sections, gridHz[n], FS).magnitudeDb();
        double residual = db.value() - targetDb[n];
        h00 += db.gradient(0) * db.gradient(0);
        h01 += db.gradient(0) * db.gradient(1);
        h11 += db.gradient(1) * db.gradient(1);
        g0 += residual * db.gradient(0);
        g1 += residual * db.gradient(1);
      }
      double determinant = h00 * h11 - h01 * h01;
      fromHz -= (h11 * g0 - h01 * g1) / determinant;
      toHz -= (h00 * g1 - h01 * g0) / determinant;
    }

    // What roundings of 1e-12 dB leave of 0.1 dB per Hz, and some.
    assertThat(fromHz).isCloseTo(900, within(1e-8));
    assertThat(toHz).isCloseTo(3100, within(1e-8));
  }

  @Test
  void badArguments_throw() {
    DesignedSection gain = new GainDesign().at(3);
    DesignedSection bell = new CookbookDesign(Shape.BELL, FS).at(3000, 1.5, 7);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseDerivatives.of(gain, Double.NaN, FS))
        .withMessage("frequencyHz must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseDerivatives.of(gain, 100, 0))
        .withMessage("sampleRateHz must be greater than 0: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseDerivatives.of(List.of(), 100, FS))
        .withMessage("sections must be 1 or more: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseDerivatives.of(List.of(gain, bell), 100, FS))
        .withMessage("sections must all have 1 parameters: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bell.byParameters(Derivatives.of(0, new double[2], null, null)))
        .withMessage("byCoefficients must be of dimension 5 or more: 2");
  }

  private static FilterCoefficients secondOrder(List<Double> theta) {
    return new FilterCoefficients(
        array(theta.subList(0, 3)), new double[] {1, theta.get(3), theta.get(4)});
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
