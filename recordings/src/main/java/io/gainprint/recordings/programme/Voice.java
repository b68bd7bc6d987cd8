package io.gainprint.recordings.programme;

import java.util.List;
import java.util.random.RandomGenerator;

/// Something like speech: phrases of syllables, each a consonant and a vowel, with pauses between.
///
/// A vowel is a train of glottal pulses through four formants in parallel. The pulse is that of D.
/// H. Klatt and L. C. Klatt, "Analysis, synthesis, and perception of voice quality variations", J.
/// Acoust. Soc. Am. 87, 1990: flow u² − u³ over the open part of a period, whose derivative 2u −
/// 3u² is what leaves the lips.
final class Voice {
  /// Formant frequencies in Hz of a e i o u, after G. E. Peterson and H. L. Barney, "Control
  /// methods used in a study of the vowels", J. Acoust. Soc. Am. 24, 1952, men; the fourth is the
  /// same for all.
  private static final List<Vowel> VOWELS =
      List.of(
          new Vowel(730, 1090, 2440),
          new Vowel(530, 1840, 2480),
          new Vowel(270, 2290, 3010),
          new Vowel(570, 840, 2410),
          new Vowel(300, 870, 2240));

  private static final double FOURTH_FORMANT_HZ = 3500;
  private static final double[] FORMANT_LEVELS = {1, -1.1, 1, -0.6};
  private static final double[] BANDWIDTHS_HZ = {80, 100, 130, 180};

  private static final double OPEN_QUOTIENT = 0.6;

  /// How often the formants move.
  private static final double CONTROL_SECONDS = 0.002;

  private final Mix mix;
  private final RandomGenerator random;
  private final double rate;
  private final double pitchHz;
  private Vowel vowel = VOWELS.getFirst();

  Voice(Mix mix, RandomGenerator random) {
    this.mix = mix;
    this.random = random;
    rate = mix.sampleRateHz();
    pitchHz = random.nextDouble(95, 150);
  }

  /// The first three formants of a vowel, Hz.
  private record Vowel(double first, double second, double third) {
    double formant(int index) {
      return switch (index) {
        case 0 -> first;
        case 1 -> second;
        case 2 -> third;
        default -> FOURTH_FORMANT_HZ;
      };
    }
  }

  /// Speaks for a time.
  void speak(double atSeconds, double seconds, double level) {
    double end = atSeconds + seconds;
    double at = atSeconds + random.nextDouble(0.05, 0.2);
    while (at < end - 0.4) {
      int syllables = random.nextInt(3, 8);
      double phraseLevel = level * random.nextDouble(0.45, 1);
      for (int k = 0; k < syllables && at < end - 0.4; k++) {
        double stress = random.nextDouble(0.5, 1);
        double pitch = pitchHz * (1.25 - 0.4 * k / syllables) * random.nextDouble(0.95, 1.08);
        at += consonant(at, phraseLevel * stress);
        at += vowel(at, random.nextDouble(0.1, 0.26), pitch, phraseLevel * stress);
      }
      at += random.nextDouble(0.25, 0.7);
    }
  }

  /// A hiss, a burst after a stop, or nothing; returns its duration.
  private double consonant(double atSeconds, double level) {
    return switch (random.nextInt(4)) {
      case 0 -> noise(atSeconds, random.nextDouble(0.06, 0.12), 5500, 0.25 * level);
      case 1 -> noise(atSeconds, random.nextDouble(0.05, 0.1), 2600, 0.18 * level);
      case 2 -> 0.05 + noise(atSeconds + 0.05, 0.015, 1800, 0.5 * level);
      default -> 0.01;
    };
  }

  /// Noise around a frequency that swells and fades; returns its duration.
  private double noise(double atSeconds, double seconds, double hz, double level) {
    int start = mix.sampleAt(atSeconds);
    int length = mix.sampleAt(seconds);
    TwoPole filter = new TwoPole(rate).tune(hz, 1.5);
    for (int n = 0; n < length; n++) {
      double u = (double) n / length;
      mix.add(start + n, 4 * u * (1 - u) * level * filter.band(random.nextDouble(-1, 1)));
    }
    return seconds;
  }

  /// A vowel that is reached from the last one; returns the time after which the next sound
  /// follows.
  private double vowel(double atSeconds, double seconds, double pitch, double level) {
    Vowel from = vowel;
    Vowel to = VOWELS.get(random.nextInt(VOWELS.size()));
    vowel = to;
    int start = mix.sampleAt(atSeconds);
    int length = mix.sampleAt(seconds);
    int control = Math.max(1, mix.sampleAt(CONTROL_SECONDS));
    TwoPole[] formants = new TwoPole[FORMANT_LEVELS.length];
    for (int i = 0; i < formants.length; i++) {
      formants[i] = new TwoPole(rate);
    }
    TwoPole tilt = new TwoPole(rate).tune(5000, 0.6);
    double phase = 0;
    double jitter = 1;
    for (int n = 0; n < length; n++) {
      double u = (double) n / length;
      if (n % control == 0) {
        double glide = Math.min(1, 3 * u);
        for (int i = 0; i < formants.length; i++) {
          double hz = from.formant(i) + glide * (to.formant(i) - from.formant(i));
          formants[i].tune(hz, hz / BANDWIDTHS_HZ[i]);
        }
      }
      double source = tilt.low(pulse(phase) + 0.02 * random.nextDouble(-1, 1));
      double sum = 0;
      for (int i = 0; i < formants.length; i++) {
        sum += FORMANT_LEVELS[i] * formants[i].band(source);
      }
      mix.add(start + n, 5 * level * envelope(u) * sum);
      phase += pitch * (1 - 0.12 * u) * jitter / rate;
      if (phase >= 1) {
        phase -= 1;
        jitter = random.nextDouble(0.99, 1.01);
      }
    }
    return seconds;
  }

  /// The derivative of the glottal flow at a phase of 0 to 1.
  private static double pulse(double phase) {
    double u = phase / OPEN_QUOTIENT;
    return u < 1 ? 2 * u - 3 * u * u : 0;
  }

  /// Rises over the first eighth of a syllable and falls over its last third.
  private static double envelope(double u) {
    return Math.min(1, Math.min(8 * u, 3 * (1 - u)));
  }
}
