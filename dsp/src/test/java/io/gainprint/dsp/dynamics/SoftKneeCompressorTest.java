package io.gainprint.dsp.dynamics;

import static io.gainprint.dsp.processor.ProcessorContract.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.Derivatives;
import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorDifferential;
import io.gainprint.dsp.compressor.CompressorLoss;
import io.gainprint.dsp.compressor.CompressorTape;
import io.gainprint.dsp.processor.DifferentiableProcessor;
import io.gainprint.dsp.processor.Hessian;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorChain;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftKneeCompressorTest {
  /// Two implementations in double precision: sums of 3000 terms in other orders.
  private static final double ROUNDING = 1e-12;

  private static final int LENGTH = 3000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void compressor_ofRandomInput_keepsTheContract(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    SoftKneeSettings settings = settings(random);
    double[] state = {0.2, 0.8};
    double[] x =
        Kinks.firstFar(() -> loud(random, 50), in -> Kinks.areFar(sideChain(settings), in, state));

    ProcessorContract.verify(new SoftKneeCompressor(settings), x, state, seed);
  }

  @ParameterizedTest
  @EnumSource
  void compressor_ofLinkedChannels_keepsTheContract(Linking linking) {
    for (int seed = 0; seed < 3; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      SoftKneeSettings settings = settings(random);
      boolean isIndependent = linking == Linking.INDEPENDENT;
      double[] state =
          isIndependent ? new double[] {0.2, 0.7, 0.3, 0.8} : new double[] {0.2, 0.3, 0.8};
      double[] x =
          Kinks.firstFar(() -> loud(random, 80), in -> isFar(linking, settings, in, state));

      ProcessorContract.verify(new SoftKneeCompressor(settings, 2, linking), x, state, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void output_withoutKneeAndAveraging_isThePlainCompressorsToTheLastBit(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    CompressorCoefficients plain = plain(random);
    double[] x = RandomSignals.programme(random, 10 * LENGTH);
    double[] expected = new double[x.length];
    new Compressor(plain).process(x, 0, expected, 0, x.length);

    assertThat(process(new SoftKneeCompressor(SoftKneeSettings.of(plain)), x)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void adjoint_withoutKneeAndAveraging_isThePlainCompressors(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    CompressorCoefficients plain = plain(random);
    double[] x = RandomSignals.programme(random, LENGTH);
    double[] cotangent = RandomSignals.noise(random, LENGTH);
    double[] expectedInput = new double[LENGTH];
    CompressorDifferential expected =
        CompressorTape.record(plain, 0, 1, x, new double[LENGTH]).adjoint(cotangent, expectedInput);
    SoftKneeCompressor compressor = new SoftKneeCompressor(SoftKneeSettings.of(plain));
    double[] input = new double[LENGTH];
    double[] theta = new double[SoftKneeSettings.COUNT];
    double[] state = new double[2];
    compressor
        .linearise(x, new double[LENGTH], compressor.restingState())
        .adjoint(cotangent, input, theta, state);

    assertClose("by input", input, expectedInput, ROUNDING);
    assertThat(theta[1]).isCloseTo(expected.thresholdDb(), relative(expected.thresholdDb()));
    assertThat(theta[2]).isCloseTo(expected.ratio(), relative(expected.ratio()));
    assertThat(theta[3]).isZero();
    assertThat(theta[4]).isCloseTo(expected.attack(), relative(expected.attack()));
    assertThat(theta[5]).isCloseTo(expected.release(), relative(expected.release()));
    assertThat(theta[6]).isCloseTo(expected.makeUpDb(), relative(expected.makeUpDb()));
    assertThat(state[1]).isCloseTo(expected.initialGain(), relative(expected.initialGain()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void hessian_withoutKneeAndAveraging_isThePlainCompressors(long seed) {
    RandomGenerator random = RandomSignals.random(seed);
    CompressorCoefficients plain = plain(random);
    double[] x = RandomSignals.programme(random, LENGTH);
    double[] target = RandomSignals.noise(random, LENGTH);
    double pole = 0.995;
    CompressorLoss loss = new CompressorLoss(plain, pole, 0, CompressorLoss.Order.HESSIAN);
    double[] half = new double[LENGTH];
    Arrays.fill(half, 0.5);
    loss.accumulate(x, target, half, 0, LENGTH);
    Derivatives expected = loss.derivatives();

    DifferentiableProcessor stage =
        new ProcessorChain(
            List.of(
                new SoftKneeCompressor(SoftKneeSettings.of(plain)), new PreEmphasisFromRest(pole)));
    Derivatives actual =
        Hessian.of(stage, x, stage.restingState(), Hessian.SampleLoss.halfSquaredError(target));

    int[] own = {1, 2, 4, 5, 6}; // of (T, R, α_A, α_R, M) among 7 parameters
    assertThat(actual.value()).isCloseTo(expected.value(), relative(expected.value()));
    for (int i = 0; i < own.length; i++) {
      // Sums of both signs: rounding is relative to the size of their terms, 10 times the sum.
      assertThat(actual.gradient(own[i]))
          .isCloseTo(expected.gradient(i), within(1e-11 * Math.abs(expected.gradient(i))));
      for (int j = 0; j <= i; j++) {
        double scale =
            Math.sqrt(expected.gaussNewton(i, i)) * Math.sqrt(expected.gaussNewton(j, j));
        assertThat(actual.gaussNewton(own[i], own[j]))
            .isCloseTo(expected.gaussNewton(i, j), within(ROUNDING * scale));
        double curvature = Math.abs(expected.hessian(i, j));
        assertThat(actual.hessian(own[i], own[j]))
            .isCloseTo(expected.hessian(i, j), within(1e-11 * Math.max(scale, curvature)));
      }
    }
  }

  @Test
  void gain_ofASteadyTone_settlesOnTheKnee() {
    SoftKneeSettings settings = new SoftKneeSettings(1e-3, -9, 4, 12, 0.01, 0.001, 3);
    double[] x = new double[48_000];
    Arrays.setAll(x, n -> n % 2 == 0 ? 0.5 : -0.5); // its power is constant
    double[] y = process(new SoftKneeCompressor(settings), x);

    double level = Decibels.fromFactor(0.5);
    double knee = (level + 9 + 6) * (level + 9 + 6) / 24;
    double out = Decibels.fromFactor(Math.abs(y[y.length - 1]));
    assertThat(out).isCloseTo(level - 0.75 * knee + 3, within(1e-9)); // after 48 time constants
  }

  @Test
  void stereo_ofEqualChannels_isMonoWhateverTheLink() {
    double[] mono = RandomSignals.programme(RandomSignals.random(4), 2000);
    double[] stereo = new double[4000];
    Arrays.setAll(stereo, n -> mono[n / 2]);
    SoftKneeSettings settings = settings(RandomSignals.random(4));
    double[] expected = process(new SoftKneeCompressor(settings), mono);

    for (Linking linking : Linking.values()) {
      double[] y = process(new SoftKneeCompressor(settings, 2, linking), stereo);
      for (int n = 0; n < y.length; n++) {
        assertThat(y[n]).isEqualTo(expected[n / 2]);
      }
    }
  }

  @Test
  void stereo_ofOneLoudChannel_keepsTheBalanceWhenLinked() {
    RandomGenerator random = RandomSignals.random(6);
    double[] x = new double[2000];
    Arrays.setAll(x, n -> random.nextDouble(0.5, 1) * (n % 2 == 0 ? 1 : 0.01));
    SoftKneeSettings settings = new SoftKneeSettings(0.1, -20, 8, 6, 0.1, 0.01, 0);
    double[] linked = process(new SoftKneeCompressor(settings, 2, Linking.MAXIMUM), x);
    double[] apart = process(new SoftKneeCompressor(settings, 2, Linking.INDEPENDENT), x);

    for (int n = 0; n < x.length; n += 2) {
      assertThat(linked[n + 1] / x[n + 1]).isCloseTo(linked[n] / x[n], within(1e-15));
      assertThat(apart[n + 1]).isEqualTo(x[n + 1]); // 20 dB below the threshold
    }
    assertThat(linked[1998] / x[1998]).isLessThan(0.3);
  }

  @Test
  void derivatives_ofSilence_areFinite() {
    double[] x = RandomSignals.programme(RandomSignals.random(9), 2000);
    Arrays.fill(x, 1000, 2000, 0);
    double[] target = new double[2000];
    SoftKneeCompressor compressor =
        new SoftKneeCompressor(new SoftKneeSettings(0.5, -30, 4, 6, 0.1, 0.01, 0));

    Derivatives derivatives =
        Hessian.of(
            compressor, x, compressor.restingState(), Hessian.SampleLoss.halfSquaredError(target));

    assertThat(derivatives.isFinite()).isTrue();
  }

  @Test
  void process_inPlace_isTheSame() {
    double[] x = RandomSignals.programme(RandomSignals.random(2), 5000);
    SoftKneeCompressor compressor = new SoftKneeCompressor(settings(RandomSignals.random(2)));
    double[] expected = process(compressor, x);
    compressor.process(x, 0, x, 0, x.length, compressor.restingState());

    assertThat(x).isEqualTo(expected);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatThrownBy(() -> new SoftKneeSettings(0, -20, 2, 0, 0.5, 0.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("averaging coefficient must be in (0, 1]: 0.0");
    assertThatThrownBy(() -> new SoftKneeSettings(1, -20, 0.9, 0, 0.5, 0.5, 0))
        .hasMessage("ratio must be >= 1.0 and finite: 0.9");
    assertThatThrownBy(() -> new SoftKneeSettings(1, -20, 2, Double.NaN, 0.5, 0.5, 0))
        .hasMessage("knee must be >= 0.0 and finite: NaN");
    assertThatThrownBy(() -> SoftKneeSettings.of(new double[6]))
        .hasMessage("parameters must hold 7 values: 6");
    SoftKneeSettings settings = settings(RandomSignals.random(1));
    assertThatThrownBy(() -> new SoftKneeCompressor(settings, 0, Linking.MEAN))
        .hasMessage("channels must be >= 1: 0");
    SoftKneeCompressor compressor = new SoftKneeCompressor(settings);
    assertThatThrownBy(() -> compressor.linearise(new double[0], new double[0], new double[2]))
        .hasMessageContaining("input must hold one frame or more");
    assertThatThrownBy(
            () -> compressor.process(new double[2], 0, new double[2], 0, 0, new double[3]))
        .hasMessage("state must hold 2 values: 3");
  }

  @Test
  void sideChain_ofAnotherNumberOfGains_isRefused() {
    ProcessorChain threeToOne = new ProcessorChain(List.of(new ChannelLink(3, Linking.MEAN)));

    assertThat(new SideChain(threeToOne).outputChannels()).isEqualTo(3);
    assertThatThrownBy(() -> new SideChain(new Doubling()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the gain must have 1 channel or 1: 2");
  }

  /// One channel in, two out.
  private static final class Doubling implements DifferentiableProcessor {
    @Override
    public int outputChannels() {
      return 2;
    }

    @Override
    public double[] parameters() {
      return new double[0];
    }

    @Override
    public DifferentiableProcessor with(double[] parameters) {
      return this;
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
      throw new UnsupportedOperationException();
    }

    @Override
    public Linearisation linearise(double[] input, double[] output, double[] state) {
      throw new UnsupportedOperationException();
    }
  }

  private static Offset<Double> relative(double value) {
    return within(ROUNDING * Math.abs(value) + Double.MIN_NORMAL);
  }

  private static double[] process(DifferentiableProcessor stage, double[] x) {
    double[] y = new double[x.length];
    stage.process(x, 0, y, 0, x.length / stage.inputChannels(), stage.restingState());
    return y;
  }

  private static CompressorCoefficients plain(RandomGenerator random) {
    return new CompressorCoefficients(
        random.nextDouble(-35, -12),
        random.nextDouble(1.5, 12),
        random.nextDouble(0.01, 0.9),
        random.nextDouble(1e-3, 0.05),
        random.nextDouble(-6, 6));
  }

  /// A knee around the levels of loud sound.
  private static SoftKneeSettings settings(RandomGenerator random) {
    return new SoftKneeSettings(
        random.nextDouble(0.3, 0.8),
        random.nextDouble(-12, -6),
        random.nextDouble(1.5, 12),
        random.nextDouble(4, 15),
        random.nextDouble(0.1, 0.7),
        random.nextDouble(0.02, 0.2),
        random.nextDouble(-6, 6));
  }

  /// What [SoftKneeCompressor] is made of, for one channel.
  private static List<DifferentiableProcessor> sideChain(SoftKneeSettings s) {
    return List.of(
        new Memoryless(new Square()),
        new Averaging(s.averaging()),
        new Memoryless(new Root()),
        new Memoryless(new Level()),
        new Memoryless(new CompressorCurve(s.thresholdDb(), s.ratio(), s.kneeDb())),
        AttackRelease.ofGain(s.attack(), s.release()));
  }

  /// Likewise for two, with a state as that of the compressor.
  private static boolean isFar(
      Linking linking, SoftKneeSettings settings, double[] x, double[] state) {
    double[] left = channel(0, x);
    double[] right = channel(1, x);
    List<DifferentiableProcessor> all = sideChain(settings);
    if (linking == Linking.INDEPENDENT) {
      return Kinks.areFar(all, left, new double[] {state[0], state[2]})
          && Kinks.areFar(all, right, new double[] {state[1], state[3]});
    }
    boolean far = true;
    double[][] before = {{0, 0, 1}, state};
    for (double[] start : before) {
      double[] a = new double[left.length];
      double[] b = new double[left.length];
      DifferentiableProcessor detector = Detector.rms(settings.averaging());
      detector.process(left, 0, a, 0, a.length, new double[] {start[0]});
      detector.process(right, 0, b, 0, b.length, new double[] {start[1]});
      double[] level = new double[a.length];
      for (int n = 0; n < a.length; n++) {
        far &= Math.abs(a[n] - b[n]) > 1e-3;
        level[n] = linking == Linking.MAXIMUM ? Math.max(a[n], b[n]) : (a[n] + b[n]) / 2;
      }
      far &= Kinks.areFar(all.subList(3, all.size()), level, new double[] {start[2]});
    }
    return far;
  }

  private static double[] channel(int channel, double[] stereo) {
    double[] one = new double[stereo.length / 2];
    Arrays.setAll(one, n -> stereo[2 * n + channel]);
    return one;
  }

  private static double[] loud(RandomGenerator random, int length) {
    return random.doubles(length, 0.3, 1).map(a -> random.nextBoolean() ? a : -a).toArray();
  }
}
