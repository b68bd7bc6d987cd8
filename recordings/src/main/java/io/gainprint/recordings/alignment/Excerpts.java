package io.gainprint.recordings.alignment;

/// Chooses the parts of a recording that are worth comparing: the loud ones.
final class Excerpts {
  /// Parts of an excerpt by which the search for the loudest one advances.
  private static final int STEPS_PER_EXCERPT = 8;

  private Excerpts() {}

  static int ceilingPowerOfTwo(int n) {
    int floor = Integer.highestOneBit(n);
    return floor == n ? n : floor << 1;
  }

  /// The start of the loudest excerpt that begins at or after `from` and ends at or before `to`.
  static int loudest(float[] samples, int from, int to, int excerpt) {
    int step = Math.max(1, excerpt / STEPS_PER_EXCERPT);
    double[] steps = energies(samples, from, step, (to - from) / step);
    double energy = energy(samples, from, excerpt);
    double most = energy;
    int best = from;
    // There is more than one excerpt only where STEPS_PER_EXCERPT divides it.
    for (int k = 1; k + STEPS_PER_EXCERPT <= steps.length; k++) {
      energy += steps[k - 1 + STEPS_PER_EXCERPT] - steps[k - 1];
      if (energy > most) {
        most = energy;
        best = from + k * step;
      }
    }
    return best;
  }

  /// The energies of `count` successive stretches of `length` samples.
  private static double[] energies(float[] samples, int from, int length, int count) {
    double[] energies = new double[count];
    int k = 0;
    // Four at a time, as each addition to one sum waits for the last.
    for (; k + 4 <= count; k += 4) {
      int start0 = from + k * length;
      int start1 = start0 + length;
      int start2 = start1 + length;
      int start3 = start2 + length;
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      for (int n = 0; n < length; n++) {
        sum0 += (double) samples[start0 + n] * samples[start0 + n];
        sum1 += (double) samples[start1 + n] * samples[start1 + n];
        sum2 += (double) samples[start2 + n] * samples[start2 + n];
        sum3 += (double) samples[start3 + n] * samples[start3 + n];
      }
      energies[k] = sum0;
      energies[k + 1] = sum1;
      energies[k + 2] = sum2;
      energies[k + 3] = sum3;
    }
    for (; k < count; k++) {
      energies[k] = energy(samples, from + k * length, length);
    }
    return energies;
  }

  private static double energy(float[] samples, int start, int length) {
    double sum = 0;
    for (int n = start; n < start + length; n++) {
      sum += (double) samples[n] * samples[n];
    }
    return sum;
  }
}
