package io.gainprint.cli;

import io.gainprint.dsp.LookAhead;
import io.gainprint.dsp.compressor.Compressor;
import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import java.util.List;

/// One channel of sound through what was chosen.
sealed interface Rendering {
  /// Renders a block in place and keeps the state for the next one.
  void process(double[] samples, int offset, int length);

  /// How late the output is, samples.
  int latency();

  static Rendering of(CompressorOptions.Choice choice, double sampleRateHz) {
    return switch (choice) {
      case CompressorOptions.Choice.OfCompressor(
              CompressorParameters parameters,
              double lookAheadMs) -> {
        int latency = LookAhead.samples(lookAheadMs, sampleRateHz);
        yield new Compressed(new Compressor(parameters.at(sampleRateHz), latency), latency);
      }
      case CompressorOptions.Choice.OfFilter(List<FilterCoefficients> sections) ->
          new Filtered(new FilterChain(sections));
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
}
