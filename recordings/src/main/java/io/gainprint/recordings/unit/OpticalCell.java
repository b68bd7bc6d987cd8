package io.gainprint.recordings.unit;

import io.gainprint.dsp.filter.PreEmphasis;
import java.util.Arrays;

/// A panel and the photoresistor that it shines on: the shunt of a voltage divider.
///
/// The resistor conducts by what the light frees, and forgets it slowly. Its memory is one
/// mechanism at three depths: populations of traps that the light fills as far as there is room,
/// and that empty each with its own time:
///
/// ```
/// ψ ← ψ + (1 − exp(−T/τ_ψ)) (φ(u) − ψ)                     light of the phosphor, T = 1/fs
/// θ_i ← θ_i + (T/τ_i) (s_i ψ (1 − θ_i) − θ_i)              share of the traps that are filled
/// g = 1 / (1 + Σ w_i θ_i)                                  gain of the divider
/// ```
///
/// τ_i = 64, 185 and 1174 ms are the release times of the three populations found on a real LA-2A
/// (dusk-audio-plugins #206). Deep traps fill as slowly as they empty, which is why a longer
/// exposure takes longer to forget. A strong light, s_i ψ ≫ 1, fills all of them faster than they
/// empty: attack is short, and release is not. At a conductance of 100 the gain ends, at −40 dB.
///
/// The shares of the populations are set so that a short burst is forgotten to one half in 40 to 80
/// ms, and a long one in full in a second or two; τ_ψ so that gain falls in about 10 ms, without
/// overshoot.
final class OpticalCell {
  /// τ_ψ, s.
  private static final double PHOSPHOR_SECONDS = 0.0015;

  /// Σ w_i: 40 dB, the gain reduction that the LA-2A's manual gives as the most.
  private static final double MOST_CONDUCTANCE = 100;

  /// Σ w_i s_i, the conductance per light where there is little.
  private static final double CONDUCTANCE_PER_LIGHT = 0.093;

  private static final double[] EMPTYING_SECONDS = {0.064, 0.185, 1.174};
  private static final double[] SHARES = {0.75, 0.14, 0.11};

  private final Panel panel = Panel.STANDARD;
  private final double follow;
  private final double[] rates = new double[SHARES.length]; // T/τ_i
  private final double[] filled = new double[SHARES.length]; // θ_i
  private double light;
  private double gain = 1;

  /// A cell in the dark.
  OpticalCell(double sampleRateHz) {
    follow = -StrictMath.expm1(-1 / (PHOSPHOR_SECONDS * sampleRateHz));
    for (int i = 0; i < rates.length; i++) {
      rates[i] = 1 / (EMPTYING_SECONDS[i] * sampleRateHz);
    }
  }

  /// Reduces the gain of a block as a voltage says.
  ///
  /// @param drive the voltage at the panel, in units of that at which gain reduction sets in
  /// @param samples read and written
  /// @param offset of the block in `samples`; that in `drive` is 0
  void process(double[] drive, double[] samples, int offset, int length) {
    double fill = CONDUCTANCE_PER_LIGHT / MOST_CONDUCTANCE; // s_i, the same for all
    double w1 = MOST_CONDUCTANCE * SHARES[0];
    double w2 = MOST_CONDUCTANCE * SHARES[1];
    double w3 = MOST_CONDUCTANCE * SHARES[2];
    double r1 = rates[0];
    double r2 = rates[1];
    double r3 = rates[2];
    double theta1 = filled[0];
    double theta2 = filled[1];
    double theta3 = filled[2];
    double psi = light;
    double g = gain;
    for (int n = 0; n < length; n++) {
      psi += follow * (panel.light(drive[n]) - psi);
      double s = fill * psi;
      theta1 += r1 * (s * (1 - theta1) - theta1);
      theta2 += r2 * (s * (1 - theta2) - theta2);
      theta3 += r3 * (s * (1 - theta3) - theta3);
      g = 1 / (1 + w1 * theta1 + w2 * theta2 + w3 * theta3);
      samples[offset + n] *= g;
    }
    filled[0] = audible(theta1);
    filled[1] = audible(theta2);
    filled[2] = audible(theta3);
    light = audible(psi);
    gain = g;
  }

  /// Zero for what has decayed so far that it would soon be a slow denormal number.
  private static double audible(double state) {
    return state < PreEmphasis.INAUDIBLE ? 0 : state;
  }

  /// g, in (0, 1].
  double gain() {
    return gain;
  }

  void reset() {
    Arrays.fill(filled, 0);
    light = 0;
    gain = 1;
  }
}
