package io.gainprint.dsp.compressor.block;

/// The passes in plain code, sample by sample.
final class PlainPasses {
  /// −160 dBFS, the quietest level there is.
  private static final double FLOOR = 1e-8;

  private static final double PER_LN2 = 1 / StrictMath.log(2);
  private static final double LN2 = StrictMath.log(2);

  private PlainPasses() {}

  static Pass[] all() {
    return new Pass[] {PlainPasses::staticGain, PlainPasses::smooth};
  }

  /// f = 2^(−s max(0, log2 |x| − T₂)).
  private static void staticGain(Block block, int frames) {
    BlockSettings settings = block.settings;
    for (double[] f : block.f) {
      for (int n = 0; n < frames; n++) {
        double magnitude = Math.abs(f[n]);
        double x = magnitude > FLOOR ? Math.min(magnitude, Double.MAX_VALUE) : FLOOR;
        double over = PER_LN2 * Math.log(x) - (settings.threshold + n * settings.thresholdStep);
        double slope = settings.slope + n * settings.slopeStep;
        f[n] = over > 0 ? Math.exp(-LN2 * slope * over) : 1;
      }
    }
  }

  /// The recursion as in [VectorPasses].
  private static void smooth(Block block, int frames) {
    BlockSettings settings = block.settings;
    for (int channel = 0; channel < block.f.length; channel++) {
      double[] f = block.f[channel];
      double[] g = block.g[channel];
      double x = block.state[channel];
      for (int n = 0; n < frames; n++) {
        double attack = settings.attack + n * settings.attackStep;
        double release = settings.release + n * settings.releaseStep;
        double v = f[n];
        x = v < x ? (1 - attack) * x + attack * v : (1 - release) * x + release * v;
        g[n] = x;
      }
      block.keep(channel, frames);
    }
  }
}
