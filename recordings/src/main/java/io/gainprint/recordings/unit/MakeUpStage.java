package io.gainprint.recordings.unit;

import io.gainprint.dsp.Decibels;

/// The valve amplifier after the gain knob: a static curve of slope 1 at rest, bent a little to one
/// side, with a soft ceiling C on both.
///
/// ```
/// u = G x / C          v = u + ε u²/(1 + u²)          y = C v / (1 + v⁴)^¼
/// ```
///
/// The even term is the triode's and gives a second harmonic of ε u/2 at an amplitude of u; the
/// fourth root is that of an amplifier under feedback, clean until near the ceiling. Together they
/// keep the distortion below what the LA-2A's manual allows, 0.35 % at +10 dBm and 0.75 % at +16
/// dBm, full scale being a sine of about +16 dBm. The even term's DC is for the transformer behind.
final class MakeUpStage {
  /// ε, for a second harmonic of 0.3 % at full scale.
  private static final double EVEN = 0.0124;

  /// +6.3 dBFS, as measured (dusk-audio-plugins #208).
  private static final double CEILING = StrictMath.pow(10, 6.3 / 20);

  /// At the end of the knob, dB, as measured (ibid.).
  private static final double MOST_GAIN_DB = 37.7;

  /// Where the knob gives unity, as a share of its way, as measured (ibid.).
  static final double UNITY_POSITION = 0.2375;

  /// The knob's taper is a power of its position: by the two points above the 3.02nd.
  private static final double TAPER =
      MOST_GAIN_DB * Decibels.KAPPA / -StrictMath.log(UNITY_POSITION);

  private final double gain;

  /// @param gainKnob position of the knob, 0 to 100
  MakeUpStage(double gainKnob) {
    gain = StrictMath.pow(gainKnob / (100 * UNITY_POSITION), TAPER);
  }

  /// Amplifies a block in place.
  void process(double[] samples, int length) {
    double scale = gain / CEILING;
    for (int n = 0; n < length; n++) {
      double u = scale * samples[n];
      double square = u * u;
      double v = u + EVEN * square / (1 + square);
      double v2 = v * v;
      samples[n] = CEILING * v / Math.sqrt(Math.sqrt(1 + v2 * v2));
    }
  }
}
