package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.filter.PreEmphasis;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The losses that serve every order, for what [HessianAssemblyTest] does not test of all.
final class LaneLossTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final double POLE = 0.995;

  /// A loss of a kind and order, and what it is fed with.
  record Case(LaneCase programme, Function<Order, LaneLoss> maker, Order order) {
    LaneLoss run() {
      return run(order);
    }

    LaneLoss run(Order of) {
      LaneLoss loss = maker.apply(of);
      programme.run(loss);
      return loss;
    }

    @Override
    public String toString() {
      return "%s, %s, %s"
          .formatted(maker.apply(order).getClass().getSimpleName(), order, programme);
    }
  }

  private static List<Case> cases(Order order) {
    return LaneCase.all().stream()
        .flatMap(c ->
            Stream.of(
                new Case(c, of -> new BlockAdjointLoss(c.pole, of), order),
                new Case(c, of -> new ScalarLoss(c.pole, of), order)))
        .toList();
  }

  static List<Case> values() {
    return cases(Order.VALUE);
  }

  static List<Case> gradients() {
    return cases(Order.GRADIENT);
  }

  static List<Case> hessians() {
    return cases(Order.HESSIAN);
  }

  private static double[] ones(LaneLoss loss) {
    double[] ones = new double[loss.lanes()];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void value_isTheSameInEveryOrderToTheLastBit(Case c) {
    LaneLoss hessian = c.run();
    LaneLoss gradient = c.run(Order.GRADIENT);
    LaneLoss value = c.run(Order.VALUE);

    for (int lane = 0; lane < hessian.lanes(); lane++) {
      assertThat(value.value(lane)).isEqualTo(hessian.value(lane));
      assertThat(gradient.value(lane)).isEqualTo(hessian.value(lane));
      for (int i = 0; i < COUNT; i++) {
        assertThat(gradient.gradient(lane, i)).isEqualTo(hessian.gradient(lane, i));
      }
    }
  }

  /// The detector hears the sound 37 samples before it is compared.
  @ParameterizedTest
  @MethodSource("hessians")
  void levelAheadOfTheSound_isALookAhead(Case c) {
    int ahead = 37;
    int length = 2000;
    CompressorCoefficients at = c.programme.coefficients;
    double[] x = RandomSignals.programme(RandomSignals.random(1), length);
    float[] dry = new float[length];
    float[] wet = new float[length];
    double[] target = new double[length];
    for (int n = 0; n < length; n++) {
      dry[n] = (float) x[n];
      x[n] = dry[n];
      wet[n] = 0.7f * dry[n];
      target[n] = wet[n];
    }
    new PreEmphasis(c.programme.pole).process(target, 0, target, 0, length);
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    CompressorLoss reference =
        new CompressorLoss(at, c.programme.pole, ahead, CompressorLoss.Order.HESSIAN);
    reference.accumulate(x, target, ones, 0, length);

    LaneLoss loss = c.maker.apply(c.order);
    LaneSignals signals = new LaneSignals(loss.lanes(), length);
    signals.fillLevel(0, 0, dry, 0, length);
    signals.fillSound(0, ahead, dry, wet, 0, length - ahead);
    loss.begin(at);
    loss.accumulate(signals, 0, length, ones(loss));

    // The reference's weights wait too, the sound before them is silence. Sums of 2000 terms in
    // another order.
    assertThat(loss.value(0) / reference.value()).isCloseTo(1, within(1e-13));
    for (int i = 0; i < COUNT; i++) {
      assertThat(loss.derivatives(0).hessian(i, i) / reference.derivatives().hessian(i, i))
          .isCloseTo(1, within(1e-10)); // of which parts may cancel
    }
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void derivatives_ofTheGradientsOrder_haveNoHessian(Case c) {
    Derivatives d = c.run().derivatives(0);

    assertThat(d.hasHessian()).isFalse();
    assertThat(d.isFinite()).isTrue();
  }

  /// Long enough for every state to decay beyond sight.
  @ParameterizedTest
  @MethodSource("hessians")
  void longSilence_addsNothing(Case c) {
    LaneLoss loss = c.run();
    LaneSignals silence = new LaneSignals(loss.lanes(), 1 << 18);

    loss.accumulate(silence, 0, silence.rows(), ones(loss));
    double settled = loss.value(0);
    loss.accumulate(silence, 0, silence.rows(), ones(loss));

    assertThat(loss.value(0)).isEqualTo(settled);
    assertThat(loss.derivatives(0).isFinite()).isTrue();
  }

  /// Far below any threshold that a fit would try: the static gain underflows, nothing else may.
  @ParameterizedTest
  @MethodSource("hessians")
  void absurdThreshold_staysFinite(Case c) {
    LaneLoss loss = c.maker.apply(c.order);
    loss.begin(new CompressorCoefficients(-9000, 20, 0.5, 0.01, 0));
    loss.accumulate(c.programme.signals(loss.lanes(), 0), 0, LaneCase.LENGTH, ones(loss));

    assertThat(loss.derivatives(0).isFinite()).isTrue();
  }

  static boolean isVectorUnitPresent() {
    return VectorUnit.isPresent();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIf("isVectorUnitPresent")
  void accumulate_onTheVectorUnit_allocatesNothing(Order order) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LaneCase c = LaneCase.all().getFirst();
    LaneLoss loss = new BlockAdjointLoss(c.pole, order);
    LaneSignals signals = c.signals(loss.lanes(), 0);
    double[] weights = ones(loss);

    // The first rounds run before the compiler keeps vectors off the heap.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 2000 && bytes > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      loss.begin(c.coefficients);
      loss.accumulate(signals, 0, LaneCase.LENGTH, weights);
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(bytes).isZero();
  }

  @ParameterizedTest
  @MethodSource("values")
  void derivatives_ofValueAlone_throw(Case c) {
    LaneLoss loss = c.run();

    assertThatIllegalStateException()
        .isThrownBy(() -> loss.derivatives(0))
        .withMessage("derivatives were not asked for");
    assertThatIllegalStateException()
        .isThrownBy(() -> loss.gradient(0, 0))
        .withMessage("derivatives were not asked for");
  }

  @Test
  void streaming_isOnTheVectorUnitIfThereIsOne() {
    assertThat(LaneLoss.streaming(POLE, Order.VALUE))
        .isInstanceOf(VectorUnit.isPresent() ? BlockAdjointLoss.class : ScalarLoss.class);
  }

  @Test
  void streaming_poleOutOfRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaneLoss.streaming(1, Order.VALUE))
        .withMessage("pole must be in [0, 1): 1.0");
  }
}
