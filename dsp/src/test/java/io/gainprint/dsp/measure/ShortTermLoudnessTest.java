package io.gainprint.dsp.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.KWeighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTermLoudnessTest {
  private static double[][] sine(double rate, double db, double hz, int channels, double seconds) {
    double[][] planar = new double[channels][(int) (rate * seconds)];
    for (double[] channel : planar) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = Math.pow(10, db / 20) * Math.sin(2 * Math.PI * hz * n / rate);
      }
    }
    return planar;
  }

  /// EBU Tech 3341, test 1: a stereo sine of 1 kHz at −23 dBFS reads −23.0 LUFS, within 0.1.
  @ParameterizedTest
  @ValueSource(doubles = {8000, 44_100, 48_000, 96_000, 192_000})
  void lufs_stereoSine_isItsLevel(double rate) {
    ShortTermLoudness meter = new ShortTermLoudness(rate, 2);
    double[][] sine = sine(rate, -23, 1000, 2, 4);

    meter.add(sine, sine[0].length);

    assertThat(meter.lufs()).isCloseTo(-23.0, within(0.1));
  }

  @Test
  void lufs_anyBlocks_isTheSame() {
    double[][] sine = sine(48_000, -12, 300, 1, 3.5);
    ShortTermLoudness whole = new ShortTermLoudness(48_000, 1);
    whole.add(sine, sine[0].length);
    ShortTermLoudness parts = new ShortTermLoudness(48_000, 1);
    double[][] block = new double[1][700];
    for (int done = 0; done < sine[0].length; done += 700) {
      System.arraycopy(sine[0], done, block[0], 0, 700);
      parts.add(block, 700);
    }

    // Sums in another order, of 144 000 squares.
    assertThat(parts.lufs()).isCloseTo(whole.lufs(), within(1e-9));
  }

  @Test
  void lufs_threeSecondsOfSilence_isNothing() {
    ShortTermLoudness meter = new ShortTermLoudness(48_000, 1);
    meter.add(sine(48_000, -12, 300, 1, 1), 48_000);
    double[][] silence = new double[1][48_000 * 4];
    meter.add(silence, silence[0].length);

    assertThat(meter.lufs()).isLessThan(-200); // the filters' decay
  }

  /// The coefficients that BS.1770 tabulates for 48 kHz, in eleven digits.
  @Test
  void kWeighting_at48kHz_isTheTable() {
    FilterCoefficients shelf = KWeighting.at(48_000).get(0);
    FilterCoefficients highPass = KWeighting.at(48_000).get(1);

    assertThat(shelf.feedForward())
        .containsExactly(
            new double[] {1.53512485958697, -2.69169618940638, 1.19839281085285}, within(1e-11));
    assertThat(shelf.feedback())
        .containsExactly(new double[] {1, -1.69065929318241, 0.73248077421585}, within(1e-11));
    assertThat(highPass.feedForward()).containsExactly(1, -2, 1);
    assertThat(highPass.feedback())
        .containsExactly(new double[] {1, -1.99004745483398, 0.99007225036621}, within(1e-11));
  }
}
