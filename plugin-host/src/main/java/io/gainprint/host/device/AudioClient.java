package io.gainprint.host.device;

/// Who processes the blocks of a stream.
public interface AudioClient {
  /// Makes ready for blocks of a format: allocates everything. Called before the first block and
  /// again when a device changes its rate or block size; never while a block is under way, and
  /// never on the audio thread.
  ///
  /// @param format what the next blocks will be
  void prepare(StreamFormat format);

  /// Processes a block, on the audio thread: allocates nothing, takes no lock, throws nothing.
  ///
  /// @param input one array per input channel, full scale = 1; may be overwritten
  /// @param output one array per output channel; all of `frames` samples of each are written
  /// @param frames samples per channel, 0 to the block size of the format
  void process(double[][] input, double[][] output, int frames);
}
