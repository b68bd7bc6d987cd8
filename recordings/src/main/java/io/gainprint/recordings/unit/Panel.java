package io.gainprint.recordings.unit;

/// The light of an electroluminescent panel at a voltage, and of the amplifier that drives it.
///
/// The driver clips softly, and the panel follows the law of Alfrey and Taylor, in units in which
/// both voltage and light are 1 where gain reduction sets in:
///
/// ```
/// V = u / (1 + (u/V_m)⁴)^¼          φ = exp(b (1 − 1/√V))
/// ```
///
/// On a double logarithmic scale φ rises with a slope of b/(2√V): steep at first, then less and
/// less. That, and not a detector, bends the static curve. b and V_m are chosen so that it comes
/// out as measured: 2:1 at the knee, about 5:1 at 15 dB above it, 3:1 beyond.
///
/// Source of the law: G. F. Alfrey and J. B. Taylor, "Electroluminescence in single crystals of
/// zinc sulphide", Brit. J. Appl. Phys. 6 (S4), 1955.
///
/// The law is read from a table, linearly: its values are the same on every platform, and it costs
/// no exponential a sample. Immutable.
final class Panel {
  static final Panel STANDARD = new Panel(21, 2.1);

  /// Below it the panel is dark: φ < exp(−19) of the light where gain reduction sets in.
  private static final double DARK = 0.25;

  /// Where the driver is within 1e-4 of its limit: 16 V_m.
  private static final double CLIPPED_PER_LIMIT = 16;

  /// Steps of the table; the error of the interpolation is below 1e-5 of the light there.
  private static final int STEPS = 1 << 14;

  private final double[] table = new double[STEPS + 2];
  private final double stepsPerVolt;

  /// @param steepness b
  /// @param limit V_m
  Panel(double steepness, double limit) {
    double end = CLIPPED_PER_LIMIT * limit;
    stepsPerVolt = STEPS / end;
    for (int i = 0; i < table.length; i++) {
      double u = i / stepsPerVolt;
      double q = u / limit;
      double volts = u / Math.sqrt(Math.sqrt(1 + q * q * q * q));
      table[i] = u < DARK ? 0 : StrictMath.exp(steepness * (1 - 1 / Math.sqrt(volts)));
    }
  }

  /// The light at a voltage of either sign.
  ///
  /// @param u the driver's input, not NaN
  /// @return φ ≥ 0
  double light(double u) {
    double at = Math.min(Math.abs(u) * stepsPerVolt, STEPS);
    int i = (int) at;
    return table[i] + (at - i) * (table[i + 1] - table[i]);
  }
}
