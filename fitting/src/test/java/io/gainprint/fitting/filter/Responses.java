package io.gainprint.fitting.filter;

import io.gainprint.dsp.filter.FrequencyResponse;

/// How far two filters are from each other at [FilteredPair#RATE].
final class Responses {
  private Responses() {}

  /// The largest difference between 30 Hz and 18 kHz, at 70 frequencies per octave, dB.
  static double largestDifferenceDb(FittedFilter a, FittedFilter b) {
    double largest = 0;
    for (double f = 30; f <= 18_000; f *= 1.01) {
      largest = Math.max(largest, Math.abs(gainDb(a, f) - gainDb(b, f)));
    }
    return largest;
  }

  private static double gainDb(FittedFilter filter, double f) {
    return FrequencyResponse.of(filter.sections(FilteredPair.RATE), f, FilteredPair.RATE)
        .magnitudeDb();
  }
}
