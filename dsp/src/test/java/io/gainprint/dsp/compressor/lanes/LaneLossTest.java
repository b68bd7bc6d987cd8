package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The losses that add rows in constant memory, against the scalar reference.
final class LaneLossTest {
  private static final int COUNT = CompressorCoefficients.COUNT;
  private static final int ROWS = 3001; // no multiple of any block
  private static final int WARM_UP = 300;

  private static final double RATE_HZ = 44_100;
  private static final double POLE = PreEmphasis.poleAt(RATE_HZ);

  /// A window for each lane, a point, and the losses that are compared.
  record Case(long seed, LaneLoss loss) {
    @Override
    public String toString() {
      return loss.getClass().getSimpleName() + ", seed " + seed;
    }

    LaneLoss sameWith(Order order) {
      return loss instanceof ScalarLoss
          ? new ScalarLoss(POLE, order)
          : new BlockAdjointLoss(POLE, order);
    }

    CompressorCoefficients point() {
      return settings(RandomSignals.random(seed)).at(RATE_HZ);
    }

    float[] dry(int lane) {
      RandomGenerator random = RandomSignals.random(1000 * seed + lane);
      return floats(RandomSignals.programme(random, ROWS));
    }

    /// What another compressor makes of the dry sound, with noise.
    float[] wet(int lane) {
      RandomGenerator random = RandomSignals.random(1000 * seed + lane + 500);
      double[] sound = doubles(dry(lane));
      new Compressor(settings(random).at(RATE_HZ)).process(sound, 0, sound, 0, ROWS);
      Arrays.setAll(sound, n -> sound[n] + random.nextDouble(-0.01, 0.01));
      return floats(sound);
    }

    LaneSignals signals() {
      LaneSignals signals = new LaneSignals(loss.lanes(), ROWS);
      for (int lane = 0; lane < loss.lanes(); lane++) {
        signals.fillLevel(lane, 0, dry(lane), 0, ROWS);
        signals.fillSound(lane, 0, dry(lane), wet(lane), 0, ROWS);
      }
      return signals;
    }

    /// Sums all of it but the warm-up.
    void run(LaneSignals signals) {
      loss.begin(point());
      loss.accumulate(signals, 0, WARM_UP, allLanes(0));
      loss.accumulate(signals, WARM_UP, ROWS - WARM_UP, allLanes(1));
    }

    double[] allLanes(double weight) {
      double[] weights = new double[loss.lanes()];
      Arrays.fill(weights, weight);
      return weights;
    }

    CompressorLoss reference(int lane, Order order) {
      CompressorLoss reference = new CompressorLoss(point(), POLE, 0, order);
      double[] target = doubles(wet(lane));
      new PreEmphasis(POLE).process(target, 0, target, 0, ROWS);
      double[] weight = new double[ROWS];
      Arrays.fill(weight, WARM_UP, ROWS, 1);
      reference.accumulate(doubles(dry(lane)), target, weight, 0, ROWS);
      return reference;
    }
  }

  private static CompressorParameters settings(RandomGenerator random) {
    return new CompressorParameters(
        random.nextDouble(-35, -12),
        random.nextDouble(1.5, 12),
        Math.exp(random.nextDouble(Math.log(0.1), Math.log(30))),
        Math.exp(random.nextDouble(Math.log(10), Math.log(500))),
        random.nextDouble(-6, 6));
  }

