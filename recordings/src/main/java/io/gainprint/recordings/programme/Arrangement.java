package io.gainprint.recordings.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/// Which passages follow each other, and what is played in them.
///
/// @param beatSeconds length of a beat
/// @param keyHz frequency of the key's root in the octave of the bass
/// @param sections the passages, in order, from time 0 to the end
/// @param random where the details come from; every instrument splits its own generator off
record Arrangement(
    double beatSeconds, double keyHz, List<Section> sections, SplittableGenerator random) {
  private static final int BEATS_PER_BAR = 4;
  private static final int LONG_SECTION_BARS = 2;

  /// A programme as long as this has room for probes beside all of the music.
  private static final double SECONDS_FOR_PROBES = 30;

  /// Semitones from the root to the degrees of the minor scale.
  private static final List<Integer> MINOR = List.of(0, 2, 3, 5, 7, 8, 10);

  /// Chord progressions as degrees of the scale.
  private static final List<List<Integer>> PROGRESSIONS =
      List.of(List.of(0, 5, 2, 6), List.of(0, 3, 4, 4), List.of(0, 6, 5, 4), List.of(0, 2, 5, 3));

  /// What a passage is.
  enum Passage {
    BAND,
    QUIET,
    VOICE,
    DRUMS,
    VOICE_OVER_BAND,
    RISE,
    STEPS,
    SWEEP,
    NOISE;

    /// What a band and a voice play; the rest are probes.
    static final List<Passage> MUSIC = List.of(BAND, QUIET, VOICE, DRUMS, VOICE_OVER_BAND, RISE);
  }

  /// One passage.
  ///
  /// @param passage what it is
  /// @param startSeconds when it begins
  /// @param seconds how long it lasts
  record Section(Passage passage, double startSeconds, double seconds) {}

  static Arrangement of(double seconds, long seed) {
    SplittableGenerator random =
        RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    double beatSeconds = 60 / random.nextDouble(92, 116);
    double keyHz = 55 * semitones(random.nextInt(-5, 7));
    double barSeconds = BEATS_PER_BAR * beatSeconds;
    List<Passage> passages =
        seconds < SECONDS_FOR_PROBES ? Passage.MUSIC : List.of(Passage.values());
    boolean roomForLong = seconds >= passages.size() * LONG_SECTION_BARS * barSeconds;
    double sectionSeconds = (roomForLong ? LONG_SECTION_BARS : 1) * barSeconds;
    List<Section> sections = new ArrayList<>();
    for (int k = 0; k * sectionSeconds < seconds; k++) {
      sections.add(
          new Section(passages.get(k % passages.size()), k * sectionSeconds, sectionSeconds));
    }
    return new Arrangement(beatSeconds, keyHz, List.copyOf(sections), random);
  }

  void play(Mix mix) {
    Drums drums = new Drums(mix, random.split());
    Strings strings = new Strings(mix, random.split());
    Voice voice = new Voice(mix, random.split());
    SplittableGenerator choices = random.split();
    Probes probes = new Probes(mix, random.split());
    for (Section section : sections) {
      switch (section.passage()) {
        case BAND -> band(section, 0, 0, drums, strings, choices);
        case QUIET -> quiet(section, strings, choices);
        case VOICE -> voice.speak(section.startSeconds(), section.seconds(), gain(-3));
        case DRUMS -> beat(section, 0, 0, drums, choices);
        case VOICE_OVER_BAND -> {
          band(section, -16, -16, drums, strings, choices);
          voice.speak(section.startSeconds(), section.seconds(), gain(-4));
        }
        case RISE -> band(section, -30, 0, drums, strings, choices);
        case STEPS ->
            probes.steps(section.startSeconds(), section.seconds(), beatSeconds / 2, -40, -6);
        case SWEEP -> probes.sweep(section.startSeconds(), section.seconds(), gain(-8));
        case NOISE ->
            probes.noise(section.startSeconds(), section.seconds(), beatSeconds / 2, -55, -14);
      }
    }
  }

  /// Drums, bass, chords and pad, from one level to another, dB.
  private void band(
      Section section,
      double fromDb,
      double toDb,
      Drums drums,
      Strings strings,
      SplittableGenerator choices) {
    beat(section, fromDb, toDb, drums, choices);
    List<Integer> progression = PROGRESSIONS.get(choices.nextInt(PROGRESSIONS.size()));
    double eighth = beatSeconds / 2;
    int eighths = eighths(section);
    for (int k = 0; k < eighths; k++) {
      double at = section.startSeconds() + k * eighth;
      double level = gain(fromDb + (toDb - fromDb) * k / eighths);
      int degree = progression.get(k / BEATS_PER_BAR % progression.size());
      if (k % BEATS_PER_BAR == 0) {
        for (int third = 0; third < 3; third++) {
          double hz = 4 * scaleHz(degree + 2 * third);
          strings.sustain(at, BEATS_PER_BAR * eighth, hz, 0.07 * level);
        }
      }
      if (k % 2 == 0 || choices.nextInt(3) == 0) {
        strings.bass(at, eighth * 1.5, scaleHz(degree), 0.55 * level);
      }
      if (choices.nextInt(4) > 0) {
        double hz = 4 * scaleHz(degree + 2 * choices.nextInt(4));
        strings.pluck(at, hz, level * choices.nextDouble(0.12, 0.3));
      }
    }
  }

  /// The pad and a few plucked notes, 26 dB below the band.
  private void quiet(Section section, Strings strings, SplittableGenerator choices) {
    List<Integer> progression = PROGRESSIONS.get(choices.nextInt(PROGRESSIONS.size()));
    double level = gain(-26);
    double eighth = beatSeconds / 2;
    for (int k = 0; k < eighths(section); k++) {
      double at = section.startSeconds() + k * eighth;
      int degree = progression.get(k / BEATS_PER_BAR % progression.size());
      if (k % BEATS_PER_BAR == 0) {
        for (int third = 0; third < 3; third++) {
          double hz = 4 * scaleHz(degree + 2 * third);
          strings.sustain(at, BEATS_PER_BAR * eighth, hz, 0.25 * level);
        }
      }
      if (choices.nextInt(3) == 0) {
        strings.pluck(at, 8 * scaleHz(degree + 2 * choices.nextInt(3)), 0.5 * level);
      }
    }
  }

  /// Kick on one and three, snare on two and four, hats between, and now and then something else.
  private void beat(
      Section section, double fromDb, double toDb, Drums drums, SplittableGenerator choices) {
    int sixteenths = 2 * eighths(section);
    for (int k = 0; k < sixteenths; k++) {
      double at = section.startSeconds() + k * beatSeconds / 4;
      double level = gain(fromDb + (toDb - fromDb) * k / sixteenths);
      int inBar = k % 16;
      if (inBar % 8 == 0 || (inBar % 2 == 0 && choices.nextInt(8) == 0)) {
        drums.kick(at, 0.9 * level);
      }
      if (inBar % 8 == 4) {
        drums.snare(at, 0.7 * level);
      } else if (choices.nextInt(10) == 0) {
        drums.snare(at, 0.12 * level);
      }
      if (inBar % 2 == 0 || choices.nextInt(4) == 0) {
        boolean open = inBar == 14 && choices.nextBoolean();
        drums.hat(at, open, level * choices.nextDouble(0.08, 0.22));
      }
    }
  }

  private int eighths(Section section) {
    return (int) StrictMath.rint(section.seconds() / (beatSeconds / 2));
  }

  /// The frequency of a degree of the scale above the key, degree 7 an octave higher.
  private double scaleHz(int degree) {
    return keyHz * semitones(MINOR.get(degree % MINOR.size()) + 12 * (degree / MINOR.size()));
  }

  private static double semitones(int count) {
    return StrictMath.pow(2, count / 12.0);
  }

  private static double gain(double db) {
    return StrictMath.pow(10, db / 20);
  }
}
