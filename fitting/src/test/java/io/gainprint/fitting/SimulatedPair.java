package io.gainprint.fitting;

import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A dry signal with 40 dB of dynamics, and the same through a known compressor.
public final class SimulatedPair {
  public final float[] dry;
  public final float[] wet;
  public final double sampleRateHz;

  /// @param noise standard deviation of the noise added to the wet sound, full scale = 1
  public SimulatedPair(
      CompressorParameters truth, double sampleRateHz, double seconds, double noise, long seed) {
    this.sampleRateHz = sampleRateHz;
    int length = (int) (seconds * sampleRateHz);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] x = new double[length];
    double level = 0;
    double target = 0.3;
    double lowPassed = 0;
    for (int n = 0; n < length; n++) {
      if (n % (int) (0.15 * sampleRateHz) == 0) { // a new loudness every 150 ms
        target = Math.pow(10, -2 * random.nextDouble());
      }
      level += (target - level) * 100 / sampleRateHz;
      lowPassed += 0.3 * (random.nextGaussian() - lowPassed);
      x[n] = level * Math.clamp(lowPassed, -1, 1);
    }
    double[] y = new double[length];
    new Compressor(truth.at(sampleRateHz)).process(x, 0, y, 0, length);
    dry = new float[length];
    wet = new float[length];
    for (int n = 0; n < length; n++) {
      dry[n] = (float) x[n];
      wet[n] = (float) (y[n] + noise * random.nextGaussian());
    }
  }
}
