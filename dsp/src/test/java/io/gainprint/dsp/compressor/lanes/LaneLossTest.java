package io.gainprint.dsp.compressor.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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

    double[] scales = scales(c.point());
    for (int lane = 0; lane < c.loss.lanes(); lane++) {
      Derivatives expected =
          c.reference(lane, Order.HESSIAN).derivatives().inVariables(scales, new double[COUNT]);
      Derivatives actual = c.loss.derivatives(lane).inVariables(scales, new double[COUNT]);
      assertThat(actual.value()).isEqualTo(c.loss.value(lane));
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
  }

  private static double[] scales(CompressorCoefficients c) {
    return new double[] {1, c.ratio(), c.attack(), c.release(), 1};
  }
}
