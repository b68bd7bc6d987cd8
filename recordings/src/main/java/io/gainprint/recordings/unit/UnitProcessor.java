package io.gainprint.recordings.unit;

/// A unit at one position of its controls, working on one channel of sound.
///
/// Streaming: blocks of any size, cut anywhere, give the same samples to the last bit. Not
/// thread-safe; [#process] allocates nothing.
public interface UnitProcessor {
  /// Passes a block through, in place, and keeps the state for the next one.
  ///
  /// A sample that is not finite disturbs what comes out while it passes, and never what comes long
  /// after.
  ///
  /// @param samples read and written; full scale is 1
  /// @param offset the first sample of the block
  /// @param length samples, ≥ 0
  void process(double[] samples, int offset, int length);

  /// How late the output is. [UnitModel#render] takes it off again.
  ///
  /// @return samples, ≥ 0
  int latencySamples();

  /// The gain that was applied last by what reduces gain, without make-up.
  ///
  /// @return a factor in `[0, 1]`
  double gain();

  /// Forgets the past: as new.
  void reset();
}
