package io.gainprint.cli;

import io.gainprint.host.CompressorProcessor;
import io.gainprint.recordings.FrameSource;
import java.io.IOException;
import java.util.Arrays;

/// A source of frames passed through a compressor, without the delay of its look-ahead: the first
/// frame out is the first one in, and there are as many.
final class CompressedFrames implements FrameSource {
  /// The most frames that the writers of sound files pull at once.
  static final int MAX_BLOCK_FRAMES = 1024;

  private final FrameSource source;
  private final CompressorProcessor processor;
  private final int blockFrames;
  private int latency;
  private int owed;

  /// @param blockFrames the most frames to process at once, ≥ 1; no influence on the result
  CompressedFrames(FrameSource source, CompressorProcessor processor, int blockFrames) {
    this.source = source;
    this.processor = processor;
    this.blockFrames = blockFrames;
    this.latency = processor.latencyFrames();
    this.owed = latency;
  }

  @Override
  public long mostFramesLeft() {
    long left = source.mostFramesLeft();
    return left > Long.MAX_VALUE - owed ? left : left + owed;
  }

  @Override
  public int read(double[][] planar, int frames) throws IOException {
    while (true) {
      int read = next(planar, Math.min(frames, blockFrames));
      if (read < 0) {
        return -1;
      }
      processor.process(planar, read);
      int early = Math.min(latency, read); // frames from before the beginning
      latency -= early;
      if (read > early) {
        for (double[] channel : planar) {
          System.arraycopy(channel, early, channel, 0, read - early);
        }
        return read - early;
      }
    }
  }

  /// The next frames of the source and, after its end, as much silence as the processor is late.
  private int next(double[][] planar, int frames) throws IOException {
    int read = source.read(planar, frames);
    if (read >= 0 || owed == 0) {
      return read;
    }
    int silence = Math.min(frames, owed);
    for (double[] channel : planar) {
      Arrays.fill(channel, 0, silence, 0);
    }
    owed -= silence;
    return silence;
  }
}
