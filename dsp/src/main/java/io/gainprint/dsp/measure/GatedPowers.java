package io.gainprint.dsp.measure;

import java.util.Arrays;

/// The powers of many windows, behind the two gates of BS.1770 and EBU Tech 3342.
///
/// A histogram in steps of 0.01 LU from the absolute gate up, each bin with the number and the sum
/// of its powers; the last one holds everything above +30 LUFS. So the memory is constant, means
/// are exact, and only the bin that a relative gate divides is judged as a whole, by its mean.
final class GatedPowers {
  /// Windows at or below this are never counted, LUFS.
  private static final double ABSOLUTE_GATE = -70;

  private static final int BINS_PER_LU = 100;
  private static final int BINS = 100 * BINS_PER_LU;

  private final long[] counts = new long[BINS];
  private final double[] sums = new double[BINS];

  void add(double power) {
    double loudness = Loudness.of(power);
    // Written so that NaN passes, into the first bin, and every mean above is NaN.
    if (!(loudness <= ABSOLUTE_GATE)) {
      int bin = Math.min((int) ((loudness - ABSOLUTE_GATE) * BINS_PER_LU), BINS - 1);
      counts[bin]++;
      sums[bin] += power;
    }
  }

  /// The first bin above the relative gate: `relative` LU from the loudness of the mean power of
  /// what passed the absolute gate. [#BINS] if nothing did.
  int firstAbove(double relative) {
    double gate = meanFrom(0) * Math.pow(10, relative / 10);
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0 && !(sums[bin] <= gate * counts[bin])) {
        return bin;
      }
    }
    return BINS;
  }

  /// The mean power of that bin and those above; NaN if nothing is there.
  double meanFrom(int first) {
    double sum = 0;
    for (int bin = first; bin < BINS; bin++) {
      sum += sums[bin];
    }
    return sum / countFrom(first);
  }

  long countFrom(int first) {
    long count = 0;
    for (int bin = first; bin < BINS; bin++) {
      count += counts[bin];
    }
    return count;
  }

  /// The mean power of the bin that holds one of the powers; NaN if there is none, or one of all is
  /// NaN.
  ///
  /// @param first the lowest bin
  /// @param rank which of those in it and above, from the lowest, 0
  double atRank(int first, long rank) {
    if (Double.isNaN(sums[0])) {
      return Double.NaN;
    }
    long left = rank;
    for (int bin = first; bin < BINS; bin++) {
      left -= counts[bin];
      if (left < 0) {
        return sums[bin] / counts[bin];
      }
    }
    return Double.NaN;
  }

  void reset() {
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
  }
}
