package io.gainprint.fitting.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From a filter's coefficients, multiplied out, back to its bands.
class BandAssignmentTest {
  private static final double RATE = 44100;

  static Stream<List<Band>> chains() {
    return Stream.of(
        // The poles of the second bell, at a Q of 0.5 · 10^(−9/40), and the zeros of the first are
        // real.
        List.of(
            new Band(Shape.BELL, 900, 0.5, 9),
            new Band(Shape.LOW_SHELF, 120, 0.6, 4),
            new Band(Shape.BELL, 1000, 0.5, -9),
            new Band(Shape.HIGH_SHELF, 8000, 0.8, -3)),
        List.of(new Band(Shape.BELL, 400, 2, 5), new Band(Shape.BELL, 460, 3, -5)),
        List.of(new Band(Shape.HIGH_PASS, 90, 0.8, 0), new Band(Shape.NOTCH, 1500, 3, 0)),
        List.of(new Band(Shape.LOW_PASS, 6000, 0.7, 0), new Band(Shape.BELL, 1500, 1, 3)),
        List.of(new Band(Shape.BAND_PASS, 700, 1.5, 0), new Band(Shape.ALL_PASS, 3000, 0.9, 0)));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void best_ofRootsOfAChain_areItsBands(List<Band> truth) {
    List<Band> found = inOrder(found(truth)); // like bands have no order

    for (int i = 0; i < truth.size(); i++) {
      Band expected = inOrder(truth).get(i);
      Band actual = found.get(i);
      // Double zeros at ±1 are known to the root of the rounding only, 1e-8, and move no pole;
      // of eight roots that crowd at low frequencies four digits are left.
      assertThat(actual.shape()).isEqualTo(expected.shape());
      assertThat(actual.frequencyHz() / expected.frequencyHz()).isCloseTo(1, within(1e-4));
      assertThat(actual.q() / expected.q()).isCloseTo(1, within(1e-3));
      assertThat(actual.gainDb()).isCloseTo(expected.gainDb(), within(1e-2));
    }
  }

  private static List<Band> inOrder(List<Band> bands) {
    return bands.stream()
        .sorted(Comparator.comparing(Band::shape).thenComparingDouble(Band::frequencyHz))
        .toList();
  }

  private static List<Band> found(List<Band> truth) {
    double[] b = {1};
    double[] a = {1};
    for (Band band : truth) {
      FilterCoefficients section = band.at(RATE);
      b = product(b, section.feedForward());
      a = product(a, section.feedback());
    }
    List<Shape> shapes = truth.stream().map(Band::shape).toList();
    List<List<Resonance>> zeros = RootPairs.of(b);
    return RootPairs.of(a).stream()
        .flatMap(p -> zeros.stream().flatMap(z -> BandAssignment.best(p, z, shapes, RATE).stream()))
        .min(Comparator.comparingDouble(BandAssignment.Assigned::cost))
        .orElseThrow()
        .bands();
  }

  private static double[] product(double[] a, double... c) {
    double[] result = new double[a.length + c.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < c.length; k++) {
        result[i + k] += a[i] * c[k];
      }
    }
    return result;
  }

  @Test
  void pairs_ofFourRealRoots_areThoseOfAllThreeWays() {
    double[] roots =
        product(product(new double[] {1, -0.9}, 1, -0.5), product(new double[] {1, 0.2}, 1, 0.6));

    assertThat(RootPairs.of(roots)).hasSize(3).allSatisfy(way -> assertThat(way).hasSize(2));
  }

  @Test
  void pairs_ofAPolynomialThatBeginsWithADelay_areNone() {
    assertThat(RootPairs.of(0, 1, 0.5)).isEmpty();
  }

  @Test
  void best_ofABellWithZerosOnTheUnitCircle_isADeepOne() {
    List<Resonance> poles = List.of(new Resonance(0.1, 0.5));
    List<Resonance> zeros = List.of(new Resonance(0.1, 0));

    Band deep =
        BandAssignment.best(poles, zeros, List.of(Shape.BELL), RATE).getFirst().bands().getFirst();

    assertThat(deep.gainDb()).isBetween(-200.0, -100.0);
    assertThat(deep.q()).isFinite();
  }

  @Test
  void resonance_ofAPairOnTheUnitCircle_isUndamped() {
    Resonance notch = Resonance.of(-2 * Math.cos(0.3), 1);

    assertThat(notch.damping()).isZero();
    assertThat(notch.omega()).isCloseTo(Math.tan(0.15), within(1e-13)); // (1 − cos)/(1 + cos)
  }
}
