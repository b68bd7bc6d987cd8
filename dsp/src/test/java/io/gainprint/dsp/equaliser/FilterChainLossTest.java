package io.gainprint.dsp.equaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.filter.FilterChain;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FilterChainLossTest {
  private static final List<DesignedSection> GAIN = List.of(new GainDesign().at(-6));

  static List<ChainCase> cases() {
    return ChainCase.all();
  }

  /// Also that the loss runs the filters that [FilterChain] runs.
  @ParameterizedTest
  @MethodSource("cases")
  void value_isTheWeightedSquaredErrorOfTheChainsOutput(ChainCase c) {
    double[] y = c.x.clone();
    new FilterChain(c.points.sections().stream().map(DesignedSection::coefficients).toList())
        .process(y, 0, y, 0, y.length);
    double[] z = ReverseMode.emphasised(c, y);
    double[] t = ReverseMode.emphasised(c, c.target);
    double sum = 0;
    for (int n = 0; n < z.length; n++) {
      sum += c.weight[n] * (z[n] - t[n]) * (z[n] - t[n]);
    }

    // Another form and order of the filters, and 2000 roundings of a sum of squares.
    assertThat(c.loss(Order.VALUE).value() / sum).isCloseTo(1, within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void value_isTheSameInEveryOrder(ChainCase c) {
    double value = c.loss(Order.VALUE).value();

    assertThat(c.loss(Order.GRADIENT).value()).isEqualTo(value);
    assertThat(c.loss(Order.HESSIAN).value()).isEqualTo(value);
    assertThat(c.loss(Order.HESSIAN).derivatives().value()).isEqualTo(value);
    assertThat(c.loss(Order.GRADIENT).derivatives().hasHessian()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accumulate_anySplit_equalsOneBlock(ChainCase c) {
    Derivatives whole = c.loss(Order.HESSIAN).derivatives();

    FilterChainLoss parts = c.empty(c.points, Order.HESSIAN);
    RandomSignals.forEachBlock(
        RandomSignals.random(1),
        c.x.length,
        (offset, length) -> parts.accumulate(c.x, c.target, c.weight, offset, length));

    assertEqual(parts.derivatives(), whole); // to the last bit
  }

  @Test
  void accumulate_ofOneWeight_equalsThatWeightForEverySample() {
    ChainCase c = ChainCase.all().getFirst();
    double[] weights = new double[c.x.length];
    Arrays.fill(weights, 500, weights.length, 0.3);
    FilterChainLoss bySample = c.empty(c.points, Order.HESSIAN);
    FilterChainLoss byCall = c.empty(c.points, Order.HESSIAN);

    bySample.accumulate(c.x, c.target, weights, 0, c.x.length);
    byCall.accumulate(c.x, c.target, 0, 0, 500);
    byCall.accumulate(c.x, c.target, 0.3, 500, c.x.length - 500);

    assertThat(byCall.value()).isPositive();
    assertEqual(byCall.derivatives(), bySample.derivatives());
  }

  private static void assertEqual(Derivatives actual, Derivatives expected) {
    assertThat(actual.value()).isEqualTo(expected.value());
    for (int i = 0; i < expected.dimension(); i++) {
      assertThat(actual.gradient(i)).isEqualTo(expected.gradient(i));
      for (int j = 0; j <= i; j++) {
        assertThat(actual.gaussNewton(i, j)).isEqualTo(expected.gaussNewton(i, j));
        assertThat(actual.hessian(i, j)).isEqualTo(expected.hessian(i, j));
      }
    }
  }

  @Test
  void weightZero_leavesASampleOutOfTheSumsButNotOutOfTheFilters() {
    ChainCase c = ChainCase.all().getFirst();
    FilterChainLoss all = c.empty(c.points, Order.GRADIENT);
    FilterChainLoss first = c.empty(c.points, Order.GRADIENT);
    FilterChainLoss rest = c.empty(c.points, Order.GRADIENT);

    all.accumulate(c.x, c.target, 1, 0, c.x.length);
    first.accumulate(c.x, c.target, 1, 0, 700);
    rest.accumulate(c.x, c.target, 0, 0, 700);
    rest.accumulate(c.x, c.target, 1, 700, c.x.length - 700);

    Derivatives sum = first.derivatives().plus(rest.derivatives());
    // Roundings of sums of 2000 terms.
    assertThat(sum.value() / all.value()).isCloseTo(1, within(1e-13));
    for (int i = 0; i < sum.dimension(); i++) {
      Derivatives d = all.derivatives();
      double size = Math.sqrt(d.value() * d.gaussNewton(i, i));
      assertThat(sum.gradient(i)).isCloseTo(d.gradient(i), within(1e-13 * size));
    }
  }

  @Test
  void silence_hasNoDerivatives() {
    ChainCase c = ChainCase.all().getFirst();
    FilterChainLoss loss = new FilterChainLoss(c.points.sections(), Order.HESSIAN);

    loss.accumulate(new double[2], new double[] {0.5, 0.25}, new double[] {1, 2}, 0, 2);

    assertThat(loss.value()).isEqualTo(0.25 + 2 * 0.0625);
    Derivatives d = loss.derivatives();
    for (int i = 0; i < d.dimension(); i++) {
      assertThat(d.gradient(i)).isZero();
      for (int j = 0; j <= i; j++) {
        assertThat(d.hessian(i, j)).isZero();
      }
    }
  }

  @Test
  void chainOfNothing_comparesTheSounds() {
    FilterChainLoss loss = new FilterChainLoss(List.of(), Order.HESSIAN);

    loss.accumulate(new double[] {1, 2}, new double[] {0, 4}, 1, 0, 2);

    assertThat(loss.derivatives().value()).isEqualTo(1 + 4);
    assertThat(loss.derivatives().dimension()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void accumulate_allocatesNothing(Order order) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ChainCase c = ChainCase.all().get(3);
    FilterChainLoss loss = c.empty(c.points, order);

    // What it allocated would be there in every round; the machine's own few bytes are not.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 40 && bytes > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      loss.accumulate(c.x, c.target, c.weight, 0, c.x.length);
      loss.accumulate(c.x, c.target, 1, 0, c.x.length);
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(bytes).isZero();
  }

  @Test
  void derivatives_ofValueAlone_throws() {
    FilterChainLoss loss = new FilterChainLoss(GAIN, 0.995, Order.VALUE);

    assertThatIllegalStateException()
        .isThrownBy(loss::derivatives)
        .withMessage("derivatives were not asked for");
  }

  /// A Q at which the feedback rounds to that of a pole on the circle.
  @Test
  void constructor_unstableSection_throws() {
    DesignedSection unstable = new CookbookDesign(Shape.NOTCH, 48000).at(12000, 1e20);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FilterChainLoss(List.of(GAIN.getFirst(), unstable), 0.995, Order.VALUE))
        .withMessageStartingWith("section 1 must have its poles inside the unit circle: b = [");
  }

  @Test
  void constructor_poleOutOfRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilterChainLoss(GAIN, 1, Order.VALUE))
        .withMessage("pole must be in [0, 1): 1.0");
  }
}
