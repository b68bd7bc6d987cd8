package io.gainprint.recordings.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.recordings.Recording;
import io.gainprint.recordings.programme.Arrangement.Passage;
import io.gainprint.recordings.programme.Arrangement.Section;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryProgrammeTest {
  private static final int RATE = 44_100;
  private static final double SECONDS = 60;
  private static final long SEED = 1;
  private static final float[] PROGRAMME = DryProgramme.render(RATE, SECONDS, SEED);
  private static final List<Section> SECTIONS = Arrangement.of(SECONDS, SEED).sections();

  @ParameterizedTest
  @CsvSource({
    "8000, 2.5, 20000",
    "44100, 0.00002, 1",
    "44100, 0.1, 4410",
    "48000, 3, 144000",
    "192000, 1.25, 240000"
  })
  void render_anyRateAndDuration_hasThatManySamplesAndIsFinite(
      int rate, double seconds, int samples) {
    float[] programme = DryProgramme.render(rate, seconds, SEED);
    assertThat(programme).hasSize(samples);
    for (float sample : programme) {
      assertThat(Float.isFinite(sample)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE})
  void render_anySeed_peaksAtMinus1DbfsWithoutDc(long seed) {
    float[] programme = DryProgramme.render(RATE, 20, seed);
    // The peak is scaled to in double and rounded to a float: half a unit in the last place is
    // 3e-8.
    assertThat(peak(programme)).isCloseTo(Math.pow(10, -1 / 20.0), within(1e-7));
    // The mean is taken off in double; what is left is the mean of 882 000 roundings to float.
    assertThat(mean(programme)).isCloseTo(0, within(1e-8));
  }

  @Test
  void render_quietPassage_is20To30DbBelowTheBand() {
    double difference = levelDb(Passage.BAND) - levelDb(Passage.QUIET);
    assertThat(difference).isBetween(20.0, 30.0);
  }

  @Test
  void render_bandDrumsAndVoice_areWithin12DbOfEachOther() {
    // All three must reach a threshold that one of them reaches.
    assertThat(levelDb(Passage.DRUMS)).isCloseTo(levelDb(Passage.BAND), within(12.0));
    assertThat(levelDb(Passage.VOICE)).isCloseTo(levelDb(Passage.BAND), within(12.0));
  }

  @Test
  void render_shortTermLevels_spanMoreThan30Db() {
    double[] levels = shortTermLevelsDb(PROGRAMME);
    Arrays.sort(levels);
    double low = levels[levels.length / 20];
    double high = levels[levels.length - levels.length / 20];
    assertThat(high - low).isGreaterThan(30);
  }

  @Test
  void render_drums_haveTheCrestFactorOfPercussion() {
    float[] drums = samples(Passage.DRUMS);
    double crestDb = 20 * Math.log10(peak(drums) / rms(drums));
    // A sine has 3 dB, dense music about 12 dB.
    assertThat(crestDb).isGreaterThan(12);
  }

  @Test
  void render_voice_pausesBetweenPhrases() {
    double[] levels = shortTermLevelsDb(samples(Passage.VOICE));
    double loudest = Arrays.stream(levels).max().orElseThrow();
    long paused = Arrays.stream(levels).filter(level -> level < loudest - 40).count();
    // Of 50 ms each; a pause lasts 0.25 s and more.
    assertThat(paused).isGreaterThanOrEqualTo(5);
    assertThat(paused).isLessThan(levels.length / 2);
  }

  @Test
  void render_rise_getsLouderByMoreThan15Db() {
    float[] rise = samples(Passage.RISE);
    double first = rms(Arrays.copyOf(rise, rise.length / 4));
    double last = rms(Arrays.copyOfRange(rise, 3 * rise.length / 4, rise.length));
    // The first and the last quarter lie 22.5 dB apart in the score; what rings on lifts the first.
    assertThat(20 * Math.log10(last / first)).isBetween(15.0, 30.0);
  }

  @Test
  void render_sameSeed_isTheSameOnEveryPlatform() {
    // From the first run of this code: to be replaced only when the sound is meant to change.
    assertThat(Recording.of("programme", PROGRAMME, RATE).sha256())
        .isEqualTo("61f1c4b123291c90d42e3856c9fe33b0ac36f366472a671cc5961b9043e7c479");
  }

  @Test
  void render_otherSeed_isAnotherPiece() {
    assertThat(DryProgramme.render(RATE, 2, 1)).isNotEqualTo(DryProgramme.render(RATE, 2, 2));
  }

  @Test
  void render_otherRate_hasTheSameScore() {
    // The levels of half-second windows agree to what other noise in the drums makes of them.
    float[] half = DryProgramme.render(RATE / 2, SECONDS, SEED);
    for (Section section : SECTIONS) {
      if (section.startSeconds() + section.seconds() < SECONDS) {
        double level = levelDb(PROGRAMME, RATE, section);
        assertThat(levelDb(half, RATE / 2, section)).isCloseTo(level, within(3.0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void sections_of20Seconds_holdEveryPassage(long seed) {
    List<Section> sections = Arrangement.of(20, seed).sections();
    assertThat(sections)
        .extracting(Section::passage)
        .containsAll(Passage.MUSIC)
        .doesNotContain(Passage.STEPS, Passage.SWEEP, Passage.NOISE);
    Section last = sections.getLast();
    assertThat(last.startSeconds()).isLessThan(20);
    assertThat(last.startSeconds() + last.seconds()).isGreaterThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void sections_of30Seconds_holdProbes(long seed) {
    assertThat(Arrangement.of(30, seed).sections())
        .extracting(Section::passage)
        .contains(Passage.values());
  }

  @Test
  void render_steps_jumpUpAndDownByMoreThan10Db() {
    assertThat(jumps(Passage.STEPS)).isGreaterThanOrEqualTo(3);
  }

  @Test
  void render_noise_jumpsUpAndDownByMoreThan10Db() {
    assertThat(jumps(Passage.NOISE)).isGreaterThanOrEqualTo(3);
  }

  /// How often the level of 50 ms is 10 dB away from that of 100 ms before.
  private static long jumps(Passage passage) {
    double[] levels = shortTermLevelsDb(samples(passage));
    long jumps = 0;
    for (int k = 2; k < levels.length; k++) {
      jumps += Math.abs(levels[k] - levels[k - 2]) > 10 ? 1 : 0;
    }
    return jumps / 2; // each is seen twice
  }

  @Test
  void render_sweep_risesThroughNineOctavesAtOneLevel() {
    float[] sweep = samples(Passage.SWEEP);
    int tenth = sweep.length / 10;
    double lowest = zeroCrossingsPerSecond(Arrays.copyOf(sweep, tenth)) / 2;
    double highest =
        zeroCrossingsPerSecond(Arrays.copyOfRange(sweep, sweep.length - tenth, sweep.length)) / 2;
    // Without its first 0.4 s, and on average over a tenth of the time, which is near one octave.
    assertThat(lowest).isBetween(50.0, 200.0);
    assertThat(highest).isBetween(8_000.0, 16_000.0);
    double[] levels = shortTermLevelsDb(sweep);
    double loudest = Arrays.stream(levels).max().orElseThrow();
    assertThat(Arrays.stream(levels).skip(10).limit(levels.length - 12).min().orElseThrow())
        .isGreaterThan(loudest - 3);
  }

  private static double zeroCrossingsPerSecond(float[] samples) {
    int crossings = 0;
    for (int n = 1; n < samples.length; n++) {
      crossings += samples[n] > 0 != samples[n - 1] > 0 ? 1 : 0;
    }
    return (double) crossings * RATE / samples.length;
  }

  @ParameterizedTest
  @ValueSource(ints = {7999, 192_001})
  void render_rateOutOfRange_isRefused(int rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryProgramme.render(rate, 1, SEED))
        .withMessage("sampleRateHz must be 8000 to 192000: " + rate);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-6, Double.NaN, Double.POSITIVE_INFINITY, 50_000})
  void render_durationOutOfRange_isRefused(double seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryProgramme.render(RATE, seconds, SEED))
        .withMessage("seconds must give 1 to 2147483639 samples: " + seconds);
  }

  private static double levelDb(Passage passage) {
    return 20 * Math.log10(rms(samples(passage)));
  }

  private static double levelDb(float[] programme, int rate, Section section) {
    return 20 * Math.log10(rms(samples(programme, rate, section)));
  }

  /// The first section of a kind.
  private static float[] samples(Passage passage) {
    Section section =
        SECTIONS.stream().filter(s -> s.passage() == passage).findFirst().orElseThrow();
    return samples(PROGRAMME, RATE, section);
  }

  /// A section without its first 0.4 s, in which the one before rings on.
  private static float[] samples(float[] programme, int rate, Section section) {
    int from = (int) ((section.startSeconds() + 0.4) * rate);
    int to = (int) ((section.startSeconds() + section.seconds()) * rate);
    return Arrays.copyOfRange(programme, from, to);
  }

  /// Of windows of 50 ms.
  private static double[] shortTermLevelsDb(float[] samples) {
    int window = RATE / 20;
    double[] levels = new double[samples.length / window];
    for (int k = 0; k < levels.length; k++) {
      double rms = rms(Arrays.copyOfRange(samples, k * window, (k + 1) * window));
      levels[k] = 20 * Math.log10(Math.max(rms, 1e-8));
    }
    return levels;
  }

  private static double peak(float[] samples) {
    double peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  private static double mean(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample;
    }
    return sum / samples.length;
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
