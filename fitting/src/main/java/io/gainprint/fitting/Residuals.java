package io.gainprint.fitting;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.List;
import java.util.stream.IntStream;

/// The errors of every sample, r = P(m g x − t), one sample after the other: what weights of
/// samples are made of. The evaluators that fits use keep no signals.
record Residuals(Takes takes, WindowLosses.Evaluation evaluation) {
  private static final int BLOCK = 4096;

  /// The errors of the counted samples of windows; 0 elsewhere.
  float[] of(CompressorCoefficients at, List<WindowPlan.Window> windows) {
    float[] residuals = new float[takes.dry().length];
    IntStream.range(0, windows.size()).parallel().forEach(k -> fill(at, windows.get(k), residuals));
    return residuals;
  }

  private void fill(CompressorCoefficients at, WindowPlan.Window window, float[] residuals) {
    int delay = evaluation.lookAhead();
    Compressor compressor = new Compressor(at, delay);
    PreEmphasis preEmphasis = new PreEmphasis(evaluation.pole());
    double[] block = new double[BLOCK];
    for (int from = window.start(); from < window.end() + delay; from += BLOCK) {
      evaluation.cancellation().throwIfRequested();
      int length = Math.min(BLOCK, window.end() + delay - from);
      for (int n = 0; n < length; n++) {
        block[n] = from + n < takes.dry().length ? takes.dry()[from + n] : 0;
      }
      compressor.process(block, 0, block, 0, length); // the sound is late by the delay
      int first = Math.max(0, window.start() + delay - from);
      for (int n = first; n < length; n++) {
        block[n] -= takes.wet()[from + n - delay];
      }
      if (first < length) {
        preEmphasis.process(block, first, block, first, length - first);
      }
      for (int n = Math.max(first, window.countedFrom() + delay - from); n < length; n++) {
        residuals[from + n - delay] = (float) block[n];
      }
    }
  }
}
