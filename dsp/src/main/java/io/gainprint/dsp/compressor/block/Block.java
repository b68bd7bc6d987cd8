package io.gainprint.dsp.compressor.block;

import java.util.Arrays;

/// What passes work on. Arrays are longer than a block by [#SLACK], since vectors reach beyond its
/// end; what they find there has no influence.
final class Block {
  /// The most lanes of a vector.
  static final int SLACK = 8;

  /// A gain this small is nothing: −600 dB.
  private static final double NOTHING = 1e-30;

  /// By channel: detector signal, then exponent, then static gain.
  final double[][] f;

  /// By channel: smoothed gain.
  final double[][] g;

  /// By channel: the gain after the last sample.
  final double[] state;

  BlockSettings settings = new BlockSettings();

  Block(int channels) {
    f = new double[channels][BlockGain.MAX_FRAMES + SLACK];
    g = new double[channels][BlockGain.MAX_FRAMES + SLACK];
    state = new double[channels];
    Arrays.fill(state, 1);
  }

  /// Keeps a channel's last gain for the next block.
  void keep(int channel, int frames) {
    double last = g[channel][frames - 1];
    state[channel] = last < NOTHING ? 0 : last;
  }
}
