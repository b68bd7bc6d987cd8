package io.gainprint.recordings.alignment;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.recordings.programme.DryProgramme;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A hard case for a search of the time base, whose answer is known: music compressed 20:1 from 30
/// dB below full scale, with white noise 20 dB below it, recorded by another clock.
///
/// Immutable; the arrays are not to be written to.
public final class AlignmentTrial {
  /// Sample rate of all trials, Hz.
  public static final int RATE_HZ = 44_100;

  private static final CompressorParameters HEAVY = new CompressorParameters(-31, 20, 1, 100, 12);
  private static final double NOISE_DB = -20;
  private static final double MOST_LATE_SAMPLES = 5000;
  private static final double MOST_DRIFT_PPM = 50;

  private final float[] dry;
  private final float[] wet;
  private final TimeBase truth;
  private final boolean inverted;

  private AlignmentTrial(float[] dry, float[] wet, TimeBase truth, boolean inverted) {
    this.dry = dry;
    this.wet = wet;
    this.truth = truth;
    this.inverted = inverted;
  }

  /// A trial of a seed: −5000 to 5000 samples late, not a whole number of them, −50 to 50 ppm of
  /// drift, and upside down as often as not.
  ///
  /// @param seed chooses all of it
  /// @param seconds length of the programme, s, > 0
  /// @return the trial
  public static AlignmentTrial of(long seed, double seconds) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    TimeBase truth =
        new TimeBase(
            random.nextDouble(-MOST_LATE_SAMPLES, MOST_LATE_SAMPLES),
            random.nextDouble(-MOST_DRIFT_PPM, MOST_DRIFT_PPM));
    boolean inverted = random.nextBoolean();
    float[] dry = DryProgramme.render(RATE_HZ, seconds, seed);
    float[] wet = Resampler.read(compressed(dry, inverted), inverse(truth), 0, dry.length);
    double noise = rms(wet) * Math.pow(10, NOISE_DB / 20);
    for (int n = 0; n < wet.length; n++) {
      wet[n] += (float) (noise * random.nextGaussian());
    }
    return new AlignmentTrial(dry, wet, truth, inverted);
  }

  private static float[] compressed(float[] dry, boolean inverted) {
    double[] x = new double[dry.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = dry[n];
    }
    new Compressor(HEAVY.at(RATE_HZ)).process(x, 0, x, 0, x.length);
    float[] y = new float[dry.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = (float) (inverted ? -x[n] : x[n]);
    }
    return y;
  }

  /// Sample m of the wet recording is sample (m − τ) / (1 + δ) of the sound.
  private static TimeBase inverse(TimeBase base) {
    double rate = 1 + base.drift();
    return new TimeBase(-base.lateBySamples() / rate, -base.driftPpm() / rate);
  }

  private static double rms(float[] samples) {
    double energy = 0;
    for (float sample : samples) {
      energy += (double) sample * sample;
    }
    return Math.sqrt(energy / samples.length);
  }

  /// What went in.
  ///
  /// @return samples, full scale 1
  public float[] dry() {
    return dry;
  }

  /// What was recorded.
  ///
  /// @return samples, as many as of [#dry()]
  public float[] wet() {
    return wet;
  }

  /// The answer.
  ///
  /// @return where the samples of [#dry()] lie in [#wet()]
  public TimeBase truth() {
    return truth;
  }

  /// The other answer.
  ///
  /// @return whether [#wet()] is upside down
  public boolean isInverted() {
    return inverted;
  }
}
