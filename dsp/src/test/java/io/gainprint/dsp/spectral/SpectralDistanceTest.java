package io.gainprint.dsp.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.ProcessorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralDistanceTest {
  /// Windows shorter than transforms and not, odd and even, with hops that do not divide them.
  private static final List<Resolution> SMALL =
      List.of(new Resolution(13, 5, 16), Resolution.of(32), new Resolution(24, 7, 64));

  enum Weights {
    BOTH(1, 1),
    CONVERGENCE(0.7, 0),
    LOG(0, 1.3);

    private final double convergence;
    private final double log;

    Weights(double convergence, double log) {
      this.convergence = convergence;
      this.log = log;
    }

    SpectralSettings settings() {
      return new SpectralSettings(SMALL, convergence, log, 1e-8);
    }
  }

  private static double[] moved(double[] x, double[] direction, double step) {
    double[] moved = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      moved[n] = x[n] + step * direction[n];
    }
    return moved;
  }

  private static double dot(double[] v, double[] w) {
    double sum = 0;
    for (int n = 0; n < v.length; n++) {
      sum += v[n] * w[n];
    }
    return sum;
  }

  /// A target, and what is near it: other noise at a quarter of its level.
  private static double[] target(RandomGenerator random, int length) {
    return RandomSignals.programme(random, length);
  }

  private static double[] near(RandomGenerator random, double[] target) {
    return moved(target, RandomSignals.noise(random, target.length), 0.25);
  }

  @ParameterizedTest
  @EnumSource(Weights.class)
  void value_isThatOfASlowTransform(Weights weights) {
    for (long seed = 1; seed <= 5; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      double[] target = target(random, random.nextInt(33, 900));
      double[] signal = near(random, target);
      SpectralSettings settings = weights.settings();
      double slow = slowDistance(target, signal, settings);

      // Rounding in transforms of 64 samples, and in sums of some hundred terms.
      assertThat(new SpectralDistance(target, settings).value(signal) / slow)
          .isCloseTo(1, within(1e-12));
    }
  }

  /// From the definition: frames as lists of samples, sums of sines for the transform.
  private static double slowDistance(double[] target, double[] signal, SpectralSettings settings) {
    double sum = 0;
    for (Resolution resolution : settings.resolutions()) {
      List<Double> a = slowMagnitudes(signal, resolution, settings.powerFloor());
      List<Double> b = slowMagnitudes(target, resolution, settings.powerFloor());
      double difference = 0;
      double square = 0;
      double log = 0;
      for (int i = 0; i < a.size(); i++) {
        difference += Math.pow(b.get(i) - a.get(i), 2);
        square += Math.pow(b.get(i), 2);
        log += Math.abs(Math.log(a.get(i)) - Math.log(b.get(i)));
      }
      sum += settings.convergenceWeight() * Math.sqrt(difference / square);
      sum += settings.logWeight() * log / a.size();
    }
    return sum / settings.resolutions().size();
  }

  private static List<Double> slowMagnitudes(double[] x, Resolution resolution, double floor) {
    int window = resolution.windowSamples();
    int size = resolution.transformSamples();
    List<Double> magnitudes = new ArrayList<>();
    for (int centre = 0; centre <= x.length; centre += resolution.hopSamples()) {
      for (int k = 0; k <= size / 2; k++) {
        double re = 0;
        double im = 0;
        for (int n = 0; n < window; n++) {
          int place = (size - window) / 2 + n; // in the transform
          int at = centre - size / 2 + place;
          if (at < 0) {
            at = -at;
          }
          if (at >= x.length) {
            at = 2 * x.length - 2 - at;
          }
          double value = x[at] * (0.5 - 0.5 * Math.cos(2 * Math.PI * n / window));
          re += value * Math.cos(2 * Math.PI * k * place / size);
          im -= value * Math.sin(2 * Math.PI * k * place / size);
        }
        magnitudes.add(Math.sqrt(Math.max(re * re + im * im, floor)));
      }
    }
    return magnitudes;
  }

  /// Magnitudes all scale, so that both parts are known: |α − 1| and |ln α|.
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.99, 3})
  void value_ofAScaledTarget_isThatOfTheScale(double scale) {
    double[] target = RandomSignals.noise(RandomSignals.random(1), 10_000);
    double[] signal = moved(new double[target.length], target, scale);
    for (SpectralSettings settings :
        List.of(SpectralSettings.DEFAULT, SpectralSettings.PARALLEL_WAVEGAN)) {
      // Noise has no bin near the floor; roundings of 1e-16 remain.
      assertThat(new SpectralDistance(target, settings).value(signal))
          .isCloseTo(Math.abs(scale - 1) + Math.abs(Math.log(scale)), within(1e-12));
    }
  }

  /// Along random directions. The step is short because of the kinks: a bin that crosses one adds
  /// an error of the order of the step, times a slope that is steep where the magnitude is small.
  /// It costs digits: values of 1 in roundings of 1e-16 leave 1e-8.
  @ParameterizedTest
  @EnumSource(Weights.class)
  void gradient_isThatOfDifferences(Weights weights) {
    for (long seed = 1; seed <= 20; seed++) {
      RandomGenerator random = RandomSignals.random(seed);
      double[] target = target(random, random.nextInt(33, 900));
      double[] signal = near(random, target);
      SpectralDistance distance = new SpectralDistance(target, weights.settings());
      double[] gradient = new double[signal.length];
      double value = distance.valueAndGradient(signal, gradient);
      double[] direction = RandomSignals.noise(random, signal.length);
      double step = 1e-8;
      double quotient =
          (distance.value(moved(signal, direction, step))
                  - distance.value(moved(signal, direction, -step)))
              / (2 * step);
      double scale = Math.sqrt(dot(gradient, gradient) * dot(direction, direction));
      assertThat(value).isEqualTo(distance.value(signal));
      assertThat(dot(gradient, direction)).isCloseTo(quotient, within(1e-7 * scale));
    }
  }

  /// Sample by sample, the mirrored ends included, on one short signal.
  @Test
  void gradient_ofEverySample_isThatOfDifferences() {
    RandomGenerator random = RandomSignals.random(11);
    double[] target = RandomSignals.noise(random, 61);
    double[] signal = near(random, target);
    SpectralDistance distance = new SpectralDistance(target, Weights.BOTH.settings());
    double[] gradient = new double[signal.length];
    distance.valueAndGradient(signal, gradient);
    double[] quotients = new double[signal.length];
    for (int n = 0; n < signal.length; n++) {
      double[] one = new double[signal.length];
      one[n] = 1;
      double step = 1e-6;
      quotients[n] =
          (distance.value(moved(signal, one, step)) - distance.value(moved(signal, one, -step)))
              / (2 * step);
    }

    // Central differences of values of 1: 1e-10 by rounding, and curvature by the step's square,
    // which is large where a magnitude is small.
    ProcessorContract.assertClose("gradient", gradient, quotients, 1e-7);
  }

  /// The transform is linear, so its adjoint can be checked to the last digits.
  @Test
  void adjoint_ofTheTransform_isTransposed() {
    for (Resolution resolution : SMALL) {
      RandomGenerator random = RandomSignals.random(12);
      int length = random.nextInt(33, 500);
      ShortTimeSpectrum transform = new ShortTimeSpectrum(resolution, length);
      double[] v = RandomSignals.noise(random, length);
      double[] spectra = transform.of(v);
      double[] w = RandomSignals.noise(random, spectra.length);
      double forward = dot(spectra, w);
      double[] back = new double[length];
      transform.addAdjoint(w, back);

      assertThat(dot(v, back)).isCloseTo(forward, within(1e-12 * Math.sqrt(dot(spectra, spectra))));
    }
  }

  @Test
  void descent_alongTheGradient_comesCloser() {
    RandomGenerator random = RandomSignals.random(13);
    double[] target = target(random, 6000);
    double[] signal = near(random, target);
    SpectralDistance distance = new SpectralDistance(target, SpectralSettings.DEFAULT);
    double[] gradient = new double[signal.length];
    double first = distance.value(signal);
    for (int k = 0; k < 30; k++) {
      double value = distance.valueAndGradient(signal, gradient);
      signal = moved(signal, gradient, -0.02 * value / dot(gradient, gradient));
    }

    assertThat(distance.value(signal)).isLessThan(0.8 * first);
  }

  @Test
  void value_andGradient_ofTheTargetItself_areZero() {
    double[] target = target(RandomSignals.random(14), 4000);
    SpectralDistance distance = new SpectralDistance(target, SpectralSettings.DEFAULT);
    double[] gradient = new double[target.length];

    assertThat(distance.valueAndGradient(target, gradient)).isZero();
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void silence_isBelowTheFloor_andMovesNothing() {
    double[] silence = new double[4000];
    double[] sound = RandomSignals.noise(RandomSignals.random(15), 4000);
    double[] gradient = RandomSignals.noise(RandomSignals.random(16), 4000);

    SpectralDistance fromSilence = new SpectralDistance(silence, SpectralSettings.DEFAULT);
    assertThat(fromSilence.valueAndGradient(silence, gradient)).isZero();
    assertThat(gradient).containsOnly(0);
    assertThat(fromSilence.valueAndGradient(sound, gradient)).isFinite();
    assertThat(dot(gradient, sound)).isPositive(); // louder is farther

    SpectralDistance fromSound = new SpectralDistance(sound, SpectralSettings.DEFAULT);
    assertThat(fromSound.valueAndGradient(silence, gradient)).isFinite().isPositive();
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void nan_makesValueAndGradientNaN() {
    double[] target = RandomSignals.noise(RandomSignals.random(17), 4000);
    double[] signal = target.clone();
    signal[1234] = Double.NaN;
    double[] gradient = new double[4000];

    assertThat(
            new SpectralDistance(target, SpectralSettings.DEFAULT)
                .valueAndGradient(signal, gradient))
        .isNaN();
    assertThat(gradient[1300]).isNaN();
  }

  @Test
  void threads_mayShareOne() {
    RandomGenerator random = RandomSignals.random(18);
    double[] target = target(random, 20_000);
    SpectralDistance distance = new SpectralDistance(target, SpectralSettings.DEFAULT);
    List<double[]> signals = IntStream.range(0, 8).mapToObj(_ -> near(random, target)).toList();
    List<Double> alone = signals.stream().map(distance::value).toList();

    assertThat(signals.parallelStream().map(distance::value).toList()).isEqualTo(alone);
  }

  @Test
  void badArguments_areNamed() {
    double[] target = new double[1025];
    SpectralDistance distance = new SpectralDistance(target, SpectralSettings.DEFAULT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distance.value(new double[3]))
        .withMessage("signal must hold 1025 values: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distance.valueAndGradient(target, new double[3]))
        .withMessage("signalCotangent must hold 1025 values: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpectralDistance(new double[1024], SpectralSettings.DEFAULT))
        .withMessage("target must be longer than 1024 samples, half a transform: 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resolution.of(1000))
        .withMessage("transformSamples must be a power of two from 4 to 1048576: 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resolution(65, 8, 64))
        .withMessage("windowSamples must be from 2 to 64, the transform: 65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resolution(64, 0, 64))
        .withMessage("hopSamples must be >= 1: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpectralSettings(List.of(), 1, 1, 1e-8))
        .withMessage("resolutions must be 1 or more: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpectralSettings(SMALL, Double.NaN, 1, 1e-8))
        .withMessage("convergenceWeight must be finite and >= 0: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpectralSettings(SMALL, 1, -1, 1e-8))
        .withMessage("logWeight must be finite and >= 0: -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpectralSettings(SMALL, 1, 1, 0))
        .withMessage("powerFloor must be finite and greater than 0: 0.0");
  }
}
