package io.gainprint.dsp;

/// The 10 % to 90 % rise time of a one-pole smoother, and the coefficient that gives it.
///
/// The smoother is `g[n] = g[n−1] + α (f[n] − g[n−1])`. Its step response is 1 − (1 − α)ⁿ, which
/// rises from 10 % to 90 % in ln(9) time constants. The published trainer rounds ln 9 = 2.197 to
/// 2.2, and so does this class, so that times agree with published ones:
///
/// ```
/// α(t) = 1 − exp(−2200 / (t · fs))        t in ms, fs in Hz
/// ```
///
/// Many units state the time of a 1 − 1/e rise instead, which is 2.2 times shorter.
///
/// Source: torchcomp (Yu and Fazekas), used in arXiv 2509.10706.
public final class RiseTime {
  /// 2.2 time constants, in ms times Hz.
  private static final double CONSTANTS = 2200;

  private RiseTime() {}

  /// The coefficient of a rise time.
  ///
  /// @param ms rise time in ms, ≥ 0; 0 gives 1, which follows at once
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return α in `[0, 1]`
  public static double toCoefficient(double ms, double sampleRateHz) {
    return -Math.expm1(-CONSTANTS / (ms * sampleRateHz));
  }

  /// The rise time of a coefficient.
  ///
  /// @param coefficient α in `[0, 1]`; 0 gives ∞, 1 gives 0
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return time in ms
  public static double toMs(double coefficient, double sampleRateHz) {
    return -CONSTANTS / (sampleRateHz * Math.log1p(-coefficient));
  }

  /// How the rise time moves with the coefficient, dt/dα = −t² fs / (2200 (1 − α)).
  ///
  /// @param coefficient α in (0, 1)
  /// @param sampleRateHz sample rate in Hz, > 0
  /// @return derivative in ms, negative
  public static double msPerCoefficient(double coefficient, double sampleRateHz) {
    double ms = toMs(coefficient, sampleRateHz);
    return -ms * ms * sampleRateHz / (CONSTANTS * (1 - coefficient));
  }
}
