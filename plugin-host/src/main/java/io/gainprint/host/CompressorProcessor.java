package io.gainprint.host;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorCoefficients;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.compressor.GainReduction;
import io.gainprint.dsp.filter.DelayLine;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A compressor on several channels, linked or not.
///
/// Everything is allocated by the constructor; [#process] allocates nothing, takes no lock and
/// throws nothing. Blocks of any size, cut anywhere, give the same samples. One thread at a time.
public final class CompressorProcessor {
  private static final int BLOCK = 256;

  private final Channels channels;
  private final int latencyFrames;

  /// A processor at rest.
  ///
  /// @param parameters the compressor's settings
  /// @param lookAheadMs look-ahead, 0 to 1000 ms; rounded to whole samples
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @param channelCount channels, ≥ 1
  /// @param link how they share their gain
  /// @throws IllegalArgumentException if a number is out of range
  public CompressorProcessor(
      CompressorParameters parameters,
      double lookAheadMs,
      double sampleRateHz,
      int channelCount,
      ChannelLink link) {
    if (channelCount < 1) {
      throw new IllegalArgumentException("channels must be at least 1: " + channelCount);
    }
    CompressorCoefficients coefficients = parameters.at(sampleRateHz);
    latencyFrames = LookAhead.samples(lookAheadMs, sampleRateHz);
    channels =
        switch (link) {
          case MAXIMUM -> new Linked(coefficients, latencyFrames, channelCount);
          case INDEPENDENT -> new Independent(coefficients, latencyFrames, channelCount);
        };
  }

  /// Processes a block in place and keeps the state for the next one.
  ///
  /// @param planar one array per channel, each of at least `frames` samples
  /// @param frames samples per channel, ≥ 0
  public void process(double[][] planar, int frames) {
    channels.process(planar, frames);
  }

  /// How late the output is.
  ///
  /// @return the look-ahead, frames
  public int latencyFrames() {
    return latencyFrames;
  }

  private sealed interface Channels {
    void process(double[][] planar, int frames);
  }

  private static final class Independent implements Channels {
    private final Compressor[] compressors;

    Independent(CompressorCoefficients coefficients, int lookAhead, int count) {
      compressors =
          IntStream.range(0, count)
              .mapToObj(_ -> new Compressor(coefficients, lookAhead))
              .toArray(Compressor[]::new);
    }

    @Override
    public void process(double[][] planar, int frames) {
      for (int channel = 0; channel < compressors.length; channel++) {
        compressors[channel].process(planar[channel], 0, planar[channel], 0, frames);
      }
    }
  }

  private static final class Linked implements Channels {
    private final GainReduction gainReduction;
    private final double makeUp;
    private final DelayLine[] delays;
    private final double[] gains = new double[BLOCK];

    Linked(CompressorCoefficients coefficients, int lookAhead, int count) {
      gainReduction = new GainReduction(coefficients);
      makeUp = coefficients.makeUpFactor();
      delays =
          IntStream.range(0, count)
              .mapToObj(_ -> new DelayLine(lookAhead))
              .toArray(DelayLine[]::new);
    }

    @Override
    public void process(double[][] planar, int frames) {
      for (int from = 0; from < frames; from += BLOCK) {
        int length = Math.min(BLOCK, frames - from);
        detect(planar, from, length);
        gainReduction.process(gains, 0, gains, 0, length);
        for (int channel = 0; channel < delays.length; channel++) {
          double[] samples = planar[channel];
          delays[channel].process(samples, from, samples, from, length);
          for (int n = 0; n < length; n++) {
            samples[from + n] *= makeUp * gains[n];
          }
        }
      }
    }

    /// The largest magnitude of any channel; a channel that is NaN is passed over.
    private void detect(double[][] planar, int from, int length) {
      Arrays.fill(gains, 0, length, 0);
      for (int channel = 0; channel < delays.length; channel++) {
        for (int n = 0; n < length; n++) {
          double magnitude = Math.abs(planar[channel][from + n]);
          if (magnitude > gains[n]) {
            gains[n] = magnitude;
          }
        }
      }
    }
  }
}
