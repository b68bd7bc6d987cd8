package io.gainprint.host.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.dsp.unit.PublishedUnits;
import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ChannelLink;
import io.gainprint.host.CompressorControls;
import io.gainprint.host.CompressorProcessor;
import io.gainprint.host.FilterProcessor;
import io.gainprint.host.LimiterProcessor;
import io.gainprint.host.ProcessSpec;
import io.gainprint.host.ProcessorChain;
import io.gainprint.host.Sounds;
import io.gainprint.host.device.StreamFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
  private static final double RATE = 48_000;
  private static final CompressorParameters PARAMETERS = new CompressorParameters(-30, 4, 2, 80, 3);

  /// The block kernel's gain is that of the scalar reference to 1e-12; sounds are below 3.
  private static final double ACCURACY = 1e-11;

  private static AudioProcessor compressor(CompressorParameters parameters, double lookAheadMs) {
    return new CompressorProcessor(
        new CompressorControls.Outright(parameters), lookAheadMs, ChannelLink.INDEPENDENT);
  }

  private static Engine processing(AudioProcessor processor, int channels) {
    Engine engine = new Engine(processor, false);
    engine.activate(new ProcessSpec(RATE, channels, 8192));
    engine.start();
    return engine;
  }

  private static double[][] reference(double[][] dry) {
    double[][] expected = Sounds.copy(dry);
    for (double[] channel : expected) {
      new Compressor(PARAMETERS.at(RATE), 24).process(channel, 0, channel, 0, channel.length);
    }
    return expected;
  }

  private static void assertSame(double[][] actual, double[][] expected) {
    assertThat(Sounds.difference(actual, expected)).isLessThan(ACCURACY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 1000, 4096})
  void process_aMinuteInBlocksOfAnySize_isTheReference(int most) {
    int seconds = most == 1 ? 5 : 60;
    for (int channels = 1; channels <= 2; channels++) {
      double[][] dry = Sounds.programme(channels, (int) (seconds * RATE), 1);
      double[][] expected = reference(dry);

      Sounds.inBlocks(processing(compressor(PARAMETERS, 0.5), channels)::process, dry, most, 2);

      assertSame(dry, expected);
    }
  }

  @Test
  void process_asAStream_isTheSame() {
    Engine engine = new Engine(compressor(PARAMETERS, 0.5), true);
    engine.prepare(new StreamFormat(RATE, 256, 1, 2, 0, 0, "test"));
    double[][] dry = Sounds.programme(1, 25_600, 3);
    double[][] expected = reference(dry);
    double[][] output = new double[2][256];

    for (int from = 0; from < 25_600; from += 256) {
      engine.process(new double[][] {Arrays.copyOfRange(dry[0], from, from + 256)}, output, 256);
      double[] part = Arrays.copyOfRange(expected[0], from, from + 256);
      assertThat(output[0]).containsExactly(part, within(ACCURACY)); // warming up left no trace
      assertThat(output[1]).containsExactly(output[0]); // one input is heard on both
    }
  }

  @Test
  void prepare_sameFormatAgain_goesOnWithItsState() {
    Engine engine = new Engine(compressor(PARAMETERS, 0), false);
    StreamFormat format = new StreamFormat(RATE, 512, 1, 1, 0, 0, "test");
    engine.prepare(format);
    double[][] whole = Sounds.programme(1, 1024, 4);
    double[][] expected = Sounds.copy(whole);
    processing(compressor(PARAMETERS, 0), 1).process(expected, 1024);
    double[][] output = new double[1][512];

    engine.process(new double[][] {Arrays.copyOf(whole[0], 512)}, output, 512);
    engine.prepare(format); // the device was gone for a while
    engine.process(new double[][] {Arrays.copyOfRange(whole[0], 512, 1024)}, output, 512);

    assertThat(output[0])
        .containsExactly(Arrays.copyOfRange(expected[0], 512, 1024), within(ACCURACY));
  }

  @Test
  void process_whatIsNotFinite_countsAsSilenceAndSticksNowhere() {
    FilterCoefficients filter =
        new FilterCoefficients(new double[] {1, 0, 0}, new double[] {1, -1.8, 0.81});
    AudioProcessor chain =
        new ProcessorChain(
            List.of(
                new FilterProcessor(_ -> List.of(filter)),
                compressor(PARAMETERS, 0),
                new LimiterProcessor(-1, 0.1, 50, 0)));
    double[][] broken = Sounds.programme(2, 8000, 5);
    double[][] whole = Sounds.copy(broken);
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < values.length; i++) {
      broken[1][1000 + 7 * i] = values[i];
      whole[1][1000 + 7 * i] = 0;
    }
    Engine engine = processing(chain, 2);

    engine.process(broken, 8000);
    processing(chain(filter), 2).process(whole, 8000);

    assertThat(broken).isDeepEqualTo(whole);
    assertThat(engine.meters().nonFinite()).isEqualTo(3);
  }

  private static AudioProcessor chain(FilterCoefficients filter) {
    return new ProcessorChain(
        List.of(
            new FilterProcessor(_ -> List.of(filter)),
            compressor(PARAMETERS, 0),
            new LimiterProcessor(-1, 0.1, 50, 0)));
  }

  @Test
  void bypass_isTheDrySoundAsLateAsTheWet() {
    Engine engine = processing(compressor(PARAMETERS, 0.5), 1);
    double[][] sound = Sounds.programme(1, 48_000, 6);
    double[] dry = sound[0].clone();
    double[] wet = reference(sound)[0];

    for (int from = 0; from < 48_000; from += 480) {
      if (from == 9600) {
        engine.bypass(true);
      }
      if (from == 24_000) {
        engine.bypass(false);
      }
      double[][] block = {Arrays.copyOfRange(sound[0], from, from + 480)};
      engine.process(block, 480);
      System.arraycopy(block[0], 0, sound[0], from, 480);
    }

    for (int n = 0; n < 48_000; n++) {
      double late = n < 24 ? 0 : dry[n - 24];
      double share = // of the dry sound, over 960 frames
          n < 24_000
              ? Math.clamp((n - 9599) / 960.0, 0, 1)
              : Math.clamp(1 - (n - 23_999) / 960.0, 0, 1);
      assertThat(sound[0][n]).isCloseTo(wet[n] + share * (late - wet[n]), within(ACCURACY));
    }
  }

  @Test
  void replace_isACrossfade() {
    CompressorParameters other = new CompressorParameters(-50, 10, 1, 50, 0);
    Engine engine = processing(compressor(PARAMETERS, 0), 1);
    double[][] sound = Sounds.programme(1, 9600, 7);
    double[][] before = Sounds.copy(sound);
    double[][] after = {Arrays.copyOfRange(sound[0], 4800, 9600)};
    processing(compressor(PARAMETERS, 0), 1).process(before, 9600);
    processing(compressor(other, 0), 1).process(after, 4800);

    double[][] first = {Arrays.copyOf(sound[0], 4800)};
    engine.process(first, 4800);
    assertThat(engine.replace(compressor(other, 0))).isTrue();
    double[][] second = {Arrays.copyOfRange(sound[0], 4800, 9600)};
    engine.process(second, 4800);

    for (int n = 0; n < 4800; n++) {
      double share = Math.min(1, (n + 1) / 960.0);
      double old = before[0][4800 + n];
      assertThat(second[0][n]).isCloseTo(old + share * (after[0][n] - old), within(ACCURACY));
    }
    assertThat(engine.set(0, -10)).isTrue(); // and parameters are those of the new one
  }

  @Test
  void replace_otherLatency_isRefusedAndChangesNothing() {
    Engine engine = processing(compressor(PARAMETERS, 0), 1);
    AudioProcessor before = engine.processor();

    assertThatThrownBy(() -> engine.replace(compressor(PARAMETERS, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a look-ahead cannot change while running: 48 frames, and 0 now");
    assertThat(engine.processor()).isSameAs(before);
  }

  @Test
  void set_fullQueue_isToldAndLosesNothingElse() {
    Engine engine = processing(compressor(PARAMETERS, 0), 1);
    int taken = 0;
    while (engine.set(4, taken)) {
      taken++;
    }
    engine.process(new double[1][64], 64);

    assertThat(taken).isEqualTo(ParameterQueue.CAPACITY);
    assertThat(engine.processor().value(4)).isEqualTo(120); // 1023 dB is out of range
    assertThat(engine.set(4, 1)).isTrue();
  }

  @Test
  void process_processorThatThrows_isSilenceAndCounted() {
    AudioProcessor broken = new FilterProcessor(_ -> List.of());
    Engine engine = new Engine(broken, false);
    engine.activate(new ProcessSpec(RATE, 1, 64));
    engine.start();
    double[][] tooLong = {Sounds.programme(1, 100, 8)[0]};
    double[][] onlyOne = {tooLong[0], tooLong[0].clone()};

    engine.bypass(true); // copies to an array of 64
    engine.process(onlyOne, 100);

    assertThat(onlyOne[0]).containsOnly(0);
    assertThat(engine.meters().failures()).isEqualTo(1);
  }

  @Test
  void states_outOfOrder_areRefused() {
    Engine engine = new Engine(compressor(PARAMETERS, 0), false);
    ProcessSpec spec = new ProcessSpec(RATE, 1, 64);

    assertThatThrownBy(engine::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("engine must be ACTIVE and is INACTIVE");
    double[][] sound = {{1, 1}};
    engine.process(sound, 2);
    assertThat(sound[0]).containsOnly(0); // silence
    engine.activate(spec);
    assertThatThrownBy(() -> engine.activate(spec)).isInstanceOf(IllegalStateException.class);
    engine.start();
    assertThatThrownBy(engine::deactivate).isInstanceOf(IllegalStateException.class);
    engine.stop();
    engine.deactivate();
    engine.activate(spec); // and again
    assertThat(engine.state()).isEqualTo(EngineState.ACTIVE);
  }

  @Test
  void meters_ofASine_readItsLevels() {
    // Down at once, and up again too slowly to matter.
    CompressorParameters half = new CompressorParameters(-20, 1e6, 0, 1e5, 0);
    Engine engine = processing(compressor(half, 0), 1);
    double[][] sine = new double[1][4096];
    int n = 0;
    for (int block = 0; block < 48; block++) {
      for (int i = 0; i < 4096; i++) {
        sine[0][i] = 0.5 * Math.sin(2 * Math.PI * 997 * n++ / RATE);
      }
      engine.process(sine, 4096);
    }
    MeterReading reading = engine.meters();

    assertThat(reading.inputPeakDb()).isCloseTo(-6.02, within(0.01));
    assertThat(reading.inputRmsDb()).isCloseTo(-9.03, within(0.05)); // 300 ms of a sine
    assertThat(reading.outputPeakDb()).isCloseTo(-20, within(0.01));
    assertThat(reading.gainReductionDb()).isCloseTo(13.98, within(0.05));
    assertThat(reading.shortTermLufs()).isCloseTo(-23.0, within(0.1)); // a sine of -20 dBFS
    assertThat(reading.overs()).isZero();
  }

  @Test
  void process_unitsKnobMovedHundredTimesASecond_neverFails() {
    Engine engine =
        processing(
            new CompressorProcessor(
                new CompressorControls.OfUnit(PublishedUnits.la2a(), 65, Mode.COMPRESS),
                1,
                ChannelLink.MAXIMUM),
            2);
    double[][] dry = Sounds.programme(2, 48_000, 9);
    for (int from = 0; from < 48_000; from += 480) {
      engine.set(0, from / 480 % 101);
      engine.set(2, from / 4800 % 2);
      double[][] block = {
        Arrays.copyOfRange(dry[0], from, from + 480), Arrays.copyOfRange(dry[1], from, from + 480)
      };
      engine.process(block, 480);
      assertThat(block[0]).doesNotContain(Double.NaN);
    }
    assertThat(engine.meters().failures()).isZero();
  }
}
