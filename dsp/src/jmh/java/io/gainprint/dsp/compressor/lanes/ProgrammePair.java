package io.gainprint.dsp.compressor.lanes;

import io.gainprint.dsp.RandomSignals;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.PreEmphasis;

/// Something like music, and what a compressor other than the one at [#POINT] makes of it: gain and
/// derivatives are at work in most samples, and the residual is not 0.
final class ProgrammePair {
  static final int RATE_HZ = 44_100;
  static final double POLE = PreEmphasis.poleAt(RATE_HZ);

  /// The point at which losses are computed.
  static final CompressorCoefficients POINT =
      new CompressorParameters(-24, 4, 3, 120, 2).at(RATE_HZ);

  private static final CompressorCoefficients DEVICE =
      new CompressorParameters(-20, 3, 1, 200, 3).at(RATE_HZ);

  private final double[] dry;
  private final double[] wet;

  ProgrammePair(long seed, int samples) {
    dry = RandomSignals.programme(RandomSignals.random(seed), samples);
    wet = new double[samples];
    new Compressor(DEVICE).process(dry, 0, wet, 0, samples);
  }

  double[] dry() {
    return dry;
  }

  double[] wet() {
    return wet;
  }

  /// Lays the pair into a lane.
  void fill(LaneSignals signals, int lane) {
    float[] drySound = floats(dry);
    signals.fillLevel(lane, 0, drySound, 0, drySound.length);
    signals.fillSound(lane, 0, drySound, floats(wet), 0, drySound.length);
  }

  private static float[] floats(double[] samples) {
    float[] floats = new float[samples.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) samples[n];
    }
    return floats;
  }
}
