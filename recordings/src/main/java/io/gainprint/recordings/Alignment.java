package io.gainprint.recordings;

import java.util.List;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;

/// Where a wet recording lies against its dry one.
///
/// The recordings are compared over up to three excerpts, the loudest of each third. With X and Y
/// the spectra of the differenced dry and wet excerpts, the correlation is the inverse transform of
/// X* Y / |X Y|^½. The root is half-way between plain correlation, whose peak is as blunt as the
/// sound is dull, and phase correlation (PHAT), which counts bins of mere noise in full (C. H.
/// Knapp and G. C. Carter, "The generalized correlation method for estimation of time delay", 1976,
/// doi 10.1109/TASSP.1976.1162830). Over the mean of |X Y|^½, it is 1 for a scaled and shifted
/// copy. Gain reduction leaves most of the phase alone: with 20 dB of it, about 0.8 is left.
///
/// @param wetLateBySamples the shift, positive if the wet recording is late
/// @param inverted whether the wet recording is upside down
/// @param coherence agreement at that shift, 0 to 1
/// @param searchedSeconds the largest shift that was tried, s
record Alignment(int wetLateBySamples, boolean inverted, double coherence, double searchedSeconds) {
  /// What recordings that belong together reach. Measured on music and speech: 0.95 and more behind
  /// ordinary compressors, 0.66 with up to 40 dB of gain reduction and noise 20 dB below the sound;
  /// a shift of 1 s takes up to 0.4 of that away, for what it moves out of the excerpt. Unrelated
  /// recordings reach 0.02, two parts of one piece that repeats itself 0.16.
  static final double LEAST_COHERENCE = 0.3;

  private static final int MOST_EXCERPTS = 3;

  /// At least this long, so that an excerpt overlaps with itself shifted by 1 s.
  private static final double EXCERPT_SECONDS = 2.5;

  /// Parts of an excerpt by which the search for the loudest one advances.
  private static final int STEPS_PER_EXCERPT = 8;

  /// Finds the shift within 1 s.
  ///
  /// @param dry samples, finite and not silent
  /// @param wet samples, likewise
  /// @param length how many of each to compare, ≥ 2
  /// @param sampleRateHz sample rate of both
  static Alignment find(float[] dry, float[] wet, int length, int sampleRateHz) {
    int excerpt = Math.min(length, ceilingPowerOfTwo((int) (EXCERPT_SECONDS * sampleRateHz)));
    int excerpts = Math.clamp(length / excerpt, 1, MOST_EXCERPTS);
    int searched = Math.min(sampleRateHz, excerpt - 1);
    int size = ceilingPowerOfTwo(excerpt + searched);
    DoubleFFT_1D fft = new DoubleFFT_1D(size);
    List<CrossSpectrum> spectra =
        IntStream.range(0, excerpts)
            .parallel()
            .mapToObj(k -> {
              int from = (int) ((long) length * k / excerpts);
              int to = (int) ((long) length * (k + 1) / excerpts);
              int start = loudest(dry, from, to, excerpt);
              return CrossSpectrum.of(
                  fft,
                  differences(dry, start, excerpt, size),
                  differences(wet, start, excerpt, size));
            })
            .toList();
    double[] correlation = new double[size];
    double magnitude = 0;
    for (CrossSpectrum spectrum : spectra) {
      for (int k = 0; k < size; k++) {
        correlation[k] += spectrum.bins[k];
      }
      magnitude += spectrum.magnitude;
    }
    fft.realInverse(correlation, true);
    int best = 0;
    for (int lag = 1; lag <= searched; lag++) {
      best = larger(correlation, best, lag);
      best = larger(correlation, best, -lag);
    }
    double peak = at(correlation, best);
    double coherence = magnitude == 0 ? 0 : Math.abs(peak) * size / magnitude;
    return new Alignment(best, peak < 0, coherence, (double) searched / sampleRateHz);
  }

  private static int ceilingPowerOfTwo(int n) {
    int floor = Integer.highestOneBit(n);
    return floor == n ? n : floor << 1;
  }

  /// The start of the loudest excerpt that begins at or after `from` and ends at or before `to`.
  private static int loudest(float[] samples, int from, int to, int excerpt) {
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

  /// The first differences of an excerpt, then zeros.
  private static double[] differences(float[] samples, int start, int excerpt, int size) {
    double[] differences = new double[size];
    for (int n = 1; n < excerpt; n++) {
      differences[n - 1] = (double) samples[start + n] - samples[start + n - 1];
    }
    return differences;
  }

  /// X* Y / |X Y|^½ of one excerpt, in the packed order of [DoubleFFT_1D#realForward], and the sum
  /// of |X Y|^½ over all bins, those of negative frequency included.
  private static final class CrossSpectrum {
    final double[] bins;
    final double magnitude;

    private CrossSpectrum(double[] bins, double magnitude) {
      this.bins = bins;
      this.magnitude = magnitude;
    }

    /// From the samples of both; `x` is overwritten, and `y` becomes the bins.
    static CrossSpectrum of(DoubleFFT_1D fft, double[] x, double[] y) {
      fft.realForward(x);
      fft.realForward(y);
      // The first two are the real bins at 0 and at half the sample rate.
      double magnitude = 0;
      for (int k = 0; k < 2; k++) {
        double s = x[k] * y[k];
        double root = Math.sqrt(Math.abs(s));
        magnitude += root;
        y[k] = Math.copySign(root, s);
      }
      for (int k = 2; k < x.length; k += 2) {
        double re = x[k] * y[k] + x[k + 1] * y[k + 1];
        double im = x[k] * y[k + 1] - x[k + 1] * y[k];
        double root = Math.sqrt(Math.hypot(re, im));
        y[k] = 0;
        y[k + 1] = 0;
        if (root > 0) {
          magnitude += 2 * root;
          y[k] = re / root;
          y[k + 1] = im / root;
        }
      }
      return new CrossSpectrum(y, magnitude);
    }
  }

  private static int larger(double[] correlation, int lag, int otherLag) {
    return Math.abs(at(correlation, otherLag)) > Math.abs(at(correlation, lag)) ? otherLag : lag;
  }

  private static double at(double[] correlation, int lag) {
    return correlation[Math.floorMod(lag, correlation.length)];
  }
}
