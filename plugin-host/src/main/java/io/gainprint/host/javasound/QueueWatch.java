package io.gainprint.host.javasound;

/// Finds what waits too long between two clocks: frames captured and not read, or written and not
/// played.
///
/// A queue breathes, since neither device moves frames one by one. What counts is how short it gets
/// at its shortest in two seconds: if there were more than enough even then, the rest only delays.
final class QueueWatch {
  private static final double WINDOW_SECONDS = 2;

  private final int enoughFrames;
  private final int blockFrames;
  private final int windowBlocks;
  private int blocks;
  private int fewest = Integer.MAX_VALUE;

  /// For a queue that is filled at the start.
  ///
  /// @param filledFrames what is written ahead at the start
  QueueWatch(int filledFrames, int blockFrames, double sampleRateHz) {
    this.blockFrames = blockFrames;
    enoughFrames = filledFrames + 2 * blockFrames; // one is about to be read, one is for jitter
    windowBlocks = (int) Math.ceil(WINDOW_SECONDS * sampleRateHz / blockFrames);
  }

  /// A block is due.
  ///
  /// @param queuedFrames what waits now, the block included
  /// @return whole blocks to leave out
  int excessBlocks(int queuedFrames) {
    fewest = Math.min(fewest, queuedFrames);
    blocks++;
    if (blocks < windowBlocks) {
      return 0;
    }
    int excess = fewest > enoughFrames ? (fewest - enoughFrames) / blockFrames + 1 : 0;
    restart();
    return excess;
  }

  /// The queue was changed: what it was before says nothing any more.
  void restart() {
    blocks = 0;
    fewest = Integer.MAX_VALUE;
  }
}
