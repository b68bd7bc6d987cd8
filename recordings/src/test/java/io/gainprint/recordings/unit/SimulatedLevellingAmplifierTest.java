package io.gainprint.recordings.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.programme.DryProgramme;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedLevellingAmplifierTest {
  private static final int RATE_HZ = 44_100;
  private static final Controls CONTROLS = new Controls(Mode.COMPRESS, 65);
  private static final SimulatedLevellingAmplifier UNIT = new SimulatedLevellingAmplifier();

  /// −83.7 dBFS, from the specification.
  private static final double NOISE_RMS = Math.pow(10, -83.7 / 20);

  @ParameterizedTest
  @ValueSource(ints = {8_000, 44_100, 96_000, 192_000})
  void process_inBlocksOfAnySize_isTheSameToTheBit(int rateHz) {
    double[] whole = doubles(DryProgramme.render(rateHz, 0.5, 3));
    double[] parts = whole.clone();
    unit(rateHz).process(whole, 0, whole.length);

    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    UnitProcessor unit = unit(rateHz);
    for (int from = 0; from < parts.length; ) {
      int length = Math.min(random.nextInt(700), parts.length - from);
      unit.process(parts, from, length);
      from += length;
    }
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void reset_isAsNew() {
    double[] first = doubles(DryProgramme.render(RATE_HZ, 1, 3));
    double[] again = first.clone();
    UnitProcessor unit = unit(RATE_HZ);
    unit.process(first, 0, first.length);
    assertThat(unit.gain()).isLessThan(0.9);
    unit.reset();
    assertThat(unit.gain()).isEqualTo(1);
    unit.process(again, 0, again.length);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void render_isTheSameOnEveryPlatform() {
    float[] wet = UNIT.render(DryProgramme.render(RATE_HZ, 3, 1), CONTROLS, RATE_HZ, 1);
    // From the first run of this code: to be replaced only when the unit is meant to change.
    assertThat(Recording.of("wet", wet, RATE_HZ).sha256())
        .isEqualTo("d7c04b7292388d80a6c822ca3d06f8322991356305f7bd0a0e88f0365bcf11a0");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void process_silence_isNoiseOfTheSpecifiedLevelWithoutDc(Mode mode) {
    double[] samples = new double[2 * RATE_HZ];
    UNIT.at(new Controls(mode, 100), RATE_HZ, 5).process(samples, 0, samples.length);
    // Four deviations of the mean square of 88 200 samples, √(2/88200) each, are 1.9 %, 0.08 dB.
    assertThat(20 * Math.log10(rms(samples) / NOISE_RMS)).isCloseTo(0, within(0.09));
    // Four deviations of the mean.
    assertThat(Arrays.stream(samples).average().orElseThrow()).isCloseTo(0, within(9e-7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300})
  void process_sampleThatIsNoSound_doesNotStick(double value) {
    double[] samples = doubles(DryProgramme.render(RATE_HZ, 6, 3));
    double[] clean = samples.clone();
    samples[1000] = value;
    UnitProcessor unit = unit(RATE_HZ);
    unit.process(samples, 0, samples.length);
    unit(RATE_HZ).process(clean, 0, clean.length);
    assertThat(Arrays.stream(samples).allMatch(Double::isFinite)).isTrue();
    // Six seconds are five times the longest memory, and the last sounds are alike to 0.1 dB.
    double[] last = Arrays.copyOfRange(samples, 5 * RATE_HZ, samples.length);
    double[] lastClean = Arrays.copyOfRange(clean, 5 * RATE_HZ, clean.length);
    assertThat(20 * Math.log10(rms(last) / rms(lastClean))).isCloseTo(0, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 96_000})
  void process_toneOf10kHzDrivenHard_aliasesBelowMinus105Db(int rateHz) {
    // At unity gain a tone of +4 dBFS is 2 dB below the ceiling; no reduction.
    Controls open = new Controls(Mode.COMPRESS, 0);
    double frequencyHz = 10_008;
    double[] tone = tone(frequencyHz, 1.58, rateHz, rateHz);
    UNIT.at(open, rateHz, 1).process(tone, 0, tone.length);
    // What is not a harmonic below half the rate must be an image or noise. Half a second holds
    // whole
    // periods of every line.
    double aliases = 0;
    int half = rateHz / 2;
    double carrier = amplitude(tone, rateHz / 2, tone.length / 2, frequencyHz, rateHz);
    for (int harmonic = 2; harmonic <= 30; harmonic++) {
      double folded = harmonic * frequencyHz % rateHz;
      double image = folded > half ? rateHz - folded : folded;
      if (harmonic * frequencyHz > half && image < 0.44 * rateHz) {
        double line = amplitude(tone, rateHz / 2, tone.length / 2, image, rateHz);
        aliases = Math.max(aliases, line);
      }
    }
    assertThat(20 * Math.log10(aliases / carrier)).isLessThan(-105); // noise lies at -115
  }

  @Test
  void process_loudTone_leavesNoDc() {
    double[] tone = tone(100, 2, RATE_HZ, 3 * RATE_HZ);
    unit(RATE_HZ).process(tone, 0, tone.length);
    double mean =
        Arrays.stream(tone, 2 * RATE_HZ, 3 * RATE_HZ).average().orElseThrow(); // 100 periods
    // The even term alone would leave 3e-3; noise leaves 3e-7.
    assertThat(mean).isCloseTo(0, within(2e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 22_050, 48_000, 96_000, 192_000})
  void process_atAnyRate_soundsTheSame(int rateHz) {
    // A tone that all rates carry, through attack and release, in levels of 10 ms. They agree to
    // 0.02 dB but in the frames of onset and end, 20 and 50, where at 8 kHz the loop closes 0.1 ms
    // later and the burst's edges ring at another frequency.
    double[] levels = burstLevels(rateHz);
    double[] wanted = burstLevels(RATE_HZ);
    for (int k = 0; k < levels.length; k++) {
      assertThat(levels[k])
          .as("frame %d", k)
          .isCloseTo(wanted[k], within(k % 30 == 20 ? 0.2 : 0.05));
    }
  }

  private static double[] burstLevels(int rateHz) {
    float[] dry = new float[rateHz];
    for (int n = 0; n < dry.length; n++) {
      double seconds = (double) n / rateHz;
      double amplitude = seconds > 0.2 && seconds < 0.5 ? 0.7 : 0.02;
      dry[n] = (float) (amplitude * Math.sin(2 * Math.PI * 1000 * seconds));
    }
    double[] wet = doubles(UNIT.render(dry, CONTROLS, rateHz, 1));
    double[] levels = new double[100];
    for (int k = 0; k < levels.length; k++) {
      int from = k * rateHz / 100;
      int to = (k + 1) * rateHz / 100;
      levels[k] = 20 * Math.log10(rms(Arrays.copyOfRange(wet, from, to)));
    }
    return levels;
  }

  @Test
  void render_impulse_isNeitherLateNorEarly() {
    float[] dry = new float[2000];
    dry[1000] = 0.05f;
    float[] wet = UNIT.render(dry, new Controls(Mode.COMPRESS, 0), RATE_HZ, 1);
    int largest = 0;
    for (int n = 0; n < wet.length; n++) {
      largest = Math.abs(wet[n]) > Math.abs(wet[largest]) ? n : largest;
    }
    // The leakage delays by 5 µs, a fifth of a sample.
    assertThat(largest).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void gain_ofLouderTone_isLower(Mode mode) {
    double last = 1;
    double lastOutput = 0;
    for (int levelDb = -60; levelDb <= 6; levelDb += 3) {
      double[] tone = tone(1000, Math.pow(10, levelDb / 20.0), RATE_HZ, RATE_HZ);
      UnitProcessor unit = UNIT.at(new Controls(mode, 80), RATE_HZ, 1);
      unit.process(tone, 0, tone.length);
      double output = amplitude(tone, RATE_HZ / 2, RATE_HZ / 2, 1000, RATE_HZ);
      assertThat(unit.gain()).isLessThanOrEqualTo(last);
      assertThat(output).isGreaterThan(lastOutput);
      last = unit.gain();
      lastOutput = output;
    }
    assertThat(last).isLessThan(0.1);
  }

  @Test
  void gain_afterLongExposure_returnsLater() {
    assertThat(gainAfter(5)).isLessThan(gainAfter(0.1) - 0.05);
  }

  /// The gain half a second after a tone of a duration.
  private static double gainAfter(double seconds) {
    double[] tone = tone(1000, 0.7, RATE_HZ, (int) (seconds * RATE_HZ));
    UnitProcessor unit = unit(RATE_HZ);
    unit.process(tone, 0, tone.length);
    double[] silence = new double[RATE_HZ / 2];
    unit.process(silence, 0, silence.length);
    return unit.gain();
  }

  @Test
  void gain_withEmphasis_isLowerAtHighFrequenciesOnly() {
    UnitModel emphasised = new SimulatedLevellingAmplifier(23.75, 10);
    assertThat(settled(emphasised, 8000)).isLessThan(0.8 * settled(UNIT, 8000));
    assertThat(settled(emphasised, 200)).isCloseTo(settled(UNIT, 200), within(0.01));
  }

  private static double settled(UnitModel model, double frequencyHz) {
    double[] tone = tone(frequencyHz, 0.25, RATE_HZ, RATE_HZ);
    UnitProcessor unit = model.at(CONTROLS, RATE_HZ, 1);
    unit.process(tone, 0, tone.length);
    return unit.gain();
  }

  @Test
  void gain_withPeakReductionAtZero_staysOne() {
    double[] tone = tone(1000, 1, RATE_HZ, RATE_HZ);
    UnitProcessor unit = UNIT.at(new Controls(Mode.LIMIT, 0), RATE_HZ, 1);
    unit.process(tone, 0, tone.length);
    assertThat(unit.gain()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
  void constructor_knobOutOfRange_isRefused(double knob) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNIT.withGain(knob))
        .withMessage("gainKnob must be 0 to 100: " + knob);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 10.1, Double.NaN})
  void constructor_emphasisOutOfRange_isRefused(double emphasisDb) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimulatedLevellingAmplifier(50, emphasisDb))
        .withMessage("emphasisDb must be 0 to 10: " + emphasisDb);
  }

  @ParameterizedTest
  @ValueSource(doubles = {7999, 192_001, Double.NaN})
  void at_rateOutOfRange_isRefused(double rateHz) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNIT.at(CONTROLS, rateHz, 1))
        .withMessage("sampleRateHz must be 8000 to 192000: " + rateHz);
  }

  private static double[] tone(double frequencyHz, double amplitude, int rateHz, int length) {
    double[] tone = new double[length];
    for (int n = 0; n < length; n++) {
      tone[n] = amplitude * Math.sin(2 * Math.PI * frequencyHz * n / rateHz);
    }
    return tone;
  }

  /// The amplitude of one frequency in part of a sound that holds whole periods of it.
  private static double amplitude(
      double[] sound, int offset, int length, double frequencyHz, int rateHz) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < length; n++) {
      double phase = 2 * Math.PI * frequencyHz * n / rateHz;
      re += sound[offset + n] * Math.cos(phase);
      im += sound[offset + n] * Math.sin(phase);
    }
    return 2 * Math.hypot(re, im) / length;
  }

  private static UnitProcessor unit(int rateHz) {
    return UNIT.at(CONTROLS, rateHz, 1);
  }

  private static double[] doubles(float[] samples) {
    double[] doubles = new double[samples.length];
    for (int n = 0; n < doubles.length; n++) {
      doubles[n] = samples[n];
    }
    return doubles;
  }

  private static double rms(double[] samples) {
    return Math.sqrt(Arrays.stream(samples).map(x -> x * x).average().orElseThrow());
  }
}
