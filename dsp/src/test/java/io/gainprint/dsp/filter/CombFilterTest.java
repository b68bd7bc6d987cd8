package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombFilterTest {
  static List<FilterGolden> scipyCases() {
    return FilterGolden.all("zero-phase.json", "combs");
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void designsAndOutputs_equalScipy(FilterGolden c) {
    double frequencyHz = c.json().get("frequency").asDouble();
    double q = c.json().get("q").asDouble();
    CombFilter comb =
        c.json().get("kind").asString().equals("notch")
            ? CombFilter.notch(frequencyHz, q, 1)
            : CombFilter.peak(frequencyHz, q, 1);

    assertClose("b", comb.coefficients().feedForward(), c.array("b"), 1e-14);
    assertClose("a", comb.coefficients().feedback(), c.array("a"), 1e-14);
    assertClose("y", run(comb, c.array("x")), c.array("y"), 1e-13);
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,40", "2,3", "5,7", "5,10", "7,700", "50,20"})
  void everyComb_keepsTheContract(int delay, int frames) {
    RandomGenerator random = RandomSignals.random(delay + frames);
    double[] x = RandomSignals.noise(random, frames);
    for (CombFilter comb :
        List.of(
            CombFilter.feedForward(delay, 0.7, -0.4),
            CombFilter.feedback(delay, 0.7, 0.8),
            CombFilter.of(delay, 0.7, 0.3, -0.6))) {
      ProcessorContract.verify(comb, x, RandomSignals.noise(random, delay), frames);
    }
  }

  /// The state of a comb is that of the direct form of order D.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void comb_isItsDirectForm(int delay) {
    RandomGenerator random = RandomSignals.random(delay);
    CombFilter comb = CombFilter.of(delay, 0.5, 0.25, -0.9);
    double[] x = RandomSignals.noise(random, 1000);
    double[] state = RandomSignals.noise(random, delay);
    double[] expectedState = state.clone();
    double[] expected = new double[x.length];
    DirectFormFilter.of(FilterStructure.TDF2, comb.coefficients())
        .process(x, 0, expected, 0, x.length, expectedState);
    comb.process(x, 0, x, 0, x.length, state); // in place

    assertClose("y", x, expected, 1e-13); // sums in another order
    assertClose("state", state, expectedState, 1e-13);
  }

  @Test
  void notchAndPeak_haveTheGainsOfTheirDesign() {
    double rate = 48000;
    List<FilterCoefficients> notch = List.of(CombFilter.notch(1000, 10, rate).coefficients());
    List<FilterCoefficients> peak = List.of(CombFilter.peak(1000, 10, rate).coefficients());

    // 1000 Hz with a width of 100 Hz: 3 dB down at 50 Hz from the middle.
    assertThat(gain(notch, 3000)).isCloseTo(0, within(1e-12));
    assertThat(gain(notch, 2500)).isCloseTo(1, within(1e-12));
    assertThat(gain(notch, 2050)).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(gain(peak, 3000)).isCloseTo(1, within(1e-12));
    assertThat(gain(peak, 2500)).isCloseTo(0, within(1e-12));
    assertThat(gain(peak, 2050)).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  private static double gain(List<FilterCoefficients> comb, double frequencyHz) {
    return FrequencyResponse.of(comb, frequencyHz, 48000).magnitude();
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombFilter.feedback(0, 1, 0.5))
        .withMessage("delay must be >= 1 sample: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombFilter.feedback(1, 1, Double.NaN))
        .withMessage("a_D must be a finite number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombFilter.notch(1001, 2, 48000))
        .withMessage(
            "frequencyHz must be sampleRateHz, 48000.0, divided by a whole number >= 2: 1001.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombFilter.peak(1000, 1, 48000))
        .withMessage("q must be greater than 1: 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CombFilter.peak(1000, 2, Double.NaN))
        .withMessage("sampleRateHz must be greater than 0: NaN");
    CombFilter comb = CombFilter.feedback(3, 1, 0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> comb.process(new double[1], 0, new double[1], 0, 1, new double[2]))
        .withMessage("state must hold 3 values: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> comb.with(new double[3]))
        .withMessage("parameters must hold 2 values: 3");
  }

  private static double[] run(CombFilter comb, double[] x) {
    double[] y = new double[x.length];
    comb.process(x, 0, y, 0, x.length, comb.restingState());
    return y;
  }
}
