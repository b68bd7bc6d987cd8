package io.gainprint.cli;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.host.plugin.PluginRenderer;
import io.gainprint.recordings.FrameSource;
import java.io.IOException;
import java.util.List;

/// One channel of sound through what was chosen.
sealed interface Rendering {
  /// Renders a block in place and keeps the state for the next one.
  void process(double[] samples, int offset, int length);

  /// How late the output is, samples.
  int latency();

  /// Ready to render a sound from its beginning.
  ///
  /// @param dry the sound
  static Rendering of(CompressorOptions.Choice choice, double sampleRateHz, float[] dry)
      throws IOException {
    return switch (choice) {
      case CompressorOptions.Choice.OfCompressor(
              CompressorParameters parameters,
              double lookAheadMs) -> {
        int latency = LookAhead.samples(lookAheadMs, sampleRateHz);
        yield new Compressed(new Compressor(parameters.at(sampleRateHz), latency), latency);
      }
      case CompressorOptions.Choice.OfFilter(List<FilterCoefficients> sections) ->
          new Filtered(new FilterChain(sections));
      case CompressorOptions.Choice.OfPlugin plugin -> Played.of(plugin, sampleRateHz, dry);
    };
  }

  /// Through a compressor.
  record Compressed(Compressor compressor, int latency) implements Rendering {
    @Override
    public void process(double[] samples, int offset, int length) {
      compressor.process(samples, offset, samples, offset, length);
    }
  }

  /// Through a filter.
  record Filtered(FilterChain chain) implements Rendering {
    @Override
    public void process(double[] samples, int offset, int length) {
      chain.process(samples, offset, samples, offset, length);
    }

    @Override
    public int latency() {
      return 0;
    }
  }

  /// Through a plugin, the whole sound beforehand.
  final class Played implements Rendering {
    private final double[] output;
    private int position;

    private Played(double[] output) {
      this.output = output;
    }

    private static Played of(
        CompressorOptions.Choice.OfPlugin choice, double sampleRateHz, float[] dry)
        throws IOException {
      int blockFrames = EngineFrames.MAX_BLOCK_FRAMES;
      double[] output = new double[dry.length];
      try (PluginRenderer plugin = PluginOptions.open(choice, sampleRateHz, 1, blockFrames)) {
        PluginFrames frames =
            new PluginFrames(FrameSource.of(dry), plugin, 1, blockFrames, _ -> {});
        double[][] block = new double[1][blockFrames];
        int done = 0;
        for (int read = frames.read(block, blockFrames);
            read > 0;
            read = frames.read(block, blockFrames)) {
          System.arraycopy(block[0], 0, output, done, read);
          done += read;
        }
      }
      return new Played(output);
    }

    @Override
    public void process(double[] samples, int offset, int length) {
      System.arraycopy(output, position, samples, offset, length);
      position += length;
    }

    @Override
    public int latency() {
      return 0;
    }
  }
}
