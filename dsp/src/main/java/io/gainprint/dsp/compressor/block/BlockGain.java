package io.gainprint.dsp.compressor.block;

import io.gainprint.dsp.VectorUnit;
import java.util.Arrays;

/// The gains of one or several channels for a short block, from their detector signals.
///
/// Where the vector unit can be used ([VectorUnit]), levels and static gains are computed for as
/// many samples at once as it holds, and the recursions of two channels run side by side; else
/// plain code does the same. Both agree with [io.gainprint.dsp.compressor.GainReduction] to 1e-12.
///
/// Streaming: blocks of any size give the same gains, except for rounding in settings that move.
/// Everything is allocated by the constructor. Not thread-safe. On the vector unit, code that has
/// not been compiled yet does allocate: who may not, warms it up.
///
/// Limits: NaN and what is quieter than −160 dBFS count as −160 dBFS; infinity counts as 2¹⁰²⁴. A
/// gain below 1e-30 becomes 0, so that no denormal numbers arise.
public final class BlockGain {
  /// The most frames of a block.
  public static final int MAX_FRAMES = 64;

  private final Block block;
  private final Pass[] passes;
  private final boolean hasVectors;

  /// Gains at rest, that is of 1.
  ///
  /// @param channels how many gains of their own, ≥ 1
  /// @throws IllegalArgumentException if there is none
  public BlockGain(int channels) {
    this(channels, VectorUnit.isPresent());
  }

  /// With or without vectors, as a test chooses.
  BlockGain(int channels, boolean hasVectors) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels must be at least 1: " + channels);
    }
    block = new Block(channels);
    passes = hasVectors ? VectorPasses.all() : PlainPasses.all();
    this.hasVectors = hasVectors;
  }

  /// Where a channel's detector signal goes, full scale = 1: the caller fills its first samples
  /// before each [#process], which overwrites it.
  ///
  /// @param channel from 0
  /// @return the array itself, of at least [#MAX_FRAMES]
  public double[] detector(int channel) {
    return block.f[channel];
  }

  /// The gains of the last block, without make-up.
  ///
  /// @param channel from 0
  /// @return the array itself, valid up to the length of that block
  public double[] gains(int channel) {
    return block.g[channel];
  }

  /// Computes the gains of a block from its detector signals.
  ///
  /// @param settings what to compute with; not modified
  /// @param frames samples, 1 to [#MAX_FRAMES]
  public void process(BlockSettings settings, int frames) {
    block.settings = settings;
    // One call site for all: it sees so many types that none is compiled into it, which would make
    // too large a method for vectors to stay in registers.
    for (Pass pass : passes) {
      pass.run(block, frames);
    }
  }

  /// Multiplies samples by the gains of the last block and by a factor that goes along a straight
  /// line:
  ///
  /// ```
  /// y[n] = (factor + n step) g[n] x[n]
  /// ```
  ///
  /// @param channel whose gains, from 0
  /// @param samples read and written
  /// @param offset the first of them
  /// @param frames how many, at most the length of the last block
  /// @param factor of the first sample
  /// @param step from one sample to the next
  public void apply(
      int channel, double[] samples, int offset, int frames, double factor, double step) {
    double[] g = block.g[channel];
    int done = hasVectors ? VectorPasses.apply(g, samples, offset, frames, factor, step) : 0;
    for (int n = done; n < frames; n++) {
      samples[offset + n] *= (factor + n * step) * g[n];
    }
  }

  /// A channel's gain after the last sample.
  ///
  /// @param channel from 0
  /// @return g, in `[0, 1]`
  public double gain(int channel) {
    return block.state[channel];
  }

  /// Back to rest.
  public void reset() {
    Arrays.fill(block.state, 1);
  }
}
