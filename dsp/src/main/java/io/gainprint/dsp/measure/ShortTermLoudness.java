package io.gainprint.dsp.measure;

import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.KWeighting;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Short-term loudness: the K-weighted power of the last three seconds over all channels, ungated.
///
/// ```
/// L = −0.691 + 10 log10 Σ_channels mean(y²)          LUFS
/// ```
///
/// The window moves in steps of 100 ms. All channels weigh 1, as left, right and centre do.
/// Streaming, for an audio thread: [#add] allocates nothing. Not thread-safe.
///
/// Source: ITU-R BS.1770-5; EBU Tech 3341 for the window.
public final class ShortTermLoudness {
  private static final int STEPS = 30; // of 100 ms
  private static final double OFFSET = -0.691;

  private final FilterChain[] weighting;
  private final double[] energies = new double[STEPS]; // of whole steps, in a ring
  private final double[] weighted;
  private final int stepFrames;
  private int step;
  private int framesOfStep;
  private double energyOfStep;
  private double loudness = Double.NEGATIVE_INFINITY;

  /// Of nothing yet.
  ///
  /// @param sampleRateHz sample rate, Hz, ≥ 8000
  /// @param channels channels, ≥ 1
  public ShortTermLoudness(double sampleRateHz, int channels) {
    weighting =
        IntStream.range(0, channels)
            .mapToObj(_ -> new FilterChain(KWeighting.at(sampleRateHz)))
            .toArray(FilterChain[]::new);
    stepFrames = (int) Math.round(sampleRateHz / 10);
    weighted = new double[stepFrames];
  }

  /// Adds a block.
  ///
  /// @param planar one array per channel, full scale = 1, finite; not modified
  /// @param frames samples per channel, ≥ 0
  public void add(double[][] planar, int frames) {
    for (int done = 0; done < frames; ) {
      int part = Math.min(stepFrames - framesOfStep, frames - done);
      for (int channel = 0; channel < weighting.length; channel++) {
        weighting[channel].process(planar[channel], done, weighted, 0, part);
        double energy = 0;
        for (int n = 0; n < part; n++) {
          energy += weighted[n] * weighted[n];
        }
        energyOfStep += energy;
      }
      framesOfStep += part;
      done += part;
      if (framesOfStep == stepFrames) {
        endStep();
      }
    }
  }

  private void endStep() {
    energies[step] = energyOfStep;
    step = (step + 1) % STEPS;
    framesOfStep = 0;
    energyOfStep = 0;
    double sum = 0;
    for (double energy : energies) {
      sum += energy;
    }
    loudness = OFFSET + 10 * Math.log10(sum / ((double) STEPS * stepFrames));
  }

  /// The loudness at the end of the last whole step. Seconds that have not been yet count as
  /// silence.
  ///
  /// @return LUFS; −∞ for silence
  public double lufs() {
    return loudness;
  }

  /// Forgets the past.
  public void reset() {
    for (FilterChain chain : weighting) {
      chain.reset();
    }
    Arrays.fill(energies, 0);
    step = 0;
    framesOfStep = 0;
    energyOfStep = 0;
    loudness = Double.NEGATIVE_INFINITY;
  }
}
