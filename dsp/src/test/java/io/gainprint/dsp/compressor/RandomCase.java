package io.gainprint.dsp.compressor;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A compressor, a programme, and the target and weights of a loss, all drawn from one seed.
///
/// The programme is drawn again until no sample changes branch while a parameter, the initial gain
/// or the input moves by [#STEP] either way; see [Branches].
final class RandomCase {
  /// For central differences, in units in which a function of size 1 has derivatives of size 1.
  ///
  /// Values and gradients are sums of some 2000 terms, so that rounding leaves about 5e-15 of them
  /// and 2.5e-15/h of their difference quotient; truncation leaves h²/6 times the next odd
  /// derivative, which may be ten times the size. Both are some 1e-10 at h = 1e-5.
  static final double STEP = 1e-5;

  /// Of the tape, where it matters; a loss starts at rest.
  static final double INITIAL_GAIN = 0.7;

  private static final int LENGTH = 2000;
  private static final double[] SAMPLE_RATES_HZ = {8000, 22050, 44100, 48000, 96000, 192000};
  private static final int[] LOOK_AHEADS = {0, 1, 37, 200};

  private final int seed;
  final double sampleRateHz;
  final CompressorCoefficients coefficients;
  final int lookAhead;
  final double pole;
  final double[] x;

  /// A change of the input in proportion to it, so that no level changes faster than another.
  final double[] xDot;

  /// The pre-emphasised output of other settings, with noise.
  final double[] target;

  /// In `[0, 1)`, and 0 for a tenth of the samples at the start.
  final double[] weight;

  private RandomCase(int seed) {
    RandomGenerator random = RandomSignals.random(seed);
    this.seed = seed;
    sampleRateHz = SAMPLE_RATES_HZ[seed % SAMPLE_RATES_HZ.length];
    coefficients = settings(random).at(sampleRateHz);
    lookAhead = LOOK_AHEADS[seed / SAMPLE_RATES_HZ.length % LOOK_AHEADS.length];
    pole = PreEmphasis.poleAt(sampleRateHz);
    double[] programme = RandomSignals.programme(random, LENGTH);
    double[] direction = scaledNoise(random, programme);
    for (int draws = 1; !keepsBranches(coefficients, programme, direction); draws++) {
      if (draws == 10) {
        throw new IllegalStateException("no programme keeps its branches: seed " + seed);
      }
      programme = RandomSignals.programme(random, LENGTH);
      direction = scaledNoise(random, programme);
    }
    x = programme;
    xDot = direction;
    target = new double[LENGTH];
    CompressorTape.record(settings(random).at(sampleRateHz), lookAhead, 1, x, target);
    Arrays.setAll(target, n -> target[n] + random.nextDouble(-0.01, 0.01));
    new PreEmphasis(pole).process(target, 0, target, 0, LENGTH);
    weight = random.doubles(LENGTH).toArray();
    Arrays.fill(weight, 0, LENGTH / 10, 0);
  }

  /// Every sample rate with every look-ahead.
  static List<RandomCase> all() {
    return IntStream.range(0, SAMPLE_RATES_HZ.length * LOOK_AHEADS.length)
        .mapToObj(RandomCase::new)
        .toList();
  }

  private static CompressorParameters settings(RandomGenerator random) {
    return new CompressorParameters(
        random.nextDouble(-35, -12),
        random.nextDouble(1.5, 12),
        Math.exp(random.nextDouble(Math.log(0.1), Math.log(30))),
        Math.exp(random.nextDouble(Math.log(10), Math.log(500))),
        random.nextDouble(-6, 6));
  }

  private static double[] scaledNoise(RandomGenerator random, double[] x) {
    return Arrays.stream(x).map(v -> v * random.nextDouble(-1, 1)).toArray();
  }

  private static boolean keepsBranches(CompressorCoefficients c, double[] x, double[] xDot) {
    return DoubleStream.of(-STEP, STEP)
        .allMatch(h ->
            keepsBranches(c, x, 1, h)
                && keepsBranches(c, x, INITIAL_GAIN, h)
                && Branches.of(c, INITIAL_GAIN, x).equals(Branches.of(c, INITIAL_GAIN + h, x))
                && Branches.of(c, INITIAL_GAIN, x)
                    .equals(Branches.of(c, INITIAL_GAIN, sum(x, h, xDot))));
  }

  private static boolean keepsBranches(
      CompressorCoefficients c, double[] x, double initialGain, double h) {
    return IntStream.range(0, CompressorCoefficients.COUNT)
        .mapToObj(i -> Theta.moved(c, i, h))
        .allMatch(
            moved -> Branches.of(moved, initialGain, x).equals(Branches.of(c, initialGain, x)));
  }

  /// a + h b.
  static double[] sum(double[] a, double h, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, n -> a[n] + h * b[n]);
    return sum;
  }

  /// The loss of this case at some settings, fed to its very end.
  CompressorLoss loss(CompressorCoefficients at, CompressorLoss.Order order) {
    return loss(at, order, weight);
  }

  /// Likewise, with other weights.
  CompressorLoss loss(CompressorCoefficients at, CompressorLoss.Order order, double[] weights) {
    CompressorLoss loss = new CompressorLoss(at, pole, lookAhead, order);
    loss.accumulate(x, target, weights, 0, LENGTH);
    finish(loss);
    return loss;
  }

  /// Feeds the silence that the look-ahead waits for.
  void finish(CompressorLoss loss) {
    double[] silence = new double[lookAhead];
    loss.accumulate(silence, silence, silence, 0, lookAhead);
  }

  @Override
  public String toString() {
    return "seed %d, %.0f Hz, look-ahead %d".formatted(seed, sampleRateHz, lookAhead);
  }
}
