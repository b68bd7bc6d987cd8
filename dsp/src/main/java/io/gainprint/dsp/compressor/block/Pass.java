package io.gainprint.dsp.compressor.block;

/// One step from detector signal to gain, for a whole block.
interface Pass {
  /// Runs the step for every channel.
  ///
  /// @param frames samples, 1 to [BlockGain#MAX_FRAMES]
  void run(Block block, int frames);
}
