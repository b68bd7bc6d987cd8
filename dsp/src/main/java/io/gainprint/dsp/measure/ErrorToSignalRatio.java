package io.gainprint.dsp.measure;

/// The energy of an error as a share of the energy of the signal that was wanted.
///
/// ```
/// ESR = Σ (y − t)² / Σ t²
/// ```
///
/// Streaming; not thread-safe.
public final class ErrorToSignalRatio {
  private double error;
  private double signal;

  /// A ratio of nothing yet.
  public ErrorToSignalRatio() {}

  /// Adds a block.
  ///
  /// @param y what there is
  /// @param t what was wanted
  /// @param offset first sample in both
  /// @param length samples, ≥ 0
  public void add(double[] y, double[] t, int offset, int length) {
    for (int n = offset; n < offset + length; n++) {
      double difference = y[n] - t[n];
      error += difference * difference;
      signal += t[n] * t[n];
    }
  }

  /// The ratio so far.
  ///
  /// @return ESR ≥ 0; NaN if both sums are 0, ∞ if only the signal's is
  public double value() {
    return error / signal;
  }
}
