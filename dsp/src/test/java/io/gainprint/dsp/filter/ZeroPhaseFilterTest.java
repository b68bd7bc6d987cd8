package io.gainprint.dsp.filter;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroPhaseFilterTest {
  /// Rounding, which narrow filters amplify: 1.3e-12 measured for a corner at 0.05, 1e-13 else.
  private static final double EXACT = 1e-11;

  static List<FilterGolden> scipyCases() {
    return FilterGolden.all("scipy-signal.json");
  }

  static List<FilterGolden> otherCases() {
    return FilterGolden.all("zero-phase.json");
  }

  private static DirectFormFilter filter(FilterGolden c) {
    return new DirectFormFilter(FilterStructure.DF1, c.array("b"), c.array("a"));
  }

  @ParameterizedTest
  @MethodSource("scipyCases")
  void filters_equalScipy(FilterGolden c) {
    double[] x = c.array("x");
    int padding = c.json().get("filtfiltPadLen").asInt();
    SectionCascade cascade = SectionCascade.of(c.sections());

    assertClose("usual", run(ZeroPhaseFilter.of(filter(c)), x), c.array("filtfilt"), EXACT);
    assertClose(
        "padded",
        run(ZeroPhaseFilter.padded(filter(c), EdgePadding.ODD, padding), x),
        c.array("filtfilt"),
        EXACT);
    assertClose(
        "sections",
        run(
            ZeroPhaseFilter.padded(cascade, EdgePadding.ODD, ZeroPhaseFilter.usualPadding(cascade)),
            x),
        c.array("sosfiltfilt"),
        EXACT);
    assertClose(
        "gust", run(ZeroPhaseFilter.gustafsson(filter(c)), x), c.array("filtfiltGust"), EXACT);
  }

  @ParameterizedTest
  @MethodSource("otherCases")
  void allEnds_equalScipy(FilterGolden c) {
    double[] x = c.array("x");
    DirectFormFilter filter = filter(c);
    int samples =
        c.has("padLength")
            ? c.json().get("padLength").asInt()
            : ZeroPhaseFilter.usualPadding(filter);
    for (EdgePadding padding : EdgePadding.values()) {
      ZeroPhaseFilter padded =
          ZeroPhaseFilter.padded(filter, padding, padding == EdgePadding.NONE ? 0 : samples);
      String name = padding.name().toLowerCase(Locale.ROOT);
      assertClose(name, run(padded, x), c.array(name), EXACT);
    }
    assertClose("gust", run(ZeroPhaseFilter.gustafsson(filter), x), c.array("gust"), EXACT);
    assertClose("20", run(ZeroPhaseFilter.gustafsson(filter, 20), x), c.array("gust20"), EXACT);
    assertClose("45", run(ZeroPhaseFilter.gustafsson(filter, 45), x), c.array("gust45"), EXACT);
  }

  @ParameterizedTest
  @EnumSource
  void padded_hasExactDerivatives(EdgePadding padding) {
    int samples = padding == EdgePadding.NONE ? 0 : 9;
    for (int order = 0; order < 4; order++) {
      RandomGenerator random = RandomSignals.random(order);
      DirectFormFilter filter =
          RandomFilters.stable(random, FilterStructure.TDF2, order, 3 - order, 0.8);
      verify(ZeroPhaseFilter.padded(filter, padding, samples), random, 10);
      verify(ZeroPhaseFilter.padded(filter, padding, samples), random, 300);
      SectionCascade cascade = SectionCascade.of(RandomFilters.sections(random, order + 1, 0.8));
      verify(ZeroPhaseFilter.padded(cascade, padding, samples), random, 40);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,1", "2,2", "3,1", "2,4"})
  void gustafsson_hasExactDerivatives(int zeros, int poles) {
    for (int seed = 0; seed < 3; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      DirectFormFilter filter =
          RandomFilters.stable(random, FilterStructure.DF2, zeros, poles, 0.8);
      verify(ZeroPhaseFilter.gustafsson(filter), random, 40);
      verify(ZeroPhaseFilter.gustafsson(filter, 12), random, 24);
      verify(ZeroPhaseFilter.gustafsson(filter, 12), random, 60);
    }
  }

  private static void verify(ZeroPhaseFilter filter, RandomGenerator random, int length) {
    ProcessorContract.verifyWhole(
        new WholeSignal(filter), RandomSignals.noise(random, length), length);
  }

  /// Gustafsson's states are those for which both orders of the runs agree as nearly as can be.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void gustafsson_turnedRound_isTheSame(int order) {
    RandomGenerator random = RandomSignals.random(order);
    DirectFormFilter filter = RandomFilters.stable(random, FilterStructure.TDF2, order, order, 0.8);
    double[] x = RandomSignals.noise(random, 200);
    double[] forwards = run(ZeroPhaseFilter.gustafsson(filter), x);
    double[] backwards = turned(run(ZeroPhaseFilter.gustafsson(filter), turned(x)));

    // The response is over within the signal: nothing is left to disagree.
    assertClose("y", backwards, forwards, 1e-11);
  }

  @Test
  void constantAndRamp_passAsPaddingPromises() {
    DirectFormFilter filter =
        new DirectFormFilter(
            FilterStructure.TDF2, new double[] {0.2, 0.1}, new double[] {1, -0.9, 0.2});
    double[] constant = new double[40];
    Arrays.fill(constant, 3);
    for (EdgePadding padding : EdgePadding.values()) {
      int samples = padding == EdgePadding.NONE ? 0 : 9;
      // The gain is (0.3 / 0.3)² = 1.
      assertClose(
          "constant",
          run(ZeroPhaseFilter.padded(filter, padding, samples), constant),
          constant,
          1e-13);
    }
  }

  @Test
  void badArguments_areNamed() {
    DirectFormFilter filter = DirectFormFilter.allPole(new double[] {1, -0.5});
    double[] x = new double[6];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.of(filter).process(x, new double[6]))
        .withMessage("input must hold more than 6 samples: 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.gustafsson(filter).process(new double[2], new double[2]))
        .withMessage("input must hold more than 2 samples: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.gustafsson(filter).process(x, new double[5]))
        .withMessage("output must hold 6 values: 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.gustafsson(filter, 1))
        .withMessage("responseSamples must be > the order, 1: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.padded(filter, EdgePadding.NONE, 1))
        .withMessage("samples must be 0 for padding NONE: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.padded(filter, EdgePadding.ODD, -1))
        .withMessage("samples must be >= 0 for padding ODD: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroPhaseFilter.of(DirectFormFilter.allPole(new double[] {1, -1})))
        .withMessageContaining("pole at z = 1");
    // A last coefficient of 0 has a state that never matters.
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ZeroPhaseFilter.gustafsson(DirectFormFilter.allZero(new double[] {1, 0.5, 0}))
                .process(x, new double[6]))
        .withMessageContaining("states before the runs must matter");
  }

  private static double[] turned(double[] x) {
    return ForwardBackward.turned(x);
  }

  private static double[] run(ZeroPhaseFilter filter, double[] x) {
    double[] y = new double[x.length];
    filter.process(x, y);
    return y;
  }

  /// A stage for a contract that gives it nothing but whole signals.
  private static final class WholeSignal implements DifferentiableProcessor {
    private final ZeroPhaseFilter filter;

    WholeSignal(ZeroPhaseFilter filter) {
      this.filter = filter;
    }

    @Override
    public double[] parameters() {
      return filter.parameters();
    }

    @Override
    public WholeSignal with(double[] parameters) {
      return new WholeSignal(filter.with(parameters));
    }

    @Override
    public double[] restingState() {
      return new double[0];
    }

    @Override
    public void process(
        double[] input,
        int inputOffset,
        double[] output,
        int outputOffset,
        int frames,
        double[] state) {
      filter.process(input, output);
    }

    @Override
    public Linearisation linearise(double[] input, double[] output, double[] state) {
      return filter.linearise(input, output);
    }
  }
}
