package io.gainprint.fitting.start;

import io.gainprint.dsp.Decibels;

/// The gain a compressor settles at: exp(κ (M + min(0, s (T − X)))) for a level X.
///
/// @param thresholdDb T, dBFS
/// @param slope s = 1 − 1/ratio, 0 to 1
/// @param makeUpDb M, dB
record StaticCurve(double thresholdDb, double slope, double makeUpDb) {
  /// The gain at a level in dBFS.
  double gain(double levelDb) {
    return Decibels.toFactor(makeUpDb + Math.min(0, slope * (thresholdDb - levelDb)));
  }

  double ratio() {
    return 1 / (1 - slope);
  }
}
