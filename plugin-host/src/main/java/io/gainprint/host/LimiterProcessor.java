package io.gainprint.host;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.RiseTime;
import io.gainprint.dsp.compressor.Limiter;
import io.gainprint.dsp.filter.DelayLine;
import java.util.List;
import java.util.stream.IntStream;

/// A peak limiter whose channels share the gain of the loudest.
///
/// Its knobs take 20 ms to where they were set, in steps of 64 frames; the gain, which is smoothed,
/// makes a line of them.
public final class LimiterProcessor implements AudioProcessor {
  private static final int GRID = MovingParameters.GRID;

  private final List<Parameter> parameters;
  private final double lookAheadMs;
  private final MovingParameters moving;
  private final Limiter limiter = new Limiter(0, 1, 1);
  private final double[] gains = new double[GRID];
  private DelayLine[] delays = {};
  private double sampleRateHz;
  private int position; // within the grid
  private double leastGain = 1;

  /// An inactive limiter.
  ///
  /// @param thresholdDb the level not to be exceeded, −60 to 0 dBFS
  /// @param attackMs 10–90 % time of peak and gain while the level rises, 0.01 to 100 ms
  /// @param releaseMs the same while it falls, 1 to 10 000 ms
  /// @param lookAheadMs look-ahead, 0 to 1000 ms; rounded to whole samples
  /// @throws IllegalArgumentException if a number is out of range
  public LimiterProcessor(
      double thresholdDb, double attackMs, double releaseMs, double lookAheadMs) {
    parameters =
        List.of(
            new Parameter(
                "threshold", "Threshold", "dB", -60, 0, thresholdDb, Parameter.Scale.LINEAR),
            new Parameter(
                "attack", "Attack", "ms", 0.01, 100, attackMs, Parameter.Scale.LOGARITHMIC),
            new Parameter(
                "release", "Release", "ms", 1, 10_000, releaseMs, Parameter.Scale.LOGARITHMIC));
    this.lookAheadMs = LookAhead.requireValid(lookAheadMs);
    moving = new MovingParameters(parameters);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void activate(ProcessSpec spec) {
    sampleRateHz = spec.sampleRateHz();
    int delay = LookAhead.samples(lookAheadMs, sampleRateHz);
    delays =
        IntStream.range(0, spec.channels())
            .mapToObj(_ -> new DelayLine(delay))
            .toArray(DelayLine[]::new);
    moving.activate(sampleRateHz);
    reset();
  }

  @Override
  public void set(int index, double value) {
    moving.set(index, value);
  }

  @Override
  public double value(int index) {
    return moving.target(index);
  }

  @Override
  public void reset() {
    moving.arrive();
    position = 0;
    leastGain = 1;
    limiter.reset();
    for (DelayLine delay : delays) {
      delay.reset();
    }
    settle();
  }

  private void settle() {
    limiter.set(
        moving.value(0),
        RiseTime.toCoefficient(moving.value(1), sampleRateHz),
        RiseTime.toCoefficient(moving.value(2), sampleRateHz));
  }

  @Override
  public void process(double[][] planar, int frames) {
    for (int from = 0; from < frames; ) {
      if (position == 0 && moving.isMoving()) {
        moving.step();
        settle();
      }
      int length = Math.min(GRID - position, frames - from);
      limit(planar, from, length);
      position = (position + length) % GRID;
      from += length;
    }
  }

  private void limit(double[][] planar, int from, int length) {
    for (int n = 0; n < length; n++) {
      double most = 0;
      for (double[] channel : planar) {
        most = Math.max(most, Math.abs(channel[from + n]));
      }
      gains[n] = most;
    }
    limiter.process(gains, 0, gains, 0, length);
    for (int channel = 0; channel < delays.length; channel++) {
      double[] samples = planar[channel];
      delays[channel].process(samples, from, samples, from, length);
      for (int n = 0; n < length; n++) {
        samples[from + n] *= gains[n];
      }
    }
    leastGain = Math.min(leastGain, limiter.gain());
  }

  @Override
  public int latencyFrames() {
    return delays.length == 0 ? 0 : delays[0].samples();
  }

  @Override
  public long tailFrames() {
    return 0;
  }

  @Override
  public double takeLeastGain() {
    double least = leastGain;
    leastGain = 1;
    return least;
  }
}
