package io.gainprint.dsp.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.dynamics.Averaging;
import io.gainprint.dsp.dynamics.ChannelLink;
import io.gainprint.dsp.dynamics.Linking;
import io.gainprint.dsp.dynamics.MakeUp;
import io.gainprint.dsp.dynamics.Memoryless;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerChannelTest {
  private static final ProcessorChain STAGE =
      new ProcessorChain(List.of(new Averaging(0.2), new Memoryless(new MakeUp(3))));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void perChannel_ofNoise_keepsTheContract(int channels) {
    RandomGenerator random = RandomSignals.random(channels);
    double[] x = RandomSignals.noise(random, 70 * channels);
    double[] state = RandomSignals.noise(random, channels);

    ProcessorContract.verify(new PerChannel(STAGE, channels), x, state, channels);
  }

  @Test
  void process_ofManyFrames_isTheStageOnEachChannel() {
    double[] x = RandomSignals.noise(RandomSignals.random(1), 6000);
    PerChannel stage = new PerChannel(STAGE, 2);
    double[] y = new double[x.length];
    stage.process(x, 0, y, 0, 3000, stage.restingState());

    for (int channel = 0; channel < 2; channel++) {
      double[] one = new double[3000];
      for (int n = 0; n < one.length; n++) {
        one[n] = x[2 * n + channel];
      }
      STAGE.process(one, 0, one, 0, one.length, STAGE.restingState());
      for (int n = 0; n < one.length; n++) {
        assertThat(y[2 * n + channel]).isEqualTo(one[n]);
      }
    }
  }

  @Test
  void arguments_thatDoNotFit_areRefused() {
    PerChannel stage = new PerChannel(STAGE, 2);

    assertThatThrownBy(() -> new PerChannel(STAGE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be >= 1: 0");
    assertThatThrownBy(() -> new PerChannel(new ChannelLink(2, Linking.MEAN), 2))
        .hasMessage("the stage must have 1 channel: 2 in, 1 out");
    assertThatThrownBy(() -> stage.process(new double[2], 0, new double[2], 0, 1, new double[1]))
        .hasMessage("state must hold 2 values: 1");
    assertThatThrownBy(() -> stage.linearise(new double[3], new double[3], new double[2]))
        .hasMessageContaining("of 2 samples: 3");
  }
}
