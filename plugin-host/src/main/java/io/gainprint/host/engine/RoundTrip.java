package io.gainprint.host.engine;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How long a sound takes from a device's output through a cable, and whatever is between, to its
/// input: a burst of noise is played and looked for in what came back.
///
/// ```
/// r[d] = Σ_n p[n] y[n + d] / sqrt(Σ p² Σ_n y[n + d]²)
/// ```
///
/// The delay is the d of the largest |r|. A unit between may change the level and colour of the
/// noise, and turn it upside down.
///
/// @param frames the delay
/// @param inverted whether what came back is upside down
/// @param likeness |r| at the delay: 1 for a copy
/// @param echo the largest |r| later on: near 0, unless what comes back is played again
/// @param levelDb peak of what came back, dBFS
public record RoundTrip(
    int frames, boolean inverted, double likeness, double echo, double levelDb) {
  /// Length of the burst, frames.
  public static final int PROBE_FRAMES = 4096;

  /// What is less like the probe is something else.
  private static final double LEAST_LIKENESS = 0.2;

  /// No unit without an echo spreads a sound further, frames.
  private static final int SMEAR_FRAMES = 128;

  /// An echo of this likeness is the probe again.
  private static final double ECHO_LIKENESS = 0.1;

  /// −12 dBFS: loud enough for a noisy line, and no unit minds.
  private static final double LEVEL = 0.25;

  /// The burst.
  ///
  /// @return white noise, the same each time
  public static float[] probe() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(65);
    float[] probe = new float[PROBE_FRAMES];
    for (int n = 0; n < PROBE_FRAMES; n++) {
      probe[n] = (float) (random.nextBoolean() ? LEVEL : -LEVEL);
    }
    return probe;
  }

  /// Looks for the burst.
  ///
  /// @param recorded what came back, from the frame at which the burst began to be played; at least
  ///   as long as the burst
  /// @return where it is
  public static RoundTrip of(float[] recorded) {
    float[] probe = probe();
    double energy = 0;
    for (int n = 0; n < PROBE_FRAMES; n++) {
      energy += (double) recorded[n] * recorded[n];
    }
    int last = recorded.length - PROBE_FRAMES;
    double[] likeness = new double[last + 1];
    int best = 0;
    for (int d = 0; d <= last; d++) {
      // What is far below the noise of any converter is like nothing.
      double scale = LEVEL * Math.sqrt(PROBE_FRAMES * Math.max(energy, 1e-12 * PROBE_FRAMES));
      likeness[d] = product(probe, recorded, d) / scale;
      if (Math.abs(likeness[d]) > Math.abs(likeness[best])) {
        best = d;
      }
      if (d < last) {
        double gone = recorded[d];
        double fresh = recorded[d + PROBE_FRAMES];
        energy += fresh * fresh - gone * gone;
      }
    }
    return new RoundTrip(
        best,
        likeness[best] < 0,
        Math.abs(likeness[best]),
        echo(likeness, best),
        20 * Math.log10(peak(recorded)));
  }

  /// The largest likeness of what comes later than the burst itself, smeared as it may be.
  private static double echo(double[] likeness, int delay) {
    double most = 0;
    for (int d = delay + SMEAR_FRAMES; d < likeness.length; d++) {
      most = Math.max(most, Math.abs(likeness[d]));
    }
    return most;
  }

  private static double product(float[] probe, float[] recorded, int d) {
    // Four sums, since one alone would wait for its last addition.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int n = 0; n < PROBE_FRAMES; n += 4) {
      s0 += (double) probe[n] * recorded[d + n];
      s1 += (double) probe[n + 1] * recorded[d + n + 1];
      s2 += (double) probe[n + 2] * recorded[d + n + 2];
      s3 += (double) probe[n + 3] * recorded[d + n + 3];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static double peak(float[] recorded) {
    double peak = 0;
    for (float sample : recorded) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /// Whether the burst came back at all.
  ///
  /// @return false if what came back is silence, or something else
  public boolean isFound() {
    return likeness >= LEAST_LIKENESS;
  }

  /// Whether what comes back is played again.
  ///
  /// @return true if the burst came back twice
  public boolean hasFeedback() {
    return isFound() && echo >= ECHO_LIKENESS;
  }
}