  private static float[] floats(double[] samples) {
    float[] floats = new float[samples.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) samples[n];
    }
    return floats;
  }

  private static double[] doubles(float[] samples) {
    double[] doubles = new double[samples.length];
    Arrays.setAll(doubles, n -> samples[n]);
    return doubles;
  }

  private static List<Case> cases(Order order) {
    return IntStream.range(0, 12)
        .boxed()
        .flatMap(seed ->
            List.of(new BlockAdjointLoss(POLE, order), new ScalarLoss(POLE, order)).stream()
                .map(loss -> new Case(seed, loss)))
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

  @ParameterizedTest
  @MethodSource("values")
  void value_equalsReference(Case c) {
    c.run(c.signals());

    for (int lane = 0; lane < c.loss.lanes(); lane++) {
      // A sum of 3000 squares of residuals with some roundings each.
      assertThat(c.loss.value(lane) / c.reference(lane, Order.VALUE).value())
          .isCloseTo(1, within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void derivatives_equalReference(Case c) {
    c.run(c.signals());

    for (int lane = 0; lane < c.loss.lanes(); lane++) {
      Derivatives actual = c.loss.derivatives(lane);
      assertThat(actual.value()).isEqualTo(c.loss.value(lane));
      assertClose(scaled(c, actual), scaled(c, c.reference(lane, Order.HESSIAN).derivatives()));
    }
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void value_isTheSameInEveryOrderToTheLastBit(Case c) {
    LaneSignals signals = c.signals();
    c.run(signals);
    Case value = new Case(c.seed, c.sameWith(Order.VALUE));
    Case gradient = new Case(c.seed, c.sameWith(Order.GRADIENT));
    value.run(signals);
    gradient.run(signals);

    for (int lane = 0; lane < c.loss.lanes(); lane++) {
      assertThat(value.loss.value(lane)).isEqualTo(c.loss.value(lane));
      assertThat(gradient.loss.value(lane)).isEqualTo(c.loss.value(lane));
      for (int i = 0; i < COUNT; i++) {
        assertThat(gradient.loss.gradient(lane, i)).isEqualTo(c.loss.gradient(lane, i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void gradientByElement_equalsThatOfDerivatives(Case c) {
    c.run(c.signals());

    Derivatives d = c.loss.derivatives(0);
    for (int i = 0; i < COUNT; i++) {
      // One divides by R², the other multiplies by its inverse.
      assertThat(c.loss.gradient(0, i) / d.gradient(i)).isCloseTo(1, within(0x1p-51));
    }
    assertThat(d.hasHessian()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void begin_again_givesTheSameBits(Case c) {
    LaneSignals signals = c.signals();
    c.run(signals);
    Derivatives first = c.loss.derivatives(0);
    c.run(signals);
    Derivatives second = c.loss.derivatives(0);

    for (int i = 0; i < COUNT; i++) {
      assertThat(second.gradient(i)).isEqualTo(first.gradient(i));
      for (int j = 0; j <= i; j++) {
        assertThat(second.hessian(i, j)).isEqualTo(first.hessian(i, j));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void accumulate_anySplit_equalsOneCall(Case c) {
    LaneSignals signals = c.signals();
    c.run(signals);
    Derivatives expected = scaled(c, c.loss.derivatives(0));

    c.loss.begin(c.point());
    c.loss.accumulate(signals, 0, WARM_UP, c.allLanes(0));
    RandomSignals.forEachBlock(
        RandomSignals.random(c.seed),
        ROWS - WARM_UP,
        (offset, length) -> c.loss.accumulate(signals, WARM_UP + offset, length, c.allLanes(1)));
    Derivatives actual = scaled(c, c.loss.derivatives(0));

    assertClose(actual, expected);
  }

  /// Sums of 3000 products, or of blocks of them, in another order; what is summed has roundings of
  /// its own. The Hessian's residual part is a sum over products of another kind, some as large as
  /// the value, and its adjoint multiplies what the reference adds. Largest deviation seen: 2e-14
  /// for the Gauss-Newton matrix, 2e-13 for the Hessian.
  private static void assertClose(Derivatives actual, Derivatives expected) {
    for (int i = 0; i < COUNT; i++) {
      double size = Math.sqrt(expected.value() * expected.gaussNewton(i, i));
      assertThat(actual.gradient(i)).isCloseTo(expected.gradient(i), within(1e-13 * size));
      for (int j = 0; j <= i; j++) {
        double both = Math.sqrt(expected.gaussNewton(i, i) * expected.gaussNewton(j, j));
        assertThat(actual.gaussNewton(i, j))
            .isCloseTo(expected.gaussNewton(i, j), within(1e-13 * both));
        assertThat(actual.hessian(i, j))
            .isCloseTo(expected.hessian(i, j), within(1e-12 * (both + expected.value())));
      }
    }
  }

  private static Derivatives scaled(Case c, Derivatives d) {
    return d.inVariables(scales(c.point()), new double[COUNT]);
  }

  /// A lane with its window gives the same bits wherever it lies and whatever lies beside it.
  @Test
  void lanes_knowNothingOfEachOther() {
    LaneLoss loss = LaneLoss.streaming(POLE, Order.HESSIAN);
    int last = loss.lanes() - 1;
    Case c = new Case(3, loss);
    c.run(c.signals());
    Derivatives among = loss.derivatives(last);

    LaneSignals alone = new LaneSignals(loss.lanes(), ROWS);
    alone.fillLevel(0, 0, c.dry(last), 0, ROWS);
    alone.fillSound(0, 0, c.dry(last), c.wet(last), 0, ROWS);
    c.run(alone);
    Derivatives single = loss.derivatives(0);

    assertThat(single.value()).isEqualTo(among.value());
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(single.hessian(i, j)).isEqualTo(among.hessian(i, j));
      }
    }
    if (last > 0) {
      assertThat(loss.value(last)).isZero(); // silence against silence
    }
  }

  /// Long enough for every state to decay beyond sight.
  @ParameterizedTest
  @MethodSource("hessians")
  void longSilence_addsNothing(Case c) {
    c.run(c.signals());
    double[] before = new double[COUNT];
    Arrays.setAll(before, i -> c.loss.gradient(0, i));
    LaneSignals silence = new LaneSignals(c.loss.lanes(), 1 << 18);

    c.loss.accumulate(silence, 0, silence.rows(), c.allLanes(1));
    double settled = c.loss.value(0);
    c.loss.accumulate(silence, 0, silence.rows(), c.allLanes(1));

    assertThat(c.loss.value(0)).isEqualTo(settled);
    assertThat(c.loss.derivatives(0).isFinite()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("hessians")
  void silence_hasNoDerivatives(Case c) {
    LaneSignals silence = new LaneSignals(c.loss.lanes(), ROWS);

    c.loss.begin(c.point());
    c.loss.accumulate(silence, 0, ROWS, c.allLanes(1));

    Derivatives d = c.loss.derivatives(0);
    assertThat(d.value()).isZero();
    for (int i = 0; i < COUNT; i++) {
      assertThat(d.gradient(i)).isZero();
      assertThat(d.hessian(i, i)).isZero();
    }
  }

  /// Far below any threshold that a fit would try: the static gain underflows, nothing else may.
  @ParameterizedTest
  @MethodSource("hessians")
  void absurdThreshold_staysFinite(Case c) {
    c.loss.begin(new CompressorCoefficients(-9000, 20, 0.5, 0.01, 0));
    c.loss.accumulate(c.signals(), 0, ROWS, c.allLanes(1));

    assertThat(c.loss.derivatives(0).isFinite()).isTrue();
  }

  @Test
  void accumulate_allocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Order order : Order.values()) {
      Case c = new Case(1, new BlockAdjointLoss(POLE, order));
      LaneSignals signals = c.signals();
      double[] weights = c.allLanes(1);
      for (int warmUp = 0;
          warmUp < 400;
          warmUp++) { // until compiled code keeps vectors off the heap
        c.loss.begin(c.point());
        c.loss.accumulate(signals, 0, ROWS, weights);
      }
      CompressorCoefficients point = c.point();
      long least = Long.MAX_VALUE; // a compiler thread may still be at work
      for (int repetition = 0; repetition < 20; repetition++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        c.loss.begin(point);
        c.loss.accumulate(signals, 0, ROWS, weights);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("%s", order).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void derivatives_ofValueAlone_throw(Case c) {
    assertThatIllegalStateException()
        .isThrownBy(() -> c.loss.derivatives(0))
        .withMessage("derivatives were not asked for");
    assertThatIllegalStateException()
        .isThrownBy(() -> c.loss.gradient(0, 0))
        .withMessage("derivatives were not asked for");
  }

  @ParameterizedTest
  @MethodSource("values")
  void accumulate_otherLanes_throws(Case c) {
    int lanes = c.loss.lanes();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> c.loss.accumulate(new LaneSignals(lanes + 1, 10), 0, 10, new double[lanes]))
        .withMessage("signals and weights must have %d lanes: %d and %d", lanes, lanes + 1, lanes);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> c.loss.accumulate(new LaneSignals(lanes, 10), 0, 10, new double[lanes + 1]));
  }

  @ParameterizedTest
  @MethodSource("values")
  void accumulate_moreRowsThanThereAre_throws(Case c) {
    LaneSignals signals = new LaneSignals(c.loss.lanes(), 10);
    assertThatThrownBy(() -> c.loss.accumulate(signals, 5, 6, c.allLanes(1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void streaming_poleOutOfRange_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaneLoss.streaming(1, Order.VALUE))
        .withMessage("pole must be in [0, 1): 1.0");
  }

  private static double[] scales(CompressorCoefficients c) {
    return new double[] {1, c.ratio(), c.attack(), c.release(), 1};
  }
}
