package io.gainprint.fitting.filter;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.fitting.Cancellation;
import java.util.List;

/// How far a recording's response is from a fitted one.
///
/// Measured is the response E from the fitted filter's output to what it leaves of the recording;
/// that of the recording is the filter's times 1 + E. Leakage between the bins of spectra is a
/// share of E, not of the response.
final class ResidualResponse {
  private static final double LEAST_HZ = 30;

  private static final double MOST_HZ = 18_000;

  /// As much of a recording is looked at.
  private static final double MOST_SECONDS = 60;

  private static final int BLOCK = 4096;

  private ResidualResponse() {}

  /// The largest difference in dB between 30 Hz and 18 kHz, or as far as the sample rate goes.
  static ResponseDifference largestDifference(
      List<FilterCoefficients> sections,
      float[] dry,
      float[] wet,
      double sampleRateHz,
      Cancellation cancellation) {
    int length = (int) Math.min(dry.length, MOST_SECONDS * sampleRateHz);
    float[] output = new float[length];
    float[] left = new float[length];
    FilterChain chain = new FilterChain(sections);
    double[] block = new double[BLOCK];
    for (int from = 0; from < length; from += BLOCK) {
      cancellation.throwIfRequested();
      int part = Math.min(BLOCK, length - from);
      for (int n = 0; n < part; n++) {
        block[n] = dry[from + n];
      }
      chain.process(block, 0, block, 0, part);
      for (int n = 0; n < part; n++) {
        output[from + n] = (float) block[n];
        left[from + n] = (float) (wet[from + n] - block[n]);
      }
    }
    ResponseDifference largest = ResponseDifference.UNKNOWN;
    for (MeasuredResponse.Point e : MeasuredResponse.of(output, left, sampleRateHz, cancellation)) {
      double db = Math.abs(Decibels.fromFactor(Math.hypot(1 + e.re(), e.im())));
      boolean isWithin = e.frequencyHz() >= LEAST_HZ && e.frequencyHz() <= MOST_HZ;
      if (isWithin && !(db <= largest.db())) {
        largest = new ResponseDifference(db, e.frequencyHz());
      }
    }
    return largest;
  }
}
