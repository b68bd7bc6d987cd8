package io.gainprint.fitting.filter;

import io.gainprint.dsp.filter.FilterChain;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A sound and the same through a known filter, both in 24 bits.
final class FilteredPair {
  static final double RATE = 44100;

  final float[] dry;
  final float[] wet;

  private FilteredPair(float[] dry, float[] wet) {
    this.dry = dry;
    this.wet = wet;
  }

  /// White noise of −20 dBFS.
  static float[] noise(double seconds) {
    RandomGenerator random = random(1);
    float[] samples = new float[(int) (seconds * RATE)];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = quantised(0.1 * random.nextGaussian());
    }
    return samples;
  }

  /// Decaying notes whose partials fall by 6 dB per octave, and bursts of low-passed noise.
  static float[] music(double seconds) {
    RandomGenerator random = random(2);
    double[] sound = new double[(int) (seconds * RATE)];
    for (int start = 0; start < sound.length; start += (int) (RATE / 8)) {
      double f = 55 * Math.pow(2, random.nextInt(36) / 12.0);
      for (int partial = 1; partial < 30 && partial * f < 12_000; partial++) {
        double omega = 2 * Math.PI * partial * f / RATE;
        double phase = 2 * Math.PI * random.nextDouble();
        double decay = (2 + 0.5 * partial) / RATE;
        for (int n = start; n < sound.length; n++) {
          int t = n - start;
          sound[n] += 0.05 / partial * Math.exp(-decay * t) * Math.sin(omega * t + phase);
        }
      }
      double low = 0;
      for (int n = start; n < sound.length; n++) {
        low += 0.13 * (random.nextGaussian() - low); // one pole at 1 kHz
        sound[n] += 0.1 * Math.exp(-30 * (n - start) / RATE) * low;
      }
    }
    float[] samples = new float[sound.length];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = quantised(sound[n]);
    }
    return samples;
  }

  /// @param noise standard deviation of the noise added to the wet sound, full scale = 1
  static FilteredPair of(float[] dry, FittedFilter truth, double noise) {
    RandomGenerator random = random(3);
    double[] y = new double[dry.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = dry[n];
    }
    new FilterChain(truth.sections(RATE)).process(y, 0, y, 0, y.length);
    float[] wet = new float[y.length];
    for (int n = 0; n < y.length; n++) {
      wet[n] = quantised(y[n] + (noise > 0 ? noise * random.nextGaussian() : 0));
    }
    return new FilteredPair(dry, wet);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static float quantised(double sample) {
    return (float) (Math.rint(0x1p23 * sample) * 0x1p-23);
  }
}
