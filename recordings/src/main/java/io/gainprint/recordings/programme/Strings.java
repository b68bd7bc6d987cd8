package io.gainprint.recordings.programme;

import java.util.random.RandomGenerator;

/// Plucked strings, a bass string and a bowed ensemble; levels are near the peaks that they make.
final class Strings {
  private static final int TABLE_SIZE = 2048;
  private static final int MOST_HARMONICS = 16;

  private final Mix mix;
  private final RandomGenerator random;
  private final double rate;

  Strings(Mix mix, RandomGenerator random) {
    this.mix = mix;
    this.random = random;
    rate = mix.sampleRateHz();
  }

  void pluck(double atSeconds, double hz, double level) {
    string(atSeconds, 1.6, hz, 1.4, 5000, level);
  }

  void bass(double atSeconds, double seconds, double hz, double level) {
    string(atSeconds, seconds, hz, 3, 900, level);
  }

  /// A string after K. Karplus and A. Strong, "Digital synthesis of plucked-string and drum
  /// timbres", Computer Music Journal 7(2), 1983: a burst of noise goes round a delay line with a
  /// two-point mean; an all-pass tunes it.
  ///
  /// @param seconds when it is damped
  /// @param t60Seconds time in which the fundamental falls by 60 dB
  /// @param brightnessHz cutoff of the burst
  private void string(
      double atSeconds,
      double seconds,
      double hz,
      double t60Seconds,
      double brightnessHz,
      double level) {
    double period = rate / hz - 0.5; // the mean delays by half a sample
    int whole = (int) (period - 0.3); // the all-pass is best at delays of 0.3 to 1.3
    double fraction = period - whole;
    double allPass = (1 - fraction) / (1 + fraction);
    double loss = StrictMath.pow(10, -3 / (hz * t60Seconds));
    double[] line = burst(whole, brightnessHz, level);
    int start = mix.sampleAt(atSeconds);
    int damped = mix.sampleAt(seconds);
    int length = damped + (int) (0.04 * rate);
    double damping = StrictMath.exp(-1 / (0.008 * rate));
    double envelope = 1;
    double previous = 0;
    double allPassIn = 0;
    double allPassOut = 0;
    for (int n = 0; n < length; n++) {
      int at = n % whole;
      double out = line[at];
      double mean = 0.5 * loss * (out + previous);
      previous = out;
      allPassOut = allPass * (mean - allPassOut) + allPassIn;
      allPassIn = mean;
      line[at] = allPassOut;
      if (n >= damped) {
        envelope *= damping;
      }
      mix.add(start + n, envelope * out);
    }
  }

  /// Dull noise of no mean and a given peak, as long as the delay line.
  private double[] burst(int length, double brightnessHz, double level) {
    TwoPole filter = new TwoPole(rate).tune(brightnessHz, 0.7);
    double[] line = new double[length];
    double sum = 0;
    for (int n = 0; n < length; n++) {
      line[n] = filter.low(random.nextDouble(-1, 1));
      sum += line[n];
    }
    double peak = 0;
    for (int n = 0; n < length; n++) {
      line[n] -= sum / length;
      peak = Math.max(peak, Math.abs(line[n]));
    }
    for (int n = 0; n < length; n++) {
      line[n] *= level / peak;
    }
    return line;
  }

  /// Two detuned bowed strings that swell and fade, and overlap with what follows.
  void sustain(double atSeconds, double seconds, double hz, double level) {
    double[] table = table(Math.min(MOST_HARMONICS, (int) (0.45 * rate / hz)));
    int start = mix.sampleAt(atSeconds);
    double swell = 1 - StrictMath.exp(-1 / (0.12 * rate));
    double fade = 1 - StrictMath.exp(-1 / (0.18 * rate));
    int held = mix.sampleAt(seconds);
    int length = held + (int) (1.2 * rate);
    double envelope = 0;
    double phase = random.nextDouble();
    double otherPhase = random.nextDouble();
    double step = hz * 1.0015 / rate;
    double otherStep = hz * 0.9985 / rate;
    for (int n = 0; n < length; n++) {
      envelope += n < held ? swell * (level - envelope) : -fade * envelope;
      double both = table[(int) (phase * TABLE_SIZE)] + table[(int) (otherPhase * TABLE_SIZE)];
      mix.add(start + n, 0.5 * envelope * both);
      phase += step;
      phase -= (int) phase;
      otherPhase += otherStep;
      otherPhase -= (int) otherPhase;
    }
  }

  /// One period of harmonics that fall by about 8 dB an octave.
  private static double[] table(int harmonics) {
    double[] table = new double[TABLE_SIZE];
    for (int h = 1; h <= harmonics; h++) {
      double level = 1 / StrictMath.pow(h, 1.3);
      for (int n = 0; n < TABLE_SIZE; n++) {
        table[n] += level * StrictMath.sin(2 * StrictMath.PI * h * n / TABLE_SIZE);
      }
    }
    return table;
  }
}
