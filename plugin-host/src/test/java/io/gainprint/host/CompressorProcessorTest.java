package io.gainprint.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.GainReduction;
import io.gainprint.dsp.unit.ControlMap;
import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorProcessorTest {
  private static final CompressorParameters PARAMETERS = new CompressorParameters(-30, 4, 2, 80, 3);
  private static final double RATE = 48_000;
  private static final int FRAMES = 30_000;

  /// The block kernel's gain is that of the scalar reference to 1e-12; sounds are below 3.
  private static final double ACCURACY = 1e-11;

  private static CompressorProcessor active(
      CompressorControls controls, double lookAheadMs, ChannelLink link, int channels) {
    CompressorProcessor processor = new CompressorProcessor(controls, lookAheadMs, link);
    processor.activate(new ProcessSpec(RATE, channels, 8192));
    return processor;
  }

  private static CompressorProcessor active(ChannelLink link, int channels) {
    return active(new CompressorControls.Outright(PARAMETERS), 0.5, link, channels);
  }

  private static void assertSame(double[][] actual, double[][] expected) {
    assertThat(Sounds.difference(actual, expected)).isLessThan(ACCURACY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void process_oneChannel_isTheCompressor(double link) {
    double[][] planar = Sounds.programme(1, FRAMES, 1);
    double[] expected = planar[0].clone();
    new Compressor(PARAMETERS.at(RATE), 24).process(expected, 0, expected, 0, FRAMES);

    Sounds.inBlocks(active(new ChannelLink(link), 1)::process, planar, 500, 2);

    assertSame(planar, new double[][] {expected});
  }

  @Test
  void process_independent_isACompressorPerChannel() {
    double[][] planar = Sounds.programme(3, FRAMES, 3);
    double[][] expected = Sounds.copy(planar);
    for (double[] channel : expected) {
      new Compressor(PARAMETERS.at(RATE), 24).process(channel, 0, channel, 0, FRAMES);
    }

    Sounds.inBlocks(active(ChannelLink.INDEPENDENT, 3)::process, planar, 500, 4);

    assertSame(planar, expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void process_linked_listensToTheLoudest(double amount) {
    double[][] dry = Sounds.programme(3, FRAMES, 5);
    double makeUp = PARAMETERS.at(RATE).makeUpFactor();
    double[][] expected = Sounds.copy(dry);
    for (double[] channel : expected) {
      double[] gains = channel.clone();
      for (int n = 0; n < FRAMES; n++) {
        double most = 0;
        for (double[] other : dry) {
          most = Math.max(most, Math.abs(other[n]));
        }
        gains[n] = Math.abs(channel[n]) + amount * (most - Math.abs(channel[n]));
      }
      new GainReduction(PARAMETERS.at(RATE)).process(gains, 0, gains, 0, FRAMES);
      for (int n = 0; n < FRAMES; n++) {
        channel[n] *= makeUp * gains[n];
      }
    }
    CompressorProcessor processor =
        active(new CompressorControls.Outright(PARAMETERS), 0, new ChannelLink(amount), 3);

    Sounds.inBlocks(processor::process, dry, 500, 6);

    assertSame(dry, expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1000, 8192})
  void process_knobsThatMove_inAnyBlocks_soundsTheSame(int most) {
    double[][] expected = moved(8192, 7);
    double[][] actual = moved(most, 8);

    assertSame(actual, expected);
  }

  /// Sound with knobs that are moved at frames 6400 and 12 800.
  private static double[][] moved(int most, long seed) {
    CompressorProcessor processor = active(new ChannelLink(0.5), 2);
    double[][] whole = Sounds.programme(2, 19_200, 9);
    for (int part = 0; part < 3; part++) {
      int from = part * 6400;
      if (part > 0) {
        processor.set(0, part == 1 ? -50 : -12);
        processor.set(1, part == 1 ? 20 : 1.5);
        processor.set(4, part == 1 ? -6 : 9);
      }
      double[][] third =
          Arrays.stream(whole)
              .map(channel -> Arrays.copyOfRange(channel, from, from + 6400))
              .toArray(double[][]::new);
      Sounds.inBlocks(processor::process, third, most, seed);
      for (int channel = 0; channel < 2; channel++) {
        System.arraycopy(third[channel], 0, whole[channel], from, 6400);
      }
    }
    return whole;
  }

  @Test
  void set_afterTwentyMilliseconds_isThere() {
    CompressorProcessor moved = active(ChannelLink.MAXIMUM, 1);
    moved.set(0, -40);
    moved.set(1, 10);
    moved.set(2, 30);
    moved.set(3, 500);
    moved.set(4, -3);
    moved.process(new double[1][1100], 1100); // 20 ms are 960 frames, 15 grids
    CompressorParameters there = new CompressorParameters(-40, 10, 30, 500, -3);
    CompressorProcessor fresh =
        active(new CompressorControls.Outright(there), 0.5, ChannelLink.MAXIMUM, 1);
    double[][] actual = Sounds.programme(1, FRAMES, 10);
    double[][] expected = Sounds.copy(actual);

    Sounds.inBlocks(moved::process, actual, 500, 11);
    Sounds.inBlocks(fresh::process, expected, 500, 11);

    assertSame(actual, expected);
  }

  @Test
  void set_unitsKnob_isThePositionOfTheMap() {
    CompressorControls.OfUnit knobs =
        new CompressorControls.OfUnit(PublishedUnits.la2a(), 40, Mode.COMPRESS);
    CompressorProcessor processor = active(knobs, 0, ChannelLink.MAXIMUM, 1);
    processor.set(0, 72.5);
    processor.set(1, 2);
    processor.set(2, 1);
    processor.process(new double[1][1100], 1100);
    CompressorParameters la2a = PublishedUnits.la2a().at(new Controls(Mode.LIMIT, 72.5));
    double[][] actual = Sounds.programme(1, FRAMES, 12);
    double[] expected = actual[0].clone();
    new Compressor(
            new CompressorParameters(
                    la2a.thresholdDb(),
                    la2a.ratio(),
                    la2a.attackMs(),
                    la2a.releaseMs(),
                    la2a.makeUpDb() + 2)
                .at(RATE))
        .process(expected, 0, expected, 0, FRAMES);

    processor.process(actual, 8000); // settles nothing: the knobs are there
    double[][] whole = Sounds.programme(1, FRAMES, 12);
    processor.reset();
    Sounds.inBlocks(processor::process, whole, 500, 13);

    assertSame(whole, new double[][] {expected});
  }

  /// The bound that the class states, for the knob from one end to the other in one block while a
  /// sine of 1 kHz plays: a constant on another channel shows the gain.
  @Test
  void set_knobFromEndToEnd_movesTheGainByNoMoreThanStated() {
    CompressorParameters open = new CompressorParameters(0, 3, 5, 100, 0);
    CompressorParameters deep = new CompressorParameters(-40, 8, 5, 100, 12);
    ControlMap map =
        ControlMap.of(
            Map.of(new Controls(Mode.COMPRESS, 0), open, new Controls(Mode.COMPRESS, 100), deep));
    CompressorProcessor processor =
        active(new CompressorControls.OfUnit(map, 0, Mode.COMPRESS), 0, ChannelLink.MAXIMUM, 2);
    int frames = 48_000;
    double[][] planar = new double[2][frames];
    for (int n = 0; n < frames; n++) {
      planar[0][n] = 0.9 * Math.sin(2 * Math.PI * 1000 * n / RATE);
      planar[1][n] = 1e-3;
    }
    double[] gain = new double[frames];
    for (int from = 0; from < frames; from += 480) { // a step every 100 ms, there and back
      if (from % 4800 == 0) {
        processor.set(0, from / 4800 % 2 == 0 ? 100 : 0);
      }
      double[][] block = {
        Arrays.copyOfRange(planar[0], from, from + 480),
        Arrays.copyOfRange(planar[1], from, from + 480)
      };
      processor.process(block, 480);
      for (int n = 0; n < 480; n++) {
        gain[from + n] = block[1][n] / 1e-3;
      }
    }

    // g follows by a share of at most α_A = 1 − exp(−2200 / (5 ms fs)) whatever happens, and
    // make-up, from 0 to 12 dB, takes 960 frames along a line of factors.
    double attack = -Math.expm1(-2200 / (5 * RATE));
    double mostMakeUp = Math.pow(10, 12.0 / 20);
    double bound = attack * mostMakeUp + (mostMakeUp - 1) / 960 * 2;
    double most = 0;
    for (int n = 1; n < frames; n++) {
      most = Math.max(most, Math.abs(gain[n] - gain[n - 1]));
    }
    assertThat(most).isLessThan(bound);
    // Knobs that jumped would have moved the gain by this at once.
    assertThat(most).isLessThan(0.02 * (mostMakeUp - 1));
  }

  @Test
  void process_silenceAfterSound_leavesNoDenormals() {
    CompressorProcessor processor = active(ChannelLink.INDEPENDENT, 2);
    double[][] block = Sounds.programme(2, 4096, 14);
    processor.process(block, 4096);
    for (int i = 0; i < 20; i++) {
      for (double[] channel : block) {
        Arrays.fill(channel, 1e-310); // a denormal number
      }
      processor.process(block, 4096);
    }

    assertThat(Math.abs(block[0][4000])).isLessThan(1e-308);
    assertThat(processor.takeLeastGain()).isLessThan(1);
    assertThat(processor.takeLeastGain()).isEqualTo(1);
  }

  @Test
  void latency_isTheLookAheadInFrames() {
    assertThat(active(ChannelLink.MAXIMUM, 2).latencyFrames()).isEqualTo(24);
  }

  @Test
  void set_outOfRange_isTheNearest() {
    CompressorProcessor processor = active(ChannelLink.MAXIMUM, 1);
    processor.set(1, 0.5);
    processor.set(2, Double.NaN);

    assertThat(processor.value(1)).isEqualTo(1);
    assertThat(processor.value(2)).isEqualTo(2); // where it began
  }

  @Test
  void link_ofNoSense_isRefused() {
    assertThatThrownBy(() -> new ChannelLink(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channel link must be 0 to 1: 1.5");
    assertThat(ChannelLink.parse("25%")).isEqualTo(new ChannelLink(0.25));
    assertThat(ChannelLink.parse("Maximum")).isEqualTo(ChannelLink.MAXIMUM);
    assertThatThrownBy(() -> ChannelLink.parse("half"))
        .hasMessage("channel link must be maximum, independent, or a share such as 50%: half");
  }

  @Test
  void spec_withoutChannels_isRefused() {
    assertThatThrownBy(() -> active(ChannelLink.MAXIMUM, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be at least 1: 0");
  }
}
