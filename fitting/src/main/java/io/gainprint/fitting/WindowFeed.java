package io.gainprint.fitting;

import io.gainprint.dsp.filter.PreEmphasis;

/// Reads one window of a pair of recordings in blocks of doubles: dry sound, pre-emphasised target,
/// weights.
///
/// The pre-emphasis filter is at rest where the window starts. Weights are 0 in the warm-up and
/// past the window's end, 1 between. Past the end of the recording there is silence, as a
/// look-ahead needs.
final class WindowFeed {
  /// What takes the blocks. The arrays are reused for the next one and may be overwritten.
  interface Sink {
    void accept(double[] dry, double[] target, double[] weights, int length);
  }

  private static final int BLOCK = 4096;

  private final float[] dry;
  private final float[] wet;
  private final WindowPlan.Window window;
  private final PreEmphasis preEmphasis;
  private final double[] x = new double[BLOCK];
  private final double[] t = new double[BLOCK];
  private final double[] w = new double[BLOCK];
  private int position;

  WindowFeed(float[] dry, float[] wet, WindowPlan.Window window, double pole) {
    this.dry = dry;
    this.wet = wet;
    this.window = window;
    this.preEmphasis = new PreEmphasis(pole);
    this.position = window.start();
  }

  /// Feeds the sink from where the last call ended to sample `end` of the recording, exclusive.
  void upTo(int end, Sink sink) {
    while (position < end) {
      int length = Math.min(BLOCK, end - position);
      for (int n = 0; n < length; n++) {
        int sample = position + n;
        boolean recorded = sample < dry.length;
        x[n] = recorded ? dry[sample] : 0;
        t[n] = recorded ? wet[sample] : 0;
        w[n] = sample >= window.countedFrom() && sample < window.end() ? 1 : 0;
      }
      preEmphasis.process(t, 0, t, 0, length);
      sink.accept(x, t, w, length);
      position += length;
    }
  }
}
