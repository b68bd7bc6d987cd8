package io.gainprint.fitting;

/// Where the searches of a fit begin.
public enum StartChoice {
  /// The better of the guess and the published start; where that search ends at an error above 0.1
  /// %, the multistart as well.
  AUTO("auto"),
  /// The start of arXiv 2509.10706: −36 dB, 4:1, 1 ms, 200 ms, at the level of the recording.
  PUBLISHED("published"),
  /// What the recording shows of threshold, ratio and times, see
  /// [io.gainprint.fitting.start.FirstGuess].
  GUESS("guess"),
  /// 64 points spread evenly over the ranges are tried, and the best four, the guess and the
  /// published start searched from.
  MULTISTART("multistart"),
  /// A search by consensus over the ranges, see [io.gainprint.fitting.start.ConsensusSearch]: for
  /// errors with many minima.
  CONSENSUS("consensus");

  private final String words;

  StartChoice(String words) {
    this.words = words;
  }

  /// The name on the command line.
  ///
  /// @return for example `multistart`
  @Override
  public String toString() {
    return words;
  }
}
