package io.gainprint.fitting.filter;

/// A pair of poles or of zeros of a digital filter, as the bilinear transform has it in the
/// analogue plane:
///
/// ```
/// 1 + c1 z⁻¹ + c2 z⁻²          z⁻¹ = (1 − s)/(1 + s)          s² + d Ω s + Ω²
///
/// Ω² = (1 + c1 + c2)/(1 − c1 + c2)          d = 2 (1 − c2)/√((1 + c1 + c2)(1 − c1 + c2))
/// ```
///
/// with Ω = tan(ω/2), and d = 1/Q, which is negative where the pair is outside the unit circle. A
/// pair on the real axis has |d| > 2, one on the unit circle 0. Pairs at z = ±1 have Ω 0 or
/// infinite and are kept off them by [#LEAST]; so are real pairs on either side of the circle,
/// which are no resonance at all.
///
/// @param omega Ω > 0
/// @param damping d
record Resonance(double omega, double damping) {
  /// Below −140 dB of the sum of a quadratic's coefficients its roots are at z = ±1 for all that
  /// can be told.
  private static final double LEAST = 1e-7;

  /// The pair of roots of 1 + c1 z⁻¹ + c2 z⁻².
  static Resonance of(double c1, double c2) {
    double low = Math.max(LEAST * LEAST, Math.abs(1 + c1 + c2)); // at z = 1
    double high = Math.max(LEAST * LEAST, Math.abs(1 - c1 + c2)); // at z = −1
    return new Resonance(Math.sqrt(low / high), 2 * (1 - c2) / Math.sqrt(low * high));
  }

  /// ln of this Ω over that of another.
  double octavesAbove(Resonance other) {
    return Math.log(omega / other.omega);
  }

  /// 1/|d|, finite also on the unit circle.
  double q() {
    return 1 / Math.max(LEAST, Math.abs(damping));
  }
}
