package io.gainprint.dsp.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.processor.Linearisation;
import io.gainprint.dsp.processor.ProcessorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelLinkTest {
  private static final double[] NOTHING = {};

  @ParameterizedTest
  @EnumSource
  void link_ofAnyNumberOfChannels_keepsTheContract(Linking linking) {
    for (int channels = 1; channels <= 4; channels++) {
      double[] x = levels(channels, 60, channels);

      ProcessorContract.verify(new ChannelLink(channels, linking), x, NOTHING, channels);
    }
  }

  @Test
  void process_ofStereo_isMaximumMeanOrBoth() {
    double[] x = {1, 3, 5, 2};

    assertThat(process(Linking.MAXIMUM, x, 2)).containsExactly(3, 5);
    assertThat(process(Linking.MEAN, x, 2)).containsExactly(2, 3.5);
    assertThat(process(Linking.INDEPENDENT, x, 4)).containsExactly(x);
  }

  @Test
  void maximum_ofEquals_movesWithTheFirst() {
    double[] x = {2, 2, 1, 1};
    double[] back = new double[4];
    Linearisation at = new ChannelLink(2, Linking.MAXIMUM).linearise(x, new double[2], NOTHING);
    at.adjoint(new double[] {3, 4}, back, NOTHING, NOTHING);

    assertThat(back).containsExactly(3, 0, 4, 0);
  }

  @ParameterizedTest
  @EnumSource
  void process_ofNaN_isNaN(Linking linking) {
    assertThat(process(linking, new double[] {1, Double.NaN}, 2)).contains(Double.NaN);
    assertThat(process(linking, new double[] {Double.NaN, 1}, 2)).contains(Double.NaN);
  }

  @Test
  void arguments_thatDoNotFit_areRefused() {
    ChannelLink link = new ChannelLink(2, Linking.MEAN);

    assertThatThrownBy(() -> new ChannelLink(0, Linking.MEAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be >= 1: 0");
    assertThatThrownBy(() -> link.linearise(new double[3], new double[1], NOTHING))
        .hasMessageContaining("frame or more of 2 samples: 3");
    assertThatThrownBy(() -> link.linearise(new double[4], new double[4], NOTHING))
        .hasMessageContaining("output must hold 2 values: 4");
    assertThatThrownBy(() -> link.process(new double[2], 0, new double[1], 0, 1, new double[1]))
        .hasMessageContaining("state must hold 0 values: 1");
  }

  private static double[] process(Linking linking, double[] x, int outputs) {
    double[] y = new double[outputs];
    new ChannelLink(2, linking).process(x, 0, y, 0, x.length / 2, NOTHING);
    return y;
  }

  /// Levels of which the largest two of a frame differ by more than a step of the contract.
  private static double[] levels(int channels, int frames, long seed) {
    double[] x = new double[channels * frames];
    var random = RandomSignals.random(seed);
    for (int n = 0; n < frames; n++) {
      int loudest = random.nextInt(channels);
      for (int i = 0; i < channels; i++) {
        x[n * channels + i] = random.nextDouble() + (i == loudest ? 1.001 : 0);
      }
    }
    return x;
  }
}
