package io.gainprint.fitting;

import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.GainReduction;
import io.gainprint.dsp.filter.PreEmphasis;
import java.util.List;
import java.util.stream.IntStream;

/// The errors of every sample, r = P(m g x − t), one sample after the other: what weights of samples
/// are made of. The evaluators that fits use keep no signals.
record Residuals(Takes takes, WindowLosses.Evaluation evaluation) {
  private static final int BLOCK = 4096;

  /// The errors of the counted samples of windows; 0 elsewhere.
  float[] of(CompressorCoefficients at, List<WindowPlan.Window> windows) {
    float[] residuals = new float[takes.dry().length];
    IntStream.range(0, windows.size())
        .parallel()
        .forEach(k -> fill(at, windows.get(k), residuals));
    return residuals;
  }

  private void fill(
      CompressorCoefficients at, WindowPlan.Window window, float[] residuals) {
    GainReduction gainReduction = new GainReduction(at);
    PreEmphasis preEmphasis = new PreEmphasis(evaluation.pole());
    double makeUp = at.makeUpFactor();
    double[] block = new double[BLOCK];
    double gain = 1;
    for (int n = window.start(); n < window.start() + evaluation.lookAhead(); n++) {
      gain = gainReduction.next(gain, gainReduction.staticGain(Math.abs(dryAt(n))));
    }
    for (int from = window.start(); from < window.end(); from += BLOCK) {
      evaluation.cancellation().throwIfRequested();
      int length = Math.min(BLOCK, window.end() - from);
      for (int n = 0; n < length; n++) {
        double heard = Math.abs(dryAt(from + n + evaluation.lookAhead()));
        gain = gainReduction.next(gain, gainReduction.staticGain(heard));
        block[n] = makeUp * gain * takes.dry()[from + n] - takes.wet()[from + n];
      }
      preEmphasis.process(block, 0, block, 0, length);
      for (int n = Math.max(0, window.countedFrom() - from); n < length; n++) {
        residuals[from + n] = (float) block[n];
      }
    }
  }

  private double dryAt(int n) {
    return n < takes.dry().length ? takes.dry()[n] : 0;
  }
}
