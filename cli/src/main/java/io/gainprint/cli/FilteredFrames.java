package io.gainprint.cli;

import io.gainprint.dsp.filter.FilterChain;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.recordings.FrameSource;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// A source of frames of which every channel is filtered alike.
final class FilteredFrames implements FrameSource {
  private final FrameSource source;
  private final FilterChain[] chains;
  private final int blockFrames;

  /// @param blockFrames the most frames to process at once, ≥ 1; no influence on the result
  FilteredFrames(
      FrameSource source, List<FilterCoefficients> sections, int channels, int blockFrames) {
    this.source = source;
    this.blockFrames = blockFrames;
    chains =
        IntStream.range(0, channels)
            .mapToObj(_ -> new FilterChain(sections))
            .toArray(FilterChain[]::new);
  }

  @Override
  public long mostFramesLeft() {
    return source.mostFramesLeft();
  }

  @Override
  public int read(double[][] planar, int frames) throws IOException {
    int read = source.read(planar, Math.min(frames, blockFrames));
    for (int channel = 0; read > 0 && channel < chains.length; channel++) {
      chains[channel].process(planar[channel], 0, planar[channel], 0, read);
    }
    return read;
  }
}
