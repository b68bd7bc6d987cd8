package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.Theta;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every assembly, in plain loops and in vectors, against the scalar loss.
class HessianAssemblyTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final List<LaneCase> CASES = LaneCase.all();

  /// Of the size of each element. Recursions of 2000 rows in two forms of the same arithmetic, and
  /// sums of as many terms in another order: the largest is 6e-15.
  private static final double EXACT = 1e-13;

  /// Of central differences, see there: the largest is 1.3e-9.
  private static final double DIFFERENCES = 3e-9;

  static List<HessianAssembly> assemblies() {
    return Arrays.asList(HessianAssembly.values());
  }

  static Stream<Arguments> losses() {
    return inBothKernels(assemblies().stream());
  }

  static Stream<Arguments> keepingLosses() {
    return inBothKernels(assemblies().stream().filter(assembly -> !assembly.isStreaming()));
  }

  private static Stream<Arguments> inBothKernels(Stream<HessianAssembly> assemblies) {
    return assemblies.flatMap(assembly ->
        Stream.of(false, true)
            .filter(vectorised -> !vectorised || VectorUnit.isPresent())
            .map(vectorised -> arguments(assembly, vectorised)));
  }

  private static LaneLoss loss(LaneCase c, HessianAssembly assembly, boolean vectorised) {
    return assembly.newLoss(c.pole, LaneCase.LENGTH, vectorised);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivatives_ofEveryLane_equalThoseOfTheScalarLoss(
      HessianAssembly assembly, boolean vectorised) {
    for (LaneCase c : CASES) {
      LaneLoss loss = loss(c, assembly, vectorised);
      c.run(loss);
      for (int lane = 0; lane < loss.lanes(); lane++) {
        assertClose(
            loss.derivatives(lane),
            c.reference(lane),
            c.coefficients,
            EXACT,
            assembly == HessianAssembly.CENTRAL_DIFFERENCES ? DIFFERENCES : EXACT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valueAndGradient_byElement_areThoseOfDerivatives(
      HessianAssembly assembly, boolean vectorised) {
    LaneCase c = CASES.getFirst();
    LaneLoss loss = loss(c, assembly, vectorised);
    c.run(loss);
    for (int lane = 0; lane < loss.lanes(); lane++) {
      assertThat(loss.value(lane)).isEqualTo(loss.derivatives(lane).value());
      for (int i = 0; i < COUNT; i++) {
        double gradient = loss.gradient(lane, i);
        // One divides by R², the other multiplies by its inverse.
        assertThat(loss.derivatives(lane).gradient(i) / gradient).isCloseTo(1, within(0x1p-51));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void accumulate_inBlocks_equalsOneCall(HessianAssembly assembly, boolean vectorised) {
    LaneCase c = CASES.get(1);
    LaneLoss whole = loss(c, assembly, vectorised);
    LaneLoss blocks = loss(c, assembly, vectorised);
    int lanes = whole.lanes();
    LaneSignals signals = c.signals(lanes, 0);
    double[] weights = c.weights(lanes, 0);
    whole.begin(c.coefficients);
    blocks.begin(c.coefficients);

    whole.accumulate(signals, 0, LaneCase.LENGTH, weights);
    RandomSignals.forEachBlock(
        RandomSignals.random(3),
        LaneCase.LENGTH,
        (offset, length) -> {
          blocks.accumulate(signals, offset, length, weights);
          assertThat(blocks.derivatives(0).isFinite()).isTrue(); // and goes on all the same
        });

    for (int lane = 0; lane < lanes; lane++) {
      assertClose(
          blocks.derivatives(lane),
          whole.derivatives(lane),
          c.coefficients,
          1e-13, // the same products in other partial sums: the largest is 1.6e-15
          assembly == HessianAssembly.CENTRAL_DIFFERENCES ? DIFFERENCES : 1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivatives_doNotDependOnOtherLanes(HessianAssembly assembly, boolean vectorised) {
    LaneCase c = CASES.get(2);
    LaneLoss loss = loss(c, assembly, vectorised);
    LaneLoss other = loss(c, assembly, vectorised);
    c.run(loss, 0);
    int shift = loss.lanes() - 1;
    c.run(other, 8 - shift); // programme 0 in the last lane

    assertSame(loss.derivatives(0), other.derivatives(shift));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void begin_again_givesTheSameBits(HessianAssembly assembly, boolean vectorised) {
    LaneCase c = CASES.get(3);
    LaneLoss loss = loss(c, assembly, vectorised);
    c.run(loss);
    Derivatives first = loss.derivatives(0);

    loss.begin(new CompressorCoefficients(-40, 8, 0.3, 0.01, 12));
    loss.accumulate(c.signals(loss.lanes(), 3), 0, 700, c.weights(loss.lanes(), 5));
    loss.gradient(0, 1);
    c.run(loss);

    assertSame(loss.derivatives(0), first);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivatives_ofNothing_areZero(HessianAssembly assembly, boolean vectorised) {
    LaneLoss loss = assembly.newLoss(0.995, 0, vectorised);
    loss.begin(new CompressorCoefficients(-20, 4, 0.05, 0.002, 6));

    loss.accumulate(new LaneSignals(loss.lanes(), 0), 0, 0, new double[loss.lanes()]);

    Derivatives d = loss.derivatives(loss.lanes() - 1);
    assertThat(d.value()).isZero();
    for (int i = 0; i < COUNT; i++) {
      assertThat(d.gradient(i)).isZero();
      for (int j = 0; j <= i; j++) {
        assertThat(d.hessian(i, j)).isZero();
      }
    }
  }

  /// Silence at rest asks for nothing; below the threshold only make-up does anything.
  @ParameterizedTest
  @MethodSource("losses")
  void derivatives_belowTheThreshold_areThoseOfMakeUp(
      HessianAssembly assembly, boolean vectorised) {
    LaneLoss loss = assembly.newLoss(0, 3, vectorised);
    LaneSignals signals = new LaneSignals(loss.lanes(), 3);
    signals.fillLevel(0, 0, new float[] {0.5f, Float.NaN, 0}, 0, 3);
    signals.fillSound(0, 0, new float[] {0.5f, 0, 0}, new float[3], 0, 3);
    loss.begin(new CompressorCoefficients(0, 4, 0.5, 0.25, 0));

    loss.accumulate(signals, 0, 3, ones(loss));

    // z = (½, −½, 0) with ρ = 0, r = z, r_M = κ z, z_MM = κ² z.
    double k = Decibels.KAPPA;
    Derivatives d = loss.derivatives(0);
    assertThat(d.value()).isEqualTo(0.5);
    assertThat(d.gradient(4)).isEqualTo(k);
    assertThat(d.gaussNewton(4, 4)).isCloseTo(k * k, within(1e-16));
    // Differences of a gradient of 0.1 by steps of 5e-5 leave 1e-17 / 5e-5 = 2e-13.
    assertThat(d.hessian(4, 4)).isCloseTo(2 * k * k, within(1e-11));
    for (int i = 0; i < 4; i++) {
      assertThat(d.gradient(i)).isZero();
      assertThat(d.hessian(i, 4)).isZero();
    }
  }

  private static double[] ones(LaneLoss loss) {
    double[] ones = new double[loss.lanes()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Numbers of an independent implementation, whose parameters are (T, s, α_A, α_R, m), see
  /// [io.gainprint.dsp.compressor.CompressorLoss]; here sound is in floats, and those numbers are
  /// not.
  @ParameterizedTest
  @MethodSource("losses")
  void gradient_ofGoldenTone_equalsIndependentImplementation(
      HessianAssembly assembly, boolean vectorised) {
    CompressorCoefficients at =
        new CompressorCoefficients(-18, 4, 0.05, 0.002, Decibels.fromFactor(1.6));
    CompressorCoefficients wetAt =
        new CompressorCoefficients(-15, 3, 0.03, 0.003, Decibels.fromFactor(1.5));
    int length = 2000;
    double[] x = new double[length];
    Arrays.setAll(x, n -> 0.5 * Math.sin(0.3 * n) * (1 + 0.8 * Math.sin(0.011 * n)));
    double[] y = new double[length];
    new Compressor(wetAt).process(x, 0, y, 0, length);
    float[] dry = new float[length];
    float[] wet = new float[length];
    for (int n = 0; n < length; n++) {
      dry[n] = (float) x[n];
      wet[n] = (float) y[n];
    }
    LaneLoss loss = assembly.newLoss(0.995, length, vectorised);
    LaneSignals signals = new LaneSignals(loss.lanes(), length);
    signals.fillLevel(0, 0, dry, 0, length);
    signals.fillSound(0, 0, dry, wet, 0, length);
    loss.begin(at);
    loss.accumulate(signals, 0, length, ones(loss));

    // Floats are 6e-8 off, of which sums leave less; the largest is 6.8e-9.
    double tolerance = 2e-8;
    assertThat(loss.value(0) / 18.97301987936639).isCloseTo(1, within(tolerance));
    assertThat(loss.gradient(0, 0) / -6.64170182669).isCloseTo(1, within(tolerance));
    assertThat(loss.gradient(0, 1) * 16 / 119.295090918).isCloseTo(1, within(tolerance));
    assertThat(loss.gradient(0, 2) / 298.044742701).isCloseTo(1, within(tolerance));
    assertThat(loss.gradient(0, 3) / -3354.97594605).isCloseTo(1, within(tolerance));
    assertThat(loss.gradient(0, 4) / (Decibels.KAPPA * 1.6) / -53.6610619625)
        .isCloseTo(1, within(tolerance));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void accumulate_afterWarmUp_allocatesNothing(HessianAssembly assembly, boolean vectorised) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LaneCase c = CASES.getFirst();
    LaneLoss loss = loss(c, assembly, vectorised);
    LaneSignals signals = c.signals(loss.lanes(), 0);
    double[] weights = c.weights(loss.lanes(), 0);

    // What it allocated would be there in every round; the machine's own few bytes, such as when it
    // swaps compiled code in, are not.
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 40 && bytes > 0; round++) {
      for (int i = 0; i < 20; i++) {
        loss.begin(c.coefficients);
        long before = threads.getCurrentThreadAllocatedBytes();
        loss.accumulate(signals, 0, LaneCase.LENGTH, weights);
        loss.gradient(0, 0); // with the sweeps of some
        bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
      }
    }
    assertThat(bytes).isZero();
  }

  @ParameterizedTest
  @MethodSource("keepingLosses")
  void accumulate_ofMoreRowsThanThereIsPlaceFor_isRefused(
      HessianAssembly assembly, boolean vectorised) {
    LaneLoss loss = assembly.newLoss(0.995, 10, vectorised);
    LaneSignals signals = new LaneSignals(loss.lanes(), 10);
    loss.begin(new CompressorCoefficients(-20, 4, 0.05, 0.002, 6));
    loss.accumulate(signals, 0, 7, ones(loss));

    assertThatIllegalStateException()
        .isThrownBy(() -> loss.accumulate(signals, 0, 4, ones(loss)))
        .withMessage("more than the 10 rows there is place for: 7 + 4");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void accumulate_ofOtherLanesOrRows_isRefused(HessianAssembly assembly, boolean vectorised) {
    LaneLoss loss = assembly.newLoss(0.995, 10, vectorised);
    int lanes = loss.lanes();
    LaneSignals signals = new LaneSignals(lanes, 5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.accumulate(new LaneSignals(lanes + 1, 5), 0, 5, ones(loss)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.accumulate(signals, 0, 5, new double[lanes + 1]));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.accumulate(signals, 3, 3, ones(loss)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void results_ofALaneThatIsNotThere_areRefused(HessianAssembly assembly, boolean vectorised) {
    LaneLoss loss = assembly.newLoss(0.995, 10, vectorised);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.value(loss.lanes()));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.gradient(-1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.derivatives(loss.lanes()));
  }

  @ParameterizedTest
  @EnumSource
  void named_byItsWord_isTheAssembly(HessianAssembly assembly) {
    assertThat(HessianAssembly.named(assembly.toString())).isEqualTo(assembly);
  }

  @Test
  void named_byAnotherWord_listsTheWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HessianAssembly.named("forward"))
        .withMessage(
            "Hessian assembly must be one of block-adjoint, forward-over-forward,"
                + " forward-over-reverse, reverse-over-forward, reverse-over-reverse,"
                + " tangents-and-adjoint, central-differences: forward");
  }

  @ParameterizedTest
  @MethodSource("assemblies")
  void newLoss_ofPoleOrRowsOutOfRange_isRefused(HessianAssembly assembly) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assembly.newLoss(1, 10, false))
        .withMessage("pole must be in [0, 1): 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assembly.newLoss(0.995, -1, false))
        .withMessage("rows must not be negative: -1");
  }

  /// A ratio closer to 1 than a step, and an attack of 1.
  @Test
  void centralDifferences_besideTheBorder_equalTheExactHessian() {
    CompressorCoefficients at = new CompressorCoefficients(-20, 1 + 1e-6, 1, 0.25, 0);
    float[] dry = new float[50];
    float[] wet = new float[50];
    for (int n = 0; n < dry.length; n++) {
      dry[n] = (float) (0.9 * Math.sin(0.37 * n));
      wet[n] = dry[n] / 2;
    }
    Derivatives exact = of(HessianAssembly.FORWARD_OVER_FORWARD, at, dry, wet);
    Derivatives differences = of(HessianAssembly.CENTRAL_DIFFERENCES, at, dry, wet);

    // The largest is 4.4e-9.
    assertClose(differences, exact, at, EXACT, 1e-8);
  }

  private static Derivatives of(
      HessianAssembly assembly, CompressorCoefficients at, float[] dry, float[] wet) {
    LaneLoss loss = assembly.newLoss(0.995, dry.length, false);
    LaneSignals signals = new LaneSignals(1, dry.length);
    signals.fillLevel(0, 0, dry, 0, dry.length);
    signals.fillSound(0, 0, dry, wet, 0, dry.length);
    loss.begin(at);
    loss.accumulate(signals, 0, dry.length, ones(loss));
    return loss.derivatives(0);
  }

  private static void assertSame(Derivatives actual, Derivatives expected) {
    assertThat(actual.value()).isEqualTo(expected.value());
    for (int i = 0; i < COUNT; i++) {
      assertThat(actual.gradient(i)).isEqualTo(expected.gradient(i));
      for (int j = 0; j <= i; j++) {
        assertThat(actual.gaussNewton(i, j)).isEqualTo(expected.gaussNewton(i, j));
        assertThat(actual.hessian(i, j)).isEqualTo(expected.hessian(i, j));
      }
    }
  }

  /// In units of [Theta#scales], where what an element is made of has the size of the value and of
  /// the products of sensitivities in G.
  private static void assertClose(
      Derivatives actual,
      Derivatives expected,
      CompressorCoefficients at,
      double tolerance,
      double hessianTolerance) {
    Derivatives a = actual.inVariables(Theta.scales(at), new double[COUNT]);
    Derivatives e = expected.inVariables(Theta.scales(at), new double[COUNT]);
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
