package io.gainprint.fitting;

/// In which coordinates a compressor's parameters are searched.
public enum CoordinateKind {
  /// Threshold and make-up in dB; ratio and the two one-pole coefficients through a logistic
  /// function, as arXiv 2509.10706 does it.
  PUBLISHED("published"),
  /// The same, with threshold and make-up in units of 10 dB, so that all coordinates are of the
  /// order of 1.
  COEFFICIENT("coefficient"),
  /// Ratio and times through a logistic function of their logarithm; levels in units of 10 dB.
  LOG_TIME("log-time"),
  /// Logarithms of ratio and times with true bounds, which takes a solver that heeds them; levels
  /// in units of 10 dB.
  BOX("box");

  private final String words;

  CoordinateKind(String words) {
    this.words = words;
  }

  /// The name on the command line.
  ///
  /// @return for example `log-time`
  @Override
  public String toString() {
    return words;
  }
}
