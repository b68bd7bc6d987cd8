package io.gainprint.dsp.compressor.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.GainReduction;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockGainTest {
  /// Polynomials good to 3e-14 of a level of up to 160 dB, twice: see [VectorPasses]. Plain code is
  /// far closer.
  private static final double ACCURACY = 1e-12;

  enum Kernel {
    PLAIN,
    VECTOR;

    BlockGain gain(int channels) {
      assertThat(VectorUnit.isPresent()).as("tests run with the vector unit").isTrue();
      return new BlockGain(channels, this == VECTOR);
    }
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static double[] programme(RandomGenerator random, int frames) {
    double[] x = new double[frames];
    for (int n = 0; n < frames; n++) {
      x[n] = Math.pow(10, random.nextDouble(-9, 0.5)) * (random.nextBoolean() ? 1 : -1);
      if (n % 97 == 0) {
        x[n] = 0;
      }
    }
    return x;
  }

  private static CompressorCoefficients coefficients(RandomGenerator random) {
    return new CompressorParameters(
            random.nextDouble(-80, 0),
            random.nextDouble(1, 30),
            random.nextDouble(0, 50),
            random.nextDouble(0, 500),
            0)
        .at(48_000);
  }

  /// Gains of several channels, in blocks of random sizes.
  private static double[][] gains(
      BlockGain gain, BlockSettings settings, double[][] x, RandomGenerator random) {
    int frames = x[0].length;
    double[][] gains = new double[x.length][frames];
    for (int done = 0; done < frames; ) {
      int part = Math.min(random.nextInt(1, BlockGain.MAX_FRAMES + 1), frames - done);
      for (int channel = 0; channel < x.length; channel++) {
        System.arraycopy(x[channel], done, gain.detector(channel), 0, part);
      }
      gain.process(settings, part);
      settings.advance(part);
      for (int channel = 0; channel < x.length; channel++) {
        System.arraycopy(gain.gains(channel), 0, gains[channel], done, part);
      }
      done += part;
    }
    return gains;
  }

  @ParameterizedTest
  @EnumSource
  void process_anySettingsAndChannels_isTheReference(Kernel kernel) {
    RandomGenerator random = random(1);
    for (int channels = 1; channels <= 5; channels++) {
      CompressorCoefficients coefficients = coefficients(random);
      BlockSettings settings = new BlockSettings();
      settings.hold(coefficients);
      double[][] x = new double[channels][];
      for (int channel = 0; channel < channels; channel++) {
        x[channel] = programme(random, 3000);
      }

      double[][] gains = gains(kernel.gain(channels), settings, x, random);

      for (int channel = 0; channel < channels; channel++) {
        double[] expected = new double[3000];
        new GainReduction(coefficients).process(x[channel], 0, expected, 0, 3000);
        assertThat(gains[channel]).containsExactly(expected, within(ACCURACY));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void process_belowThreshold_isExactlyOne(Kernel kernel) {
    BlockGain gain = kernel.gain(1);
    BlockSettings settings = new BlockSettings();
    settings.hold(-20, 0.8, 0.1, 0.001);
    Arrays.fill(gain.detector(0), 0.0999);

    gain.process(settings, BlockGain.MAX_FRAMES);

    assertThat(gain.gains(0)).startsWith(1.0, 1.0, 1.0);
    assertThat(gain.gain(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void process_settingsThatMove_goAlongStraightLines(Kernel kernel) {
    BlockGain gain = kernel.gain(3);
    BlockSettings settings = new BlockSettings();
    settings.hold(-10, 0.5, 1, 1); // at once: the gain is the static one
    settings.move(60, -40, 0.9, 0.5, 0.25);
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(gain.detector(channel), 1.0);
    }

    gain.process(settings, 60);

    double g = 1;
    for (int n = 0; n < 60; n++) {
      double f = Math.pow(10, (0.5 + 0.4 * n / 60) * (-10 - 30.0 * n / 60) / 20);
      double c = f < g ? 1 - 0.5 * n / 60 : 1 - 0.75 * n / 60;
      g += c * (f - g);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(gain.gains(channel)[n]).isCloseTo(g, within(ACCURACY));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void process_whatIsNoNumber_leavesNoTrace(Kernel kernel) {
    BlockGain gain = kernel.gain(1);
    BlockSettings settings = new BlockSettings();
    settings.hold(-20, 0.8, 1, 0.5);
    double[] detector = gain.detector(0);
    Arrays.fill(detector, 0.01);
    detector[1] = Double.NaN;
    detector[10] = Double.POSITIVE_INFINITY;

    gain.process(settings, BlockGain.MAX_FRAMES);

    assertThat(gain.gains(0)[1]).isEqualTo(1);
    assertThat(gain.gains(0)[10]).isLessThan(1e-200);
    assertThat(gain.gains(0)[63]).isCloseTo(1, within(1e-15)); // 53 halvings of the distance
  }

  @ParameterizedTest
  @EnumSource
  void process_extremeLevels_neverLeavesZeroToOne(Kernel kernel) {
    BlockGain gain = kernel.gain(2);
    BlockSettings settings = new BlockSettings();
    settings.hold(-400, 1, 0.3, 0.01); // a limiter whose threshold counts as -160 dB
    for (int block = 0; block < 300; block++) {
      Arrays.fill(gain.detector(0), Double.MAX_VALUE);
      Arrays.fill(gain.detector(1), Double.MIN_VALUE);
      gain.process(settings, BlockGain.MAX_FRAMES);
    }

    assertThat(gain.gain(0)).isZero(); // and no denormal number
    assertThat(gain.gain(1)).isCloseTo(1, within(1e-6)); // -160 dB is the threshold, to rounding
  }

  @ParameterizedTest
  @EnumSource
  void apply_factorThatMoves_goesAlongAStraightLine(Kernel kernel) {
    BlockGain gain = kernel.gain(2);
    BlockSettings settings = new BlockSettings();
    settings.hold(-30, 0.8, 0.1, 0.001);
    double[] x = programme(random(2), 70);
    System.arraycopy(x, 3, gain.detector(1), 0, 61);
    gain.process(settings, 61);
    double[] y = x.clone();

    gain.apply(1, y, 3, 61, 2, -0.01);

    for (int n = 0; n < 70; n++) {
      double factor = n < 3 || n >= 64 ? 1 : (2 - 0.01 * (n - 3)) * gain.gains(1)[n - 3];
      assertThat(y[n]).isCloseTo(x[n] * factor, within(1e-14 * Math.abs(x[n]))); // rounding
    }
  }

  @Test
  void gain_withoutChannels_isRefused() {
    assertThatThrownBy(() -> new BlockGain(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be at least 1: 0");
  }
}
