package io.gainprint.dsp.dynamics;

/// How far a level counts as beyond the threshold: a ramp whose corner is a parabola.
///
/// ```
/// q(d, W) = 0                    2d ≤ −W
///         = (d + W/2)² / (2W)    −W < 2d < W
///         = d                    2d ≥ W
/// ```
///
/// with d dB beyond the threshold and a knee W ≥ 0 dB wide. q and q_d are continuous; q_dd jumps by
/// 1/W at either edge, where the branch is the outer one. For W = 0 it is the ramp max(0, d), whose
/// derivatives at 0 are those below the threshold, and it does not move with W.
///
/// Source: Giannoulis, Massberg, Reiss: Digital dynamic range compressor design (J. Audio Eng. Soc.
/// 60, 2012), equation 4; derivatives by hand.
final class Knee {
  private Knee() {}

  static double value(double d, double w) {
    if (2 * d <= -w) {
      return 0;
    }
    if (2 * d < w) {
      double u = d + w / 2;
      return u * u / (2 * w);
    }
    return d;
  }

  /// q_d.
  static double byExcess(double d, double w) {
    if (2 * d <= -w) {
      return 0;
    }
    return 2 * d < w ? (d + w / 2) / w : 1;
  }

  /// q_W = u/(2W) − u²/(2W²), u = d + W/2.
  static double byWidth(double d, double w) {
    if (!isInside(d, w)) {
      return 0;
    }
    double r = (d + w / 2) / w;
    return (r - r * r) / 2;
  }

  /// q_dd.
  static double byExcessTwice(double d, double w) {
    return isInside(d, w) ? 1 / w : 0;
  }

  /// q_dW = 1/(2W) − u/W².
  static double byExcessAndWidth(double d, double w) {
    return isInside(d, w) ? -d / (w * w) : 0;
  }

  /// q_WW = 1/(4W) − u/W² + u²/W³ = d²/W³.
  static double byWidthTwice(double d, double w) {
    return isInside(d, w) ? d * d / (w * w * w) : 0;
  }

  private static boolean isInside(double d, double w) {
    return 2 * d > -w && 2 * d < w;
  }
}
