package io.gainprint.recordings.programme;

import java.util.random.RandomGenerator;

/// Kick, snare and hi-hat; levels are near the peaks that they make.
final class Drums {
  /// Decays are followed down to −60 dB: ln 1000 time constants.
  private static final double TIME_CONSTANTS = 6.9;

  private final Mix mix;
  private final RandomGenerator random;
  private final double rate;

  Drums(Mix mix, RandomGenerator random) {
    this.mix = mix;
    this.random = random;
    rate = mix.sampleRateHz();
  }

  /// A sine that falls from 160 to 48 Hz, with a click.
  void kick(double atSeconds, double level) {
    int start = mix.sampleAt(atSeconds);
    double decay = decay(0.11);
    double fall = decay(0.028);
    double clickDecay = decay(0.0015);
    double envelope = level;
    double sweepHz = 112;
    double click = 0.35 * level;
    double phase = 0;
    int length = length(0.11);
    for (int n = 0; n < length; n++) {
      mix.add(start + n, envelope * StrictMath.sin(phase) + click * noise());
      phase += 2 * StrictMath.PI * (48 + sweepHz) / rate;
      envelope *= decay;
      sweepHz *= fall;
      click *= clickDecay;
    }
  }

  /// Two modes of a skin, and the rattle of the wires.
  void snare(double atSeconds, double level) {
    int start = mix.sampleAt(atSeconds);
    TwoPole wires = new TwoPole(rate).tune(2800, 0.6);
    double skinDecay = decay(0.045);
    double wireDecay = decay(0.085);
    double skin = 0.5 * level;
    double wire = level;
    double phase = 0;
    int length = length(0.085);
    for (int n = 0; n < length; n++) {
      double modes = StrictMath.sin(phase) + 0.6 * StrictMath.sin(1.74 * phase);
      mix.add(start + n, skin * modes + wire * wires.band(noise()));
      phase += 2 * StrictMath.PI * 187 / rate;
      skin *= skinDecay;
      wire *= wireDecay;
    }
  }

  /// High noise, short or long.
  void hat(double atSeconds, boolean open, double level) {
    int start = mix.sampleAt(atSeconds);
    double seconds = open ? 0.12 : 0.022;
    TwoPole filter = new TwoPole(rate).tune(7000, 1.2);
    double decay = decay(seconds);
    double envelope = level;
    int length = length(seconds);
    for (int n = 0; n < length; n++) {
      mix.add(start + n, envelope * filter.high(noise()));
      envelope *= decay;
    }
  }

  private double noise() {
    return random.nextDouble(-1, 1);
  }

  /// The factor per sample of an exponential decay with a time constant.
  private double decay(double seconds) {
    return StrictMath.exp(-1 / (seconds * rate));
  }

  private int length(double timeConstant) {
    return (int) (TIME_CONSTANTS * timeConstant * rate);
  }
}
