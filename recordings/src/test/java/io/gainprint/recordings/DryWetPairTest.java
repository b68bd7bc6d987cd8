package io.gainprint.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.recordings.PairFinding.Clipped;
import io.gainprint.recordings.PairFinding.Identical;
import io.gainprint.recordings.PairFinding.LevelsApart;
import io.gainprint.recordings.PairFinding.NonFinite;
import io.gainprint.recordings.PairFinding.PolarityInverted;
import io.gainprint.recordings.PairFinding.PureGain;
import io.gainprint.recordings.PairFinding.RatesDiffer;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.PairFinding.Silent;
import io.gainprint.recordings.PairFinding.TimeOffset;
import io.gainprint.recordings.PairFinding.TooShort;
import io.gainprint.recordings.PairFinding.Unrelated;
import io.gainprint.recordings.PairFinding.WetLonger;
import io.gainprint.recordings.PairFinding.WetShorter;
import io.gainprint.recordings.alignment.AlignmentRequest;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryWetPairTest {
  private static final int RATE = 44_100;
  private static final float[] DRY = programme(10 * RATE, RATE, 1);

  @Test
  void check_compressedCopy_findsNothing() {
    assertThat(check(DRY, compressed(DRY))).isEmpty();
  }

  @Test
  void check_ratesThatDiffer_areNamed() {
    List<PairFinding> findings =
        DryWetPair.check(
            Recording.of("dry", DRY, 44_100), Recording.of("wet", compressed(DRY), 48_000));
    assertThat(findings).containsExactly(new RatesDiffer(44_100, 48_000));
    assertError(findings.getFirst(), "44100 Hz", "48000 Hz", "resample");
  }

  @Test
  void check_shorterWet_isAnErrorWithBothLengths() {
    float[] wet = Arrays.copyOf(compressed(DRY), DRY.length - 1);
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).containsExactly(new WetShorter(441_000, 440_999));
    assertError(findings.getFirst(), "440999 samples", "441000");
  }

  @Test
  void check_longerWet_isAWarningAndThePairIsCut() {
    float[] wet = Arrays.copyOf(compressed(DRY), DRY.length + 500);
    DryWetPair pair = DryWetPair.of(recording("dry", DRY), recording("wet", wet));
    assertThat(pair.warnings()).containsExactly(new WetLonger(441_000, 441_500));
    assertWarning(pair.warnings().getFirst(), "The 500 at its end are ignored");
    assertThat(pair.wet()).isEqualTo(Arrays.copyOf(wet, DRY.length));
    assertThat(pair.dry()).isEqualTo(DRY);
    assertThat(pair.sampleRateHz()).isEqualTo(RATE);
  }

  @Test
  void check_silence_isAnErrorThatNamesTheRecording() {
    float[] hum = DRY.clone();
    scale(hum, 0.99e-4f / peak(hum)); // just below −80 dBFS
    List<PairFinding> findings = check(DRY, hum);
    assertThat(findings).singleElement().isInstanceOf(Silent.class);
    assertError(findings.getFirst(), "wet is silent", "-80.1 dBFS");
    assertError(check(new float[DRY.length], DRY).getFirst(), "dry is silent", "peak is 0");
  }

  @Test
  void check_quietButNotSilent_isOfAnotherLevel() {
    float[] quiet = compressed(DRY);
    scale(quiet, 1.01e-4f / peak(quiet)); // just above −80 dBFS
    List<PairFinding> findings = check(DRY, quiet);
    assertThat(findings).singleElement().isInstanceOf(LevelsApart.class);
    assertError(findings.getFirst(), "dB quieter than the dry one", "60 dB are accepted");
    scale(quiet, 1e-2f / peak(quiet));
    assertThat(check(DRY, quiet)).isEmpty();
  }

  @Test
  void check_clippedWet_isAWarningWithTheNumberOfPlaces() {
    float[] wet = compressed(DRY);
    scale(wet, 0.5f / peak(wet));
    Arrays.fill(wet, 1000, 1003, 1f);
    Arrays.fill(wet, 2000, 2010, -1f);
    Arrays.fill(wet, 3000, 3002, 1f); // two are no run
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).containsExactly(new Clipped("wet", 2, 1000, RATE));
    assertWarning(findings.getFirst(), "wet is clipped in 2 places", "0.023 s");
  }

  @Test
  void check_clippedAtTheLargestPositivePcmValue_isFound() {
    // The negative extreme of PCM is one step farther out than the positive one.
    float[] wet = compressed(DRY);
    scale(wet, 0.5f / peak(wet));
    Arrays.fill(wet, 1000, 1005, 32767 / 32768f);
    wet[2000] = -1;
    assertThat(check(DRY, wet)).containsExactly(new Clipped("wet", 1, 1000, RATE));
  }

  @Test
  void check_fullScaleSquareWave_isNoClipping() {
    float[] wet = compressed(DRY);
    scale(wet, 0.5f / peak(wet));
    for (int n = 1000; n < 1010; n++) {
      wet[n] = n / 2 % 2 == 0 ? 1 : -1; // two samples at each extreme, never three
    }
    assertThat(check(DRY, wet)).isEmpty();
  }

  @Test
  void check_flatTopsBelowFullScale_areNoClipping() {
    float[] wet = compressed(DRY);
    scale(wet, 0.5f / peak(wet));
    Arrays.fill(wet, 1000, 1010, 0.9f);
    assertThat(check(DRY, wet)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void check_nonFiniteSamples_areAnErrorWithTheFirstPlace(float value) {
    float[] wet = compressed(DRY);
    wet[22_050] = value;
    wet[30_000] = value;
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).containsExactly(new NonFinite("wet", 2, 22_050, RATE));
    assertError(findings.getFirst(), "2 NaN or infinite", "sample 22050 (0.500 s)");
  }

  @Test
  void check_sameSamples_isAnError() {
    List<PairFinding> findings = check(DRY, DRY);
    assertThat(findings).containsExactly(new Identical());
    assertError(findings.getFirst(), "is the dry one");
  }

  @Test
  void check_pureGain_isAWarningWithTheGain() {
    float[] wet = DRY.clone();
    scale(wet, 0.5f);
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).singleElement().isInstanceOf(PureGain.class);
    // Halving is exact in floats, so the gain is exact to rounding in the sums of 441 000 terms.
    assertThat(((PureGain) findings.getFirst()).gainDb()).isCloseTo(-6.0206, within(1e-4));
    assertWarning(findings.getFirst(), "-6.02 dB");
  }

  @Test
  void check_gainWithASlightRest_isNoPureGain() {
    float[] wet = DRY.clone();
    SplittableRandom random = new SplittableRandom(4);
    double noise =
        3e-4 * rms(DRY) * Math.sqrt(3); // uniform: residual 3e-4, above the limit of 1e-4
    for (int n = 0; n < wet.length; n++) {
      wet[n] += (float) random.nextDouble(-noise, noise);
    }
    assertThat(check(DRY, wet)).isEmpty();
  }

  @Test
  void check_invertedWet_isAnError() {
    float[] wet = compressed(DRY);
    scale(wet, -1);
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).singleElement().isInstanceOf(PolarityInverted.class);
    assertError(findings.getFirst(), "inverted polarity");
  }

  static IntStream shifts() {
    return IntStream.concat(
        IntStream.of(-5000, -441, -3, -2, -1, 1, 2, 3, 100, 1023, 5000, -44_099, 44_099),
        new SplittableRandom(5).ints(8, -5000, 5000).filter(shift -> shift != 0));
  }

  @ParameterizedTest
  @MethodSource("shifts")
  void check_heavilyCompressedNoisyAndShiftedWet_findsTheExactShift(int shift) {
    float[] wet = late(compressed(DRY), shift);
    addNoise(wet, 0.1, shift); // 20 dB below
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).containsExactly(new TimeOffset(shift, 0, RATE));
    assertThat(findings.getFirst().severity())
        .isEqualTo(Math.abs(shift) > 2 ? Severity.ERROR : Severity.WARNING);
  }

  @Test
  void check_bandLimitedCompressedAndShiftedWet_findsTheExactShift() {
    // The filter runs both ways, so that it delays nothing by itself.
    float[] wet = late(lowPassedBothWays(compressed(DRY), 2000), -77);
    assertThat(check(DRY, wet)).containsExactly(new TimeOffset(-77, 0, RATE));
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 48_000, 96_000, 192_000})
  void check_anySampleRate_findsAShiftOfHalfASecond(int rate) {
    float[] dry = programme(4 * rate, rate, 6);
    List<PairFinding> findings =
        DryWetPair.check(
            Recording.of("dry", dry, rate),
            Recording.of("wet", late(compressed(dry), rate / 2), rate));
    assertThat(findings).containsExactly(new TimeOffset(rate / 2, 0, rate));
  }

  @Test
  void check_shortRecording_findsTheShift() {
    float[] dry = Arrays.copyOf(DRY, RATE / 2);
    assertThat(check(dry, late(compressed(dry), 30))).containsExactly(new TimeOffset(30, 0, RATE));
  }

  @Test
  void check_mostlySilentRecording_findsTheShift() {
    // Two of the three excerpts hold unrelated noise only, 80 dB down.
    float[] dry = Arrays.copyOf(DRY, 30 * RATE);
    float[] wet = late(compressed(dry), 12);
    addNoise(dry, 1e-4, 7);
    addNoise(wet, 1e-4, 8);
    assertThat(check(dry, wet)).containsExactly(new TimeOffset(12, 0, RATE));
  }

  @Test
  void check_soundBetweenStretchesOfNoise_findsTheShift() {
    // In every third, 3.5 s of sound and 6.5 s of noise that differs: the loudest excerpts decide.
    float[] dry = new float[30 * RATE];
    for (int third = 0; third < 3; third++) {
      System.arraycopy(DRY, 0, dry, (10 * third + 4) * RATE, 7 * RATE / 2);
    }
    float[] wet = late(compressed(dry), 12);
    addNoise(dry, 0.1, 7);
    addNoise(wet, 0.1, 8);
    assertThat(check(dry, wet)).containsExactly(new TimeOffset(12, 0, RATE));
  }

  @Test
  void timeOffset_message_saysHowToAlign() {
    assertThat(new TimeOffset(441, 0, 44_100).message())
        .isEqualTo("The wet recording is 441 samples (10.00 ms) late. Pass --align 441.");
    assertThat(new TimeOffset(-441, 400, 44_100).message())
        .isEqualTo(
            "The wet recording is 441 samples (10.00 ms) early after --align 400."
                + " Pass --align -41.");
  }

  @Test
  void check_anotherPiece_isAnError() {
    List<PairFinding> findings = check(DRY, programme(DRY.length, RATE, 99));
    assertThat(findings).singleElement().isInstanceOf(Unrelated.class);
    // Unrelated noise bursts reach about 0.02 by chance; 0.3 is the limit.
    assertThat(((Unrelated) findings.getFirst()).coherence()).isLessThan(0.1);
    assertError(findings.getFirst(), "does not follow the dry one");
  }

  @Test
  void check_anotherPieceWithTheDryOneFarBelow_isAnError() {
    // As by crosstalk, 14 dB down: it gives a peak well above chance, at the right place.
    float[] wet = programme(DRY.length, RATE, 99);
    for (int n = 0; n < wet.length; n++) {
      wet[n] = 0.8f * wet[n] + 0.16f * DRY[n];
    }
    List<PairFinding> findings = check(DRY, wet);
    assertThat(findings).singleElement().isInstanceOf(Unrelated.class);
    assertThat(((Unrelated) findings.getFirst()).coherence()).isBetween(0.05, 0.28);
  }

  @Test
  void check_wetSilentBesideTheDry_isUnrelated() {
    float[] wet = new float[DRY.length + RATE];
    Arrays.fill(wet, DRY.length, wet.length, 0.5f); // something, but only after the dry has ended
    assertThat(check(DRY, wet))
        .contains(new Unrelated(0, 1))
        .noneMatch(finding -> finding instanceof PureGain);
  }

  @Test
  void check_everyFault_isReportedAtOnce() {
    float[] wet = Arrays.copyOf(compressed(DRY), DRY.length / 2);
    wet[0] = Float.NaN;
    float[] dry = DRY.clone();
    Arrays.fill(dry, 10, 20, 1f);
    assertThat(check(dry, wet))
        .containsExactly(
            new Clipped("dry", 1, 10, RATE),
            new NonFinite("wet", 1, 0, RATE),
            new WetShorter(441_000, 220_500));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4409})
  void check_tooShortToTell_isAnError(int length) {
    float[] dry = Arrays.copyOfRange(DRY, 50, 50 + length);
    assertThat(check(dry, dry)).containsExactly(new TooShort(length, 4410));
  }

  @Test
  void of_unusablePair_throwsAllFindings() {
    float[] wet = Arrays.copyOf(late(compressed(DRY), 50), DRY.length + 1);
    assertThatExceptionOfType(UnusablePairException.class)
        .isThrownBy(() -> DryWetPair.of(recording("dry", DRY), recording("wet", wet)))
        .withMessage("The wet recording is 50 samples (1.13 ms) late. Pass --align 50.")
        .satisfies(e ->
            assertThat(e.findings())
                .containsExactly(new WetLonger(441_000, 441_001), new TimeOffset(50, 0, RATE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, 300})
  void of_shift_undoesIt(int shift) {
    float[] wet = late(compressed(DRY), shift);
    DryWetPair pair =
        DryWetPair.of(recording("dry", DRY), recording("wet", wet), new AlignmentRequest.By(shift));
    assertThat(pair.warnings()).isEmpty();
    int dryFrom = Math.max(0, -shift);
    int wetFrom = Math.max(0, shift);
    assertThat(pair.dry()).isEqualTo(Arrays.copyOfRange(DRY, dryFrom, DRY.length - wetFrom));
    assertThat(pair.wet()).isEqualTo(Arrays.copyOfRange(wet, wetFrom, wet.length - dryFrom));
  }

  @Test
  void of_shiftOfAWetWithATail_keepsAllOfTheDry() {
    float[] wet = late(Arrays.copyOf(compressed(DRY), DRY.length + 300), 300);
    DryWetPair pair =
        DryWetPair.of(recording("dry", DRY), recording("wet", wet), new AlignmentRequest.By(300));
    assertThat(pair.dry()).isEqualTo(DRY);
    assertThat(pair.warnings()).isEmpty();
  }

  @Test
  void of_shiftOfAShortWet_stillReportsWhatIsMissing() {
    float[] wet = Arrays.copyOf(late(compressed(DRY), 300), DRY.length - 1000);
    assertThatExceptionOfType(UnusablePairException.class)
        .isThrownBy(() ->
            DryWetPair.of(
                recording("dry", DRY), recording("wet", wet), new AlignmentRequest.By(300)))
        .satisfies(e ->
            assertThat(e.findings())
                .containsExactly(new WetShorter(DRY.length - 300, DRY.length - 1300)));
  }

  @Test
  void of_wrongShift_namesTheRightOne() {
    float[] wet = late(compressed(DRY), 300);
    assertThatExceptionOfType(UnusablePairException.class)
        .isThrownBy(() ->
            DryWetPair.of(
                recording("dry", DRY), recording("wet", wet), new AlignmentRequest.By(250)))
        .withMessageContaining("50 samples (1.13 ms) late after --align 250. Pass --align 300.");
  }

  @Test
  void of_shiftOfTheWholeRecording_isRefused() {
    Recording recording = recording("dry", DRY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryWetPair.of(recording, recording, new AlignmentRequest.By(DRY.length)))
        .withMessageContaining("dry has 441000 samples");
  }

  private static List<PairFinding> check(float[] dry, float[] wet) {
    return DryWetPair.check(recording("dry", dry), recording("wet", wet));
  }

  private static Recording recording(String name, float[] samples) {
    return Recording.of(name, samples, RATE);
  }

  private static void assertError(PairFinding finding, String... parts) {
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.message()).contains(parts).endsWith(".");
  }

  private static void assertWarning(PairFinding finding, String... parts) {
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.message()).contains(parts).endsWith(".");
  }

  /// Decaying bursts of dull noise at random times, 20 dB apart in level: something like drums.
  private static float[] programme(int length, int rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    double dull = 0;
    double level = 0;
    for (int n = 0; n < length; n++) {
      if (n == 0 || random.nextInt(rate / 5) == 0) {
        level = Math.pow(10, random.nextDouble(-1, 0));
      }
      level *= 1 - 10.0 / rate;
      dull += 0.2 * (random.nextDouble(-1, 1) - dull);
      samples[n] = (float) (level * dull);
    }
    scale(samples, 0.9f / peak(samples));
    return samples;
  }

  /// A hard limiter far below the sound: about 20 dB of gain reduction, with fast attack and slow
  /// release.
  private static float[] compressed(float[] samples) {
    float[] out = new float[samples.length];
    double envelope = 0;
    for (int n = 0; n < samples.length; n++) {
      double magnitude = Math.abs(samples[n]);
      envelope += (magnitude > envelope ? 0.05 : 0.0005) * (magnitude - envelope);
      out[n] = (float) (samples[n] * Math.min(1, 0.02 / Math.max(envelope, 1e-9)));
    }
    return out;
  }

  /// Shifted by `shift`, with zeros for what is not there, at the same length.
  private static float[] late(float[] samples, int shift) {
    float[] out = new float[samples.length];
    System.arraycopy(
        samples, Math.max(0, -shift), out, Math.max(0, shift), samples.length - Math.abs(shift));
    return out;
  }

  private static float[] lowPassedBothWays(float[] samples, double cutoffHz) {
    float[] out = samples.clone();
    double a = 1 - Math.exp(-2 * Math.PI * cutoffHz / RATE);
    double state = 0;
    for (int n = 0; n < out.length; n++) {
      out[n] = (float) (state += a * (out[n] - state));
    }
    state = 0;
    for (int n = out.length - 1; n >= 0; n--) {
      out[n] = (float) (state += a * (out[n] - state));
    }
    return out;
  }

  /// Adds noise of a given level relative to the root mean square of the samples.
  private static void addNoise(float[] samples, double relative, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double peak = relative * rms(samples) * Math.sqrt(3); // uniform noise of ±p has p / √3
    for (int n = 0; n < samples.length; n++) {
      samples[n] += (float) random.nextDouble(-peak, peak);
    }
  }

  private static void scale(float[] samples, float gain) {
    for (int n = 0; n < samples.length; n++) {
      samples[n] *= gain;
    }
  }

  private static float peak(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
