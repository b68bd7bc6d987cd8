package io.gainprint.recordings.programme;

import java.util.random.RandomGenerator;

/// What is played on a bench and not in a band: tones and noise that step through levels, and
/// sweeps; levels are of peaks, those of noise are root mean squares.
///
/// They ask a unit what music seldom does: how a steady sound settles, what silence after a loud
/// sound leaves, and what the spectrum alone changes.
final class Probes {
  /// Fades between levels, so that a step is not a click.
  private static final double FADE_SECONDS = 0.002;

  private static final double LOWEST_SWEEP_HZ = 40;
  private static final double HIGHEST_SWEEP_HZ = 16_000;

  /// Of the sample rate: what sweeps and colours stay below.
  private static final double HIGHEST = 0.4;

  /// The bandwidth of white noise that passes a second-order Butterworth low-pass, over its cutoff:
  /// π/(2 √2).
  private static final double NOISE_BANDWIDTH = Math.PI / (2 * Math.sqrt(2));

  private final Mix mix;
  private final RandomGenerator random;
  private final double rate;

  Probes(Mix mix, RandomGenerator random) {
    this.mix = mix;
    this.random = random;
    rate = mix.sampleRateHz();
  }

  /// A tone whose level jumps between softest and loudest, up and down in turn, by whatever falls
  /// to it.
  ///
  /// @param stepSeconds length of a step; the last may be shorter
  void steps(
      double atSeconds, double seconds, double stepSeconds, double softestDb, double loudestDb) {
    double hz = 200 * StrictMath.pow(2, random.nextDouble(0, 3));
    double step = 2 * StrictMath.PI * hz / rate;
    Levels levels = new Levels(stepSeconds, softestDb, loudestDb);
    int start = mix.sampleAt(atSeconds);
    int length = mix.sampleAt(seconds);
    for (int n = 0; n < length; n++) {
      mix.add(start + n, levels.next(n, length) * StrictMath.sin(step * n));
    }
  }

  /// Noise whose level, root mean square, jumps likewise; each step has another colour.
  void noise(
      double atSeconds, double seconds, double stepSeconds, double softestDb, double loudestDb) {
    Levels levels = new Levels(stepSeconds, softestDb, loudestDb);
    TwoPole colour = new TwoPole(rate);
    double full = 1; // makes the root mean square 1
    int start = mix.sampleAt(atSeconds);
    int length = mix.sampleAt(seconds);
    for (int n = 0; n < length; n++) {
      double level = levels.next(n, length);
      if (levels.isNew()) {
        double hz = Math.min(500 * StrictMath.pow(2, random.nextDouble(0, 5)), HIGHEST * rate);
        colour.tune(hz, 0.7);
        full = Math.sqrt(3 * rate / (2 * NOISE_BANDWIDTH * hz));
      }
      mix.add(start + n, level * full * colour.low(random.nextDouble(-1, 1)));
    }
  }

  /// A sine that goes through the frequencies once, as many seconds for each octave.
  void sweep(double atSeconds, double seconds, double level) {
    double highest = Math.min(HIGHEST_SWEEP_HZ, HIGHEST * rate);
    int start = mix.sampleAt(atSeconds);
    int length = mix.sampleAt(seconds);
    double growth = StrictMath.pow(highest / LOWEST_SWEEP_HZ, 1.0 / length);
    double fade = Math.min(length / 2.0, FADE_SECONDS * rate);
    double hz = LOWEST_SWEEP_HZ;
    double phase = 0;
    for (int n = 0; n < length; n++) {
      double envelope = Math.min(1, Math.min(n, length - n) / fade);
      mix.add(start + n, level * envelope * StrictMath.sin(phase));
      phase += 2 * StrictMath.PI * hz / rate;
      hz *= growth;
    }
  }

  /// A level that jumps, faded, and ends at 0.
  private final class Levels {
    private final int step;
    private final double softestDb;
    private final double loudestDb;
    private final double fade = 1 - StrictMath.exp(-1 / (FADE_SECONDS / 4 * rate));
    private double wanted;
    private double level;
    private boolean loud;
    private boolean isNew;

    Levels(double stepSeconds, double softestDb, double loudestDb) {
      step = Math.max(1, mix.sampleAt(stepSeconds));
      this.softestDb = softestDb;
      this.loudestDb = loudestDb;
    }

    double next(int n, int length) {
      isNew = n % step == 0;
      if (isNew) {
        double middleDb = (softestDb + loudestDb) / 2;
        loud = !loud;
        wanted =
            gain(
                loud
                    ? random.nextDouble(middleDb, loudestDb)
                    : random.nextDouble(softestDb, middleDb));
      }
      if (length - n < FADE_SECONDS * rate) {
        wanted = 0;
      }
      level += fade * (wanted - level);
      return level;
    }

    boolean isNew() {
      return isNew;
    }
  }

  private static double gain(double db) {
    return StrictMath.pow(10, db / 20);
  }
}
