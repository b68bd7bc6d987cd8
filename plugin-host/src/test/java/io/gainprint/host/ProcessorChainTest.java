package io.gainprint.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.Limiter;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorChainTest {
  private static final double RATE = 48_000;

  /// `y[n] = x[n] + 0.5 y[n−1]`
  private static FilterProcessor onePole() {
    return new FilterProcessor(
        _ -> List.of(new FilterCoefficients(new double[] {1, 0}, new double[] {1, -0.5})));
  }

  private static CompressorProcessor compressor(double thresholdDb) {
    return new CompressorProcessor(
        new CompressorControls.Outright(new CompressorParameters(thresholdDb, 4, 2, 80, 0)),
        1,
        ChannelLink.MAXIMUM);
  }

  @Test
  void chain_parametersOfTheSameName_areNumberedAndReachTheirOwner() {
    CompressorProcessor first = compressor(-20);
    CompressorProcessor second = compressor(-30);
    ProcessorChain chain = new ProcessorChain(List.of(first, onePole(), second));

    assertThat(chain.parameters())
        .extracting(Parameter::id)
        .startsWith("threshold", "ratio")
        .contains("threshold_2", "makeup_2");
    chain.set(5, -44); // the second threshold

    assertThat(chain.value(5)).isEqualTo(-44);
    assertThat(second.value(0)).isEqualTo(-44);
    assertThat(first.value(0)).isEqualTo(-20);
  }

  @Test
  void chain_latencyAndTail_areThoseOfAll() {
    ProcessorChain chain =
        new ProcessorChain(
            List.of(compressor(-20), onePole(), new LimiterProcessor(-1, 1, 50, 2), onePole()));
    chain.activate(new ProcessSpec(RATE, 1, 64));

    assertThat(chain.latencyFrames()).isEqualTo(48 + 96);
    // The last power of a half that is above 1e-6 is the nineteenth.
    assertThat(chain.tailFrames()).isEqualTo(2 * 19);
  }

  @Test
  void limiter_anyBlocks_isTheGainOfTheLoudestChannelEarly() {
    LimiterProcessor processor = new LimiterProcessor(-12, 0.5, 60, 1);
    processor.activate(new ProcessSpec(RATE, 2, 8192));
    double[][] sound = Sounds.programme(2, 20_000, 1);
    double[][] dry = Sounds.copy(sound);
    double[] gains = new double[20_000];
    for (int n = 0; n < gains.length; n++) {
      gains[n] = Math.max(Math.abs(dry[0][n]), Math.abs(dry[1][n]));
    }
    new Limiter(-12, RiseTime.toCoefficient(0.5, RATE), RiseTime.toCoefficient(60, RATE))
        .process(gains, 0, gains, 0, gains.length);

    Sounds.inBlocks(processor::process, sound, 700, 2);

    for (int channel = 0; channel < 2; channel++) {
      for (int n = 0; n < gains.length; n++) {
        double late = n < 48 ? 0 : dry[channel][n - 48];
        assertThat(sound[channel][n]).isCloseTo(gains[n] * late, within(1e-15)); // one rounding
      }
    }
    assertThat(processor.takeLeastGain()).isLessThan(1);
  }
}
