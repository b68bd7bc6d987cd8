package io.gainprint.dsp.measure;

import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.KWeighting;
import java.util.List;
import java.util.function.DoubleConsumer;

/// The K-weighted power of a programme in steps of 100 ms, of which every window of BS.1770 and EBU
/// R128 is made.
///
/// ```
/// p = Σ_channels G mean(y²)          over one step, y the K-weighted channel
/// ```
///
/// Streaming, for an audio thread: [#add] allocates nothing. Not thread-safe.
final class PowerSteps {
  private static final double STEPS_PER_SECOND = 10;

  private final FilterChain[] weighting;
  private final double[] weights;
  private final double[] weighted;
  private final int stepFrames;
  private final DoubleConsumer atEndOfStep;
  private int framesOfStep;
  private double energyOfStep;

  /// At rest; `atEndOfStep` takes the power of every step.
  PowerSteps(double sampleRateHz, List<Channel> channels, DoubleConsumer atEndOfStep) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must be 1 or more: 0");
    }
    weighting =
        channels.stream()
            .map(_ -> new FilterChain(KWeighting.at(sampleRateHz)))
            .toArray(FilterChain[]::new);
    weights = channels.stream().mapToDouble(Channel::weight).toArray();
    stepFrames = (int) Math.round(sampleRateHz / STEPS_PER_SECOND);
    weighted = new double[stepFrames];
    this.atEndOfStep = atEndOfStep;
  }

  /// Adds a block of one array per channel; more are not looked at.
  void add(double[][] planar, int offset, int frames) {
    for (int done = 0; done < frames; ) {
      int part = Math.min(stepFrames - framesOfStep, frames - done);
      for (int channel = 0; channel < weighting.length; channel++) {
        weighting[channel].process(planar[channel], offset + done, weighted, 0, part);
        double energy = 0;
        for (int n = 0; n < part; n++) {
          energy += weighted[n] * weighted[n];
        }
        energyOfStep += weights[channel] * energy;
      }
      framesOfStep += part;
      done += part;
      if (framesOfStep == stepFrames) {
        double power = energyOfStep / stepFrames;
        framesOfStep = 0;
        energyOfStep = 0;
        atEndOfStep.accept(power);
      }
    }
  }

  void reset() {
    for (FilterChain chain : weighting) {
      chain.reset();
    }
    framesOfStep = 0;
    energyOfStep = 0;
  }
}
