package io.gainprint.recordings.alignment;

import org.jtransforms.fft.DoubleFFT_1D;

/// Where one excerpt of the dry recording is found in the wet one, in whole samples.
///
/// @param centre the excerpt's middle, sample of the dry recording
/// @param lateBySamples by how much the wet recording is late there
/// @param agreement how well they agree, −1 to 1, see [CrossSpectrum]; negative if upside down
record Match(int centre, int lateBySamples, double agreement) {
  /// Looks for an excerpt within a range of shifts.
  ///
  /// @param start where it begins in `dry`
  /// @param excerpt its length
  /// @param around the middle of the range
  /// @param range how far to look to either side of that
  static Match find(float[] dry, float[] wet, int start, int excerpt, int around, int range) {
    int searched = excerpt + 2 * range;
    int size = Excerpts.ceilingPowerOfTwo(searched);
    DoubleFFT_1D fft = new DoubleFFT_1D(size);
    double[] correlation =
        CrossSpectrum.of(
                fft,
                CrossSpectrum.differences(dry, start, excerpt, size),
                CrossSpectrum.differences(wet, start + around - range, searched, size))
            .bins;
    fft.realInverse(correlation, true);
    int best = range; // of equal ones, as in silence, the one in the middle
    for (int lag = 0; lag <= 2 * range; lag++) {
      if (Math.abs(correlation[lag]) > Math.abs(correlation[best])) {
        best = lag;
      }
    }
    int lateBy = around - range + best;
    return new Match(start + excerpt / 2, lateBy, agreement(dry, wet, start, excerpt, lateBy));
  }

  private static double agreement(float[] dry, float[] wet, int start, int excerpt, int lateBy) {
    int size = Excerpts.ceilingPowerOfTwo(excerpt);
    return CrossSpectrum.of(
            new DoubleFFT_1D(size),
            CrossSpectrum.differences(dry, start, excerpt, size),
            CrossSpectrum.differences(wet, start + lateBy, excerpt, size))
        .agreement();
  }
}
