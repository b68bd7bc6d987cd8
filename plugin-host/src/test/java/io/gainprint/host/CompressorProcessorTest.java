package io.gainprint.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.GainReduction;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressorProcessorTest {
  private static final CompressorParameters PARAMETERS = new CompressorParameters(-30, 4, 2, 80, 3);
  private static final double RATE = 48_000;
  private static final int FRAMES = 5000;

  private static double[][] noise(int channels) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    double[][] planar = new double[channels][FRAMES];
    for (int c = 0; c < channels; c++) {
      double amplitude = 1.0 / (1 + 3 * c);
      for (int n = 0; n < FRAMES; n++) {
        planar[c][n] = amplitude * (n / 1000 % 2 == 0 ? 1 : 0.05) * random.nextDouble(-1, 1);
      }
    }
    return planar;
  }

  private static double[][] copy(double[][] planar) {
    return Arrays.stream(planar).map(double[]::clone).toArray(double[][]::new);
  }

  private static CompressorProcessor processor(int channels, ChannelLink link) {
    return new CompressorProcessor(PARAMETERS, 0.5, RATE, channels, link);
  }

  @ParameterizedTest
  @EnumSource
  void process_oneChannel_isTheCompressor(ChannelLink link) {
    double[][] planar = noise(1);
    double[] expected = planar[0].clone();
    new Compressor(PARAMETERS.at(RATE), 24).process(expected, 0, expected, 0, FRAMES);

    processor(1, link).process(planar, FRAMES);

    assertThat(planar[0]).isEqualTo(expected);
  }

  @Test
  void process_independent_isACompressorPerChannel() {
    double[][] planar = noise(3);
    double[][] expected = copy(planar);
    for (double[] channel : expected) {
      new Compressor(PARAMETERS.at(RATE), 24).process(channel, 0, channel, 0, FRAMES);
    }

    processor(3, ChannelLink.INDEPENDENT).process(planar, FRAMES);

    assertThat(planar).isDeepEqualTo(expected);
  }

  @Test
  void process_linked_isTheGainOfTheLoudestSample() {
    double[][] dry = noise(2);
    double[] detector = new double[FRAMES];
    Arrays.setAll(detector, n -> Math.max(Math.abs(dry[0][n]), Math.abs(dry[1][n])));
    double[] gains = new double[FRAMES];
    new GainReduction(PARAMETERS.at(RATE)).process(detector, 0, gains, 0, FRAMES);
    double makeUp = PARAMETERS.at(RATE).makeUpFactor();
    double[][] planar = copy(dry);

    new CompressorProcessor(PARAMETERS, 0, RATE, 2, ChannelLink.MAXIMUM).process(planar, FRAMES);

    for (int n = 0; n < FRAMES; n++) {
      assertThat(planar[0][n]).isEqualTo(dry[0][n] * (makeUp * gains[n]));
      assertThat(planar[1][n]).isEqualTo(dry[1][n] * (makeUp * gains[n]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void process_inAnyBlocks_isTheSame(ChannelLink link) {
    double[][] expected = noise(2);
    processor(2, link).process(expected, FRAMES);
    double[][] dry = noise(2);
    CompressorProcessor processor = processor(2, link);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);

    for (int done = 0; done < FRAMES; ) {
      int part = Math.min(random.nextInt(0, 700), FRAMES - done);
      double[][] block = {
        Arrays.copyOfRange(dry[0], done, done + part), Arrays.copyOfRange(dry[1], done, done + part)
      };
      processor.process(block, part);
      assertThat(block[0]).isEqualTo(Arrays.copyOfRange(expected[0], done, done + part));
      assertThat(block[1]).isEqualTo(Arrays.copyOfRange(expected[1], done, done + part));
      done += part;
    }
  }

  @Test
  void process_nanInOneChannel_leavesTheOtherAlone() {
    double[][] broken = noise(2);
    broken[1][100] = Double.NaN;
    double[][] whole = noise(2);
    whole[1][100] = 0;

    processor(2, ChannelLink.MAXIMUM).process(broken, FRAMES);
    processor(2, ChannelLink.MAXIMUM).process(whole, FRAMES);

    assertThat(broken[0]).isEqualTo(whole[0]);
    assertThat(broken[1][124]).isNaN(); // the look-ahead later
  }

  @Test
  void latency_isTheLookAheadInFrames() {
    assertThat(processor(2, ChannelLink.MAXIMUM).latencyFrames()).isEqualTo(24);
  }

  @Test
  void processor_withoutChannels_isRefused() {
    assertThatThrownBy(() -> processor(0, ChannelLink.MAXIMUM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be at least 1: 0");
  }
}
