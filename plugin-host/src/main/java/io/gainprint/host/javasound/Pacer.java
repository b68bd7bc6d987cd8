package io.gainprint.host.javasound;

/// Holds blocks back from a line that takes and gives them as fast as it is asked, as a file behind
/// a line does. A device that has a clock is never held back.
final class Pacer {
  /// How much faster than it says a device may run. Crystals are a hundredth of this apart.
  private static final double FASTEST = 1.02;

  /// What may come at once after a pause, s.
  private static final double BURST_SECONDS = 0.25;

  private final long blockNs;
  private final long burstNs = (long) (BURST_SECONDS * 1e9);
  private long dueNs;

  /// For blocks of one length.
  ///
  /// @param startNs now, by the clock that the other methods are told
  Pacer(int blockFrames, double sampleRateHz, long startNs) {
    blockNs = (long) (blockFrames * 1e9 / sampleRateHz / FASTEST);
    dueNs = startNs;
  }

  /// How long the next block has to wait.
  ///
  /// @return ns; 0 or less if it is due
  long waitNs(long nowNs) {
    return dueNs - burstNs - nowNs;
  }

  /// A block begins.
  void begin(long nowNs) {
    dueNs = Math.max(dueNs, nowNs) + blockNs;
  }
}
