package io.gainprint.dsp.filter;

import java.util.List;

/// The K-weighting of ITU-R BS.1770: a high shelf for the head, and a high pass.
///
/// The recommendation tabulates coefficients for 48 kHz. They are bilinear transforms of the
/// prototypes below, whose constants follow from that table, and which hold at any rate:
///
/// ```
/// K = tan(π f₀ / fs)
/// shelf:      f₀ = 1681.97 Hz, Q = 0.7072, gain 3.9998 dB, its 0.49967th power at the corner
/// high pass:  f₀ = 38.1355 Hz, Q = 0.5003, numerator 1 − 2 z⁻¹ + z⁻²
/// ```
///
/// Source: ITU-R BS.1770-5, annex 1, tables 1 and 2.
public final class KWeighting {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_DB = 3.999843853973347;

  /// The exponent that relates the shelf's gain at its corner to its full gain in the table.
  private static final double SHELF_CORNER = 0.4996667741545416;

  private static final double HIGH_PASS_HZ = 38.13547087602444;
  private static final double HIGH_PASS_Q = 0.5003270373238773;

  private KWeighting() {}

  /// The two filters.
  ///
  /// @param sampleRateHz sample rate, Hz, > 3400 (twice the shelf's corner)
  /// @return shelf and high pass
  /// @throws IllegalArgumentException if the rate is too low
  public static List<FilterCoefficients> at(double sampleRateHz) {
    if (!(sampleRateHz > 2 * SHELF_HZ)) {
      throw new IllegalArgumentException(
          "K-weighting needs a sample rate above 3400 Hz: " + sampleRateHz);
    }
    return List.of(shelf(sampleRateHz), highPass(sampleRateHz));
  }

  private static FilterCoefficients shelf(double sampleRateHz) {
    double k = Math.tan(Math.PI * SHELF_HZ / sampleRateHz);
    double vh = Math.pow(10, SHELF_DB / 20);
    double vb = Math.pow(vh, SHELF_CORNER);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new FilterCoefficients(
        new double[] {
          (vh + vb * k / SHELF_Q + k * k) / a0,
          2 * (k * k - vh) / a0,
          (vh - vb * k / SHELF_Q + k * k) / a0
        },
        new double[] {1, 2 * (k * k - 1) / a0, (1 - k / SHELF_Q + k * k) / a0});
  }

  private static FilterCoefficients highPass(double sampleRateHz) {
    double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz);
    double a0 = 1 + k / HIGH_PASS_Q + k * k;
    return new FilterCoefficients(
        new double[] {1, -2, 1},
        new double[] {1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0});
  }
}
