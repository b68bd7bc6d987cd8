package io.gainprint.dsp.compressor.lanes;

import static io.gainprint.dsp.RandomSignals.doubles;
import static io.gainprint.dsp.RandomSignals.floats;

import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Branches;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorLoss.Order;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.SwitchingTerm;
import io.gainprint.dsp.compressor.Theta;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A compressor, and dry and wet sound of several lanes, each with a programme and weights of its
/// own, all drawn from one seed.
///
/// No sample changes branch while a parameter moves by [#STEP] either way, see [Branches].
final class LaneCase {
  /// More than central differences move, in units of [Theta#scales].
  private static final double STEP = 1e-5;

  /// No multiple of the rows of a block.
  static final int LENGTH = 2011;

  /// Before it weights are 0.
  static final int WARM_UP = 173;

  private static final double[] SAMPLE_RATES_HZ = {8000, 22050, 44100, 48000, 96000, 192000};
  private static final int MOST_LANES = 8;

  private final int seed;
  final CompressorCoefficients coefficients;
  final double pole;
  private final float[][] dry = new float[MOST_LANES][];
  private final float[][] wet = new float[MOST_LANES][];
  private final double[] weights;
  private final float[][] sampleWeights = new float[MOST_LANES][LENGTH];

  private LaneCase(int seed) {
    RandomGenerator random = RandomSignals.random(seed);
    double sampleRateHz = SAMPLE_RATES_HZ[seed % SAMPLE_RATES_HZ.length];
    this.seed = seed;
    coefficients = settings(random).at(sampleRateHz);
    pole = PreEmphasis.poleAt(sampleRateHz);
    for (int lane = 0; lane < MOST_LANES; lane++) {
      float[] x = floats(RandomSignals.programme(random, LENGTH));
      while (!keepsBranches(doubles(x))) {
        x = floats(RandomSignals.programme(random, LENGTH));
      }
      double[] y = new double[LENGTH];
      new Compressor(settings(random).at(sampleRateHz)).process(doubles(x), 0, y, 0, LENGTH);
      Arrays.setAll(y, n -> y[n] + random.nextDouble(-0.01, 0.01));
      dry[lane] = x;
      wet[lane] = floats(y);
    }
    weights = random.doubles(MOST_LANES, 0.1, 2).toArray();
    for (float[] w : sampleWeights) {
      for (int n = 0; n < LENGTH; n++) {
        w[n] = Math.clamp(random.nextFloat(-0.2f, 2), 0, 1);
      }
    }
  }

  /// Every sample rate.
  static List<LaneCase> all() {
    return IntStream.range(0, SAMPLE_RATES_HZ.length).mapToObj(LaneCase::new).toList();
  }

  private static CompressorParameters settings(RandomGenerator random) {
    return new CompressorParameters(
        random.nextDouble(-35, -12),
        random.nextDouble(1.5, 12),
        Math.exp(random.nextDouble(Math.log(0.1), Math.log(30))),
        Math.exp(random.nextDouble(Math.log(10), Math.log(500))),
        random.nextDouble(-6, 6));
  }

  private boolean keepsBranches(double[] x) {
    return DoubleStream.of(-STEP, STEP)
        .allMatch(h ->
            IntStream.range(0, CompressorCoefficients.COUNT)
                .mapToObj(i -> Theta.moved(coefficients, i, h))
                .allMatch(
                    moved -> Branches.of(moved, 1, x).equals(Branches.of(coefficients, 1, x))));
  }

  /// Sound of programme `first` in lane 0, of the next in lane 1, and so on around.
  LaneSignals signals(int lanes, int first) {
    LaneSignals signals = new LaneSignals(lanes, LENGTH);
    fill(signals, first);
    return signals;
  }

  /// Likewise, with weights of every sample: half of them 1, a tenth 0.
  LaneSignals weightedSignals(int lanes, int first) {
    LaneSignals signals = LaneSignals.weighted(lanes, LENGTH);
    fill(signals, first);
    for (int lane = 0; lane < lanes; lane++) {
      signals.fillWeights(lane, 0, sampleWeights[(first + lane) % MOST_LANES], 0, LENGTH);
    }
    return signals;
  }

  /// Sound of programme `first` in lane 0, of the next in lane 1, and so on around.
  void fill(LaneSignals signals, int first) {
    int lanes = signals.lanes();
    for (int lane = 0; lane < lanes; lane++) {
      int programme = (first + lane) % MOST_LANES;
      signals.fillLevel(lane, 0, dry[programme], 0, LENGTH);
      signals.fillSound(lane, 0, dry[programme], wet[programme], 0, LENGTH);
    }
  }

  /// Weights of these lanes, after the warm-up.
  double[] weights(int lanes, int first) {
    double[] w = new double[lanes];
    Arrays.setAll(w, lane -> weights[(first + lane) % MOST_LANES]);
    return w;
  }

  /// Begins and feeds all of it.
  void run(LaneLoss loss) {
    run(loss, 0);
  }

  /// Likewise, with programme `first` in lane 0.
  void run(LaneLoss loss, int first) {
    loss.begin(coefficients);
    feed(loss, signals(loss.lanes(), first), first);
  }

  /// Likewise, with the curvature of switches.
  void run(LaneLoss loss, SwitchingTerm switching) {
    loss.begin(coefficients, switching);
    feed(loss, signals(loss.lanes(), 0), 0);
  }

  /// Feeds all of it.
  void feed(LaneLoss loss, LaneSignals signals) {
    feed(loss, signals, 0);
  }

  private void feed(LaneLoss loss, LaneSignals signals, int first) {
    int lanes = loss.lanes();
    loss.accumulate(signals, 0, WARM_UP, new double[lanes]);
    loss.accumulate(signals, WARM_UP, LENGTH - WARM_UP, weights(lanes, first));
  }

  /// What the scalar loss says of a programme.
  Derivatives reference(int programme) {
    return reference(programme, new CompressorLoss(coefficients, pole, 0, Order.HESSIAN));
  }

  /// Likewise, with the curvature of switches.
  Derivatives reference(int programme, SwitchingTerm switching) {
    return reference(programme, CompressorLoss.withSwitching(coefficients, pole, 0, switching));
  }

  /// Likewise, with weights of samples besides.
  Derivatives weightedReference(int programme, SwitchingTerm switching) {
    CompressorLoss loss = CompressorLoss.withSwitching(coefficients, pole, 0, switching);
    return reference(programme, loss, sampleWeights[programme % MOST_LANES]);
  }

  private Derivatives reference(int programme, CompressorLoss loss) {
    float[] ones = new float[LENGTH];
    Arrays.fill(ones, 1);
    return reference(programme, loss, ones);
  }

  private Derivatives reference(int programme, CompressorLoss loss, float[] ofSamples) {
    double[] target = doubles(wet[programme % MOST_LANES]);
    new PreEmphasis(pole).process(target, 0, target, 0, LENGTH);
    double[] w = new double[LENGTH];
    for (int n = WARM_UP; n < LENGTH; n++) {
      w[n] = weights[programme % MOST_LANES] * ofSamples[n];
    }
    loss.accumulate(doubles(dry[programme % MOST_LANES]), target, w, 0, LENGTH);
    return loss.derivatives();
  }

  @Override
  public String toString() {
    return "seed %d, %s".formatted(seed, coefficients);
  }
}
