package io.gainprint.cli;

import io.gainprint.host.AudioProcessor;
import io.gainprint.host.ProcessSpec;
import io.gainprint.host.engine.Engine;
import io.gainprint.recordings.FrameSource;
import java.io.IOException;
import java.util.Arrays;

/// A source of frames passed through the engine, without the delay of a look-ahead: the first frame
/// out is the first one in, and there are as many.
final class EngineFrames implements FrameSource {
  /// The most frames that the writers of sound files pull at once.
  static final int MAX_BLOCK_FRAMES = 1024;

  private final FrameSource source;
  private final Engine engine;
  private final int blockFrames;
  private int latency;
  private int owed;

  /// @param blockFrames the most frames to process at once, ≥ 1; no influence on the result
  /// @throws IllegalArgumentException if the processor cannot run at that rate
  EngineFrames(
      FrameSource source,
      AudioProcessor processor,
      double sampleRateHz,
      int channels,
      int blockFrames) {
    this.source = source;
    this.blockFrames = blockFrames;
    engine = new Engine(processor, false);
    engine.activate(new ProcessSpec(sampleRateHz, channels, MAX_BLOCK_FRAMES));
    engine.start();
    latency = engine.latencyFrames();
    owed = latency;
  }

  /// Samples of the source that were not finite, and count as silence.
  long nonFiniteSamples() {
    return engine.meters().nonFinite();
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
      engine.process(planar, read);
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
