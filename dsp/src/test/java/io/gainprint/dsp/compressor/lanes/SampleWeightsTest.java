package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.compressor.Theta;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses of signals with a weight for every sample.
class SampleWeightsTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final List<LaneCase> CASES = LaneCase.all();

  /// A loss of an order, on the vector unit or not.
  private static LaneLoss loss(LaneCase c, Order order, boolean vectorised) {
    return vectorised ? new BlockAdjointLoss(c.pole, order) : new ScalarLoss(c.pole, order);
  }

  static boolean isVectorUnitPresent() {
    return VectorUnit.isPresent();
  }

  static Stream<Arguments> cases() {
    return CASES.stream()
        .flatMap(c ->
            Stream.of(false, true)
                .filter(vectorised -> !vectorised || VectorUnit.isPresent())
                .map(vectorised -> arguments(c, vectorised)));
  }

  private static Derivatives scaled(Derivatives d, LaneCase c) {
    return d.inVariables(Theta.scales(c.coefficients), new double[COUNT]);
  }

  /// With the curvature of switches, so that the adjoint is weighted in all that it serves.
  @ParameterizedTest
  @MethodSource("cases")
  void derivatives_equalThoseOfTheScalarLoss(LaneCase c, boolean vectorised) {
    double[] scales = Theta.scales(c.coefficients);
    SwitchingTerm term = new SwitchingTerm(0.05, scales[0], scales[1], scales[2], scales[3]);
    LaneLoss loss = loss(c, Order.HESSIAN, vectorised);
    loss.begin(c.coefficients, term);

    c.feed(loss, c.weightedSignals(loss.lanes(), 0));

    for (int lane = 0; lane < loss.lanes(); lane++) {
      Derivatives expected = c.weightedReference(lane, term);
      assertClose(loss.derivatives(lane), expected, c, 1e-13, 1e-12); // as without weights
      assertThat(expected.value()).isLessThan(0.9 * c.reference(lane).value());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradient_areTheSameInEveryOrderToTheLastBit(LaneCase c, boolean vectorised) {
    LaneLoss hessian = loss(c, Order.HESSIAN, vectorised);
    LaneLoss gradient = loss(c, Order.GRADIENT, vectorised);
    LaneLoss value = loss(c, Order.VALUE, vectorised);
    LaneSignals signals = c.weightedSignals(hessian.lanes(), 0);
    for (LaneLoss loss : List.of(hessian, gradient, value)) {
      loss.begin(c.coefficients);
      c.feed(loss, signals);
    }

    for (int lane = 0; lane < hessian.lanes(); lane++) {
      assertThat(value.value(lane)).isEqualTo(hessian.value(lane));
      assertThat(gradient.value(lane)).isEqualTo(hessian.value(lane));
      for (int i = 0; i < COUNT; i++) {
        assertThat(gradient.gradient(lane, i)).isEqualTo(hessian.gradient(lane, i));
      }
    }
  }

  /// A product with 1 is exact, and everything else is done in the same order.
  @ParameterizedTest
  @MethodSource("cases")
  void weightsOfOne_changeNoBit(LaneCase c, boolean vectorised) {
    LaneLoss loss = loss(c, Order.HESSIAN, vectorised);
    c.run(loss);
    Derivatives expected = loss.derivatives(0);
    LaneSignals signals = LaneSignals.weighted(loss.lanes(), LaneCase.LENGTH);
    c.fill(signals, 0);

    loss.begin(c.coefficients);
    c.feed(loss, signals);

    assertClose(loss.derivatives(0), expected, c, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsOfZero_areThoseOfACall(LaneCase c, boolean vectorised) {
    int from = 700;
    int to = 1300;
    LaneLoss loss = loss(c, Order.HESSIAN, vectorised);
    int lanes = loss.lanes();
    LaneSignals signals = LaneSignals.weighted(lanes, LaneCase.LENGTH);
    c.fill(signals, 0);
    double[] weights = c.weights(lanes, 0);
    loss.begin(c.coefficients);
    loss.accumulate(signals, 0, from, weights);
    loss.accumulate(signals, from, to - from, new double[lanes]);
    loss.accumulate(signals, to, LaneCase.LENGTH - to, weights);
    Derivatives expected = loss.derivatives(0);

    for (int lane = 0; lane < lanes; lane++) {
      signals.fillWeights(lane, from, new float[to - from], 0, to - from);
    }
    loss.begin(c.coefficients);
    loss.accumulate(signals, 0, LaneCase.LENGTH, weights);

    assertClose(loss.derivatives(0), expected, c, 1e-13, 1e-13); // in other partial sums
  }

  /// With the steps and bounds of `CompressorLossDerivativeTest`, where they are explained.
  @ParameterizedTest
  @MethodSource("cases")
  void gradientAndHessian_equalCentralDifferences(LaneCase c, boolean vectorised) {
    double step = 0.99e-5; // less than what keeps branches
    LaneLoss loss = loss(c, Order.HESSIAN, vectorised);
    LaneSignals signals = c.weightedSignals(loss.lanes(), 0);
    double[] scales = Theta.scales(c.coefficients);
    loss.begin(c.coefficients);
    c.feed(loss, signals);
    Derivatives d = scaled(loss.derivatives(0), c);

    for (int j = 0; j < COUNT; j++) {
      loss.begin(Theta.moved(c.coefficients, j, step));
      c.feed(loss, signals);
      Derivatives up = loss.derivatives(0);
      loss.begin(Theta.moved(c.coefficients, j, -step));
      c.feed(loss, signals);
      Derivatives down = loss.derivatives(0);
      assertThat(d.gradient(j))
          .isCloseTo(
              (up.value() - down.value()) / (2 * step),
              within(1e-9 * (d.value() + d.gaussNewton(j, j))));
      for (int i = 0; i < COUNT; i++) {
        double size = d.value() + Math.sqrt(d.gaussNewton(i, i) * d.gaussNewton(j, j));
        assertThat(d.hessian(i, j))
            .isCloseTo(
                (up.gradient(i) - down.gradient(i)) / (2 * step) * scales[i], within(5e-9 * size));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIf("isVectorUnitPresent")
  void accumulate_onTheVectorUnit_allocatesNothing(Order order) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LaneCase c = CASES.getFirst();
    LaneLoss loss = new BlockAdjointLoss(c.pole, order);
    LaneSignals signals = c.weightedSignals(loss.lanes(), 0);
    double[] weights = c.weights(loss.lanes(), 0);

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
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BLOCK_ADJOINT")
  void accumulate_ofAnotherAssembly_isRefused(HessianAssembly assembly) {
    LaneLoss loss = assembly.newLoss(0.995, 3, false);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> loss.accumulate(LaneSignals.weighted(1, 3), 0, 3, new double[1]))
        .withMessage("only block-adjoint takes weights of samples");
  }

  @Test
  void clear_makesWeightsOne() {
    LaneSignals signals = LaneSignals.weighted(2, 2);
    signals.fillWeights(1, 0, new float[] {9, 0.25f, 4}, 1, 2);

    assertThat(signals.weightRoots()).containsExactly(1, 0.5, 1, 2);
    signals.clear();
    assertThat(signals.weightRoots()).containsOnly(1);
  }

  @Test
  void fillWeights_outOfRange_isRefused() {
    LaneSignals signals = LaneSignals.weighted(1, 2);

    for (float w : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> signals.fillWeights(0, 0, new float[] {w}, 0, 1))
          .withMessage("weights must be finite and at least 0: " + w);
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> signals.fillWeights(0, 1, new float[2], 0, 2));
    assertThatIllegalStateException()
        .isThrownBy(() -> new LaneSignals(1, 2).fillWeights(0, 0, new float[2], 0, 2))
        .withMessage("these signals have no weights");
  }

  /// As in [HessianAssemblyTest].
  private static void assertClose(
      Derivatives actual,
      Derivatives expected,
      LaneCase c,
      double tolerance,
      double hessianTolerance) {
    Derivatives a = scaled(actual, c);
    Derivatives e = scaled(expected, c);
    assertThat(a.value()).isCloseTo(e.value(), within(tolerance * e.value()));
    for (int i = 0; i < COUNT; i++) {
      double size = e.value() + e.gaussNewton(i, i);
      assertThat(a.gradient(i)).isCloseTo(e.gradient(i), within(tolerance * size));
      for (int j = 0; j <= i; j++) {
        double product = Math.sqrt(e.gaussNewton(i, i) * e.gaussNewton(j, j));
        assertThat(a.gaussNewton(i, j)).isCloseTo(e.gaussNewton(i, j), within(tolerance * product));
        assertThat(a.hessian(i, j))
            .isCloseTo(e.hessian(i, j), within(hessianTolerance * (e.value() + product)));
      }
    }
  }
}
