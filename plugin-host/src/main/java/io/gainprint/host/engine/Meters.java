package io.gainprint.host.engine;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.measure.ShortTermLoudness;
import java.util.concurrent.atomic.AtomicLongArray;

/// The meters of an engine: the audio thread writes, anybody reads, nobody waits.
final class Meters {
  private static final double FALL_DB_PER_SECOND = 20;

  // Places in what is published.
  private static final int INPUT_PEAK = 0;
  private static final int INPUT_RMS = 1;
  private static final int OUTPUT_PEAK = 2;
  private static final int OUTPUT_RMS = 3;
  private static final int LEAST_GAIN = 4;
  private static final int LOUDNESS = 5;
  private static final int OVERS = 6;
  private static final int NON_FINITE = 7;
  private static final int FAILURES = 8;
  private static final int COUNT = 9;

  private final AtomicLongArray published = new AtomicLongArray(COUNT);
  private final double sampleRateHz;
  private final LevelMeter input;
  private final LevelMeter output;
  private final ShortTermLoudness loudness;
  private double leastGain = 1;
  private long overs;
  private long nonFinite;
  private long failures;

  Meters(double sampleRateHz, int channels) {
    this.sampleRateHz = sampleRateHz;
    input = new LevelMeter(sampleRateHz, channels);
    output = new LevelMeter(sampleRateHz, channels);
    loudness = new ShortTermLoudness(sampleRateHz, channels);
    publish();
  }

  /// Measures the input.
  ///
  /// @return false if it is not all finite
  boolean input(double[][] planar, int frames) {
    return input.add(planar, frames);
  }

  /// Counts samples that were NaN or infinite.
  void countNonFinite(int samples) {
    nonFinite += samples;
  }

  /// Counts a block that failed.
  void countFailure() {
    failures++;
  }

  /// Measures the output, and publishes all.
  ///
  /// @param gain the least gain of the block
  void output(double[][] planar, int frames, double gain) {
    output.add(planar, frames);
    loudness.add(planar, frames);
    if (output.peak() > 1) {
      countOvers(planar, frames);
    }
    double rise = Math.pow(10, FALL_DB_PER_SECOND / 20 * frames / sampleRateHz);
    leastGain = Math.min(gain, Math.min(1, leastGain * rise));
    publish();
  }

  private void countOvers(double[][] planar, int frames) {
    for (double[] channel : planar) {
      for (int n = 0; n < frames; n++) {
        if (Math.abs(channel[n]) > 1) {
          overs++;
        }
      }
    }
  }

  private void publish() {
    publish(INPUT_PEAK, input.peak());
    publish(INPUT_RMS, input.rms());
    publish(OUTPUT_PEAK, output.peak());
    publish(OUTPUT_RMS, output.rms());
    publish(LEAST_GAIN, leastGain);
    publish(LOUDNESS, loudness.lufs());
    published.setOpaque(OVERS, overs);
    published.setOpaque(NON_FINITE, nonFinite);
    published.setOpaque(FAILURES, failures);
  }

  private void publish(int place, double value) {
    published.setOpaque(place, Double.doubleToRawLongBits(value));
  }

  /// What they show now; on any thread.
  MeterReading reading() {
    return new MeterReading(
        Decibels.fromFactor(value(INPUT_PEAK)),
        Decibels.fromFactor(value(INPUT_RMS)),
        Decibels.fromFactor(value(OUTPUT_PEAK)),
        Decibels.fromFactor(value(OUTPUT_RMS)),
        0.0 - Decibels.fromFactor(value(LEAST_GAIN)),
        value(LOUDNESS),
        published.getOpaque(OVERS),
        published.getOpaque(NON_FINITE),
        published.getOpaque(FAILURES));
  }

  private double value(int place) {
    return Double.longBitsToDouble(published.getOpaque(place));
  }
}
