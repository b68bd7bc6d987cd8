package io.gainprint.dsp.measure;

/// Loudness dynamic range (LDR): how far the short-term level moves about the long-term one.
///
/// ```
/// E_τ[n] = E_τ[n−1] + (1 − exp(−1/(τ fs))) (max(x², 1e-16) − E_τ[n−1])          E_τ[−1] = 0
/// LDR = sqrt(mean over n of (10 log10 (E_short[n] / E_long[n]))²)               in dB
/// ```
///
/// with τ = 50 ms and 3 s. The published evaluation takes it of pre-emphasised sound and compares
/// two sounds by the difference of their ranges. Streaming; not thread-safe.
///
/// Source: evaluation of arXiv 2509.10706.
public final class LoudnessDynamicRange {
  private static final double SHORT_SECONDS = 0.05;
  private static final double LONG_SECONDS = 3;

  /// −160 dBFS squared: keeps the logarithm of silence finite.
  private static final double FLOOR = 1e-16;

  private final double shortCoefficient;
  private final double longCoefficient;
  private double shortEnergy;
  private double longEnergy;
  private double sumOfSquares;
  private long count;

  /// A range of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  public LoudnessDynamicRange(double sampleRateHz) {
    shortCoefficient = -Math.expm1(-1 / (SHORT_SECONDS * sampleRateHz));
    longCoefficient = -Math.expm1(-1 / (LONG_SECONDS * sampleRateHz));
  }

  /// Adds a block.
  ///
  /// @param x signal, full scale = 1
  /// @param offset first sample
  /// @param length samples, ≥ 0
  public void add(double[] x, int offset, int length) {
    for (int n = offset; n < offset + length; n++) {
      double energy = Math.max(x[n] * x[n], FLOOR);
      shortEnergy += shortCoefficient * (energy - shortEnergy);
      longEnergy += longCoefficient * (energy - longEnergy);
      double range = 10 * Math.log10(shortEnergy / longEnergy);
      sumOfSquares += range * range;
    }
    count += length;
  }

  /// The range so far.
  ///
  /// @return LDR in dB, ≥ 0; NaN before the first sample
  public double valueDb() {
    return Math.sqrt(sumOfSquares / count);
  }
}
