package io.gainprint.fitting.solver.globalisation;

/// What rounding may do to a difference of losses.
final class Rounding {
  private Rounding() {}

  /// ε = 10 · 2⁻⁵² |L|.
  static double of(double loss) {
    return 10 * 0x1p-52 * Math.abs(loss);
  }

  /// ρ, the decrease as a share of that predicted; 1 where both drown in rounding.
  static double gainRatio(double before, double after, double predicted) {
    double actual = before - after;
    double rounding = of(before);
    boolean isRounding = Math.abs(actual) <= rounding && Math.abs(predicted) <= rounding;
    return isRounding ? 1 : actual / predicted;
  }
}
