package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.compressor.Theta;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The curvature of switches in lanes against the scalar loss, which
/// `io.gainprint.dsp.compressor.SwitchingTermTest` holds to differences.
class SwitchingCurvatureTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final List<LaneCase> CASES = LaneCase.all();

  static List<LaneLoss> losses() {
    List<LaneLoss> losses = new ArrayList<>();
    for (LaneCase c : List.of(CASES.getFirst())) {
      losses.add(new ScalarLoss(c.pole, Order.HESSIAN));
      if (VectorUnit.isPresent()) {
        losses.add(new BlockAdjointLoss(c.pole, Order.HESSIAN));
      }
    }
    return losses;
  }

  /// Boxes so wide that many of the 2000 samples are in one, and in a threshold's.
  private static SwitchingTerm term(CompressorCoefficients at) {
    double[] scales = Theta.scales(at);
    return new SwitchingTerm(0.05, scales[0], scales[1], scales[2], scales[3]);
  }

  static boolean isVectorUnitPresent() {
    return VectorUnit.isPresent();
  }

  static List<LaneCase> cases() {
    return CASES;
  }

  @ParameterizedTest
  @MethodSource("cases")
  @EnabledIf("isVectorUnitPresent")
  void derivatives_ofEveryLane_equalThoseOfTheScalarLoss(LaneCase c) {
    SwitchingTerm term = term(c.coefficients);
    LaneLoss loss = new BlockAdjointLoss(c.pole, Order.HESSIAN);
    c.run(loss, term);

    double most = 0;
    for (int lane = 0; lane < loss.lanes(); lane++) {
      Derivatives actual = scaled(loss.derivatives(lane), c);
      Derivatives expected = scaled(c.reference(lane, term), c);
      Derivatives without = scaled(c.reference(lane), c);
      for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j <= i; j++) {
          double size =
              expected.value() + Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
          most = Math.max(most, Math.abs(expected.hessian(i, j) - without.hessian(i, j)) / size);
          assertThat(actual.hessian(i, j)).isCloseTo(expected.hessian(i, j), within(1e-11 * size));
        }
      }
    }
    assertThat(most).isGreaterThan(0.01); // of the size of an element is due to switches
  }

  private static Derivatives scaled(Derivatives d, LaneCase c) {
    return d.inVariables(Theta.scales(c.coefficients), new double[COUNT]);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void accumulate_inBlocks_equalsOneCall(LaneLoss loss) {
    LaneCase c = CASES.get(1);
    LaneSignals signals = c.signals(loss.lanes(), 0);
    double[] weights = c.weights(loss.lanes(), 0);
    loss.begin(c.coefficients, term(c.coefficients));
    loss.accumulate(signals, 0, LaneCase.LENGTH, weights);
    Derivatives whole = scaled(loss.derivatives(0), c);

    loss.begin(c.coefficients, term(c.coefficients));
    RandomSignals.forEachBlock(
        RandomSignals.random(3),
        LaneCase.LENGTH,
        (offset, length) -> loss.accumulate(signals, offset, length, weights));

    Derivatives blocks = scaled(loss.derivatives(0), c);
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        double product = Math.sqrt(whole.gaussNewton(i, i) * whole.gaussNewton(j, j));
        // The same products in other partial sums.
        assertThat(blocks.hessian(i, j))
            .isCloseTo(whole.hessian(i, j), within(1e-13 * (whole.value() + product)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void begin_again_takesTheTermAwayAndBack(LaneLoss loss) {
    LaneCase c = CASES.getFirst();
    c.run(loss);
    Derivatives without = loss.derivatives(0);
    c.run(loss, term(c.coefficients));
    Derivatives with = loss.derivatives(0);

    c.run(loss);
    assertThat(loss.derivatives(0).hessian(2, 2)).isEqualTo(without.hessian(2, 2));
    c.run(loss, term(c.coefficients));
    assertThat(loss.derivatives(0).hessian(2, 2)).isEqualTo(with.hessian(2, 2));
    assertThat(with.hessian(2, 2)).isNotEqualTo(without.hessian(2, 2));
    assertThat(with.value()).isEqualTo(without.value());
    for (int i = 0; i < COUNT; i++) {
      assertThat(with.gradient(i)).isEqualTo(without.gradient(i));
      assertThat(with.gaussNewton(i, i)).isEqualTo(without.gaussNewton(i, i));
    }
  }

  /// A parameter that is held has a scale of 0; so may all of them.
  @ParameterizedTest
  @MethodSource("losses")
  void term_ofNoScales_isZero(LaneLoss loss) {
    LaneCase c = CASES.getFirst();
    c.run(loss);
    Derivatives without = loss.derivatives(0);

    c.run(loss, new SwitchingTerm(0.05, 0, 0, 0, 0));

    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(loss.derivatives(0).hessian(i, j)).isEqualTo(without.hessian(i, j));
      }
    }
  }

  @Test
  @EnabledIf("isVectorUnitPresent")
  void accumulate_onTheVectorUnit_allocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LaneCase c = CASES.getFirst();
    LaneLoss loss = new BlockAdjointLoss(c.pole, Order.HESSIAN);
    LaneSignals signals = c.signals(loss.lanes(), 0);
    double[] weights = c.weights(loss.lanes(), 0);
    SwitchingTerm term = term(c.coefficients);

    // The first rounds run before the compiler keeps vectors off the heap.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 2000 && bytes > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      loss.begin(c.coefficients, term);
      loss.accumulate(signals, 0, LaneCase.LENGTH, weights);
      bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(bytes).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"VALUE", "GRADIENT"})
  void begin_ofALowerOrder_isRefused(Order order) {
    LaneCase c = CASES.getFirst();

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () -> LaneLoss.streaming(c.pole, order).begin(c.coefficients, term(c.coefficients)))
        .withMessage("switches have a part in the Hessian alone");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BLOCK_ADJOINT")
  void begin_ofAnotherAssembly_isRefused(HessianAssembly assembly) {
    LaneCase c = CASES.getFirst();

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () -> assembly.newLoss(c.pole, 0, false).begin(c.coefficients, term(c.coefficients)))
        .withMessage("only block-adjoint has the curvature of switches");
  }
}
