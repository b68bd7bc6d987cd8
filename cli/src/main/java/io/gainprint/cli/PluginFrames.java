package io.gainprint.cli;

import io.gainprint.host.plugin.PluginRenderer;
import io.gainprint.recordings.FrameSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/// A source of frames passed through a native plugin, without the delay that the plugin reports:
/// the first frame out is the first one in, and there are as many.
///
/// The plugin is given whole blocks, the last one filled up with silence.
final class PluginFrames implements FrameSource {
  private static final int FRAMES_AT_ONCE = 8192;

  private final FrameSource source;
  private final PluginRenderer plugin;
  private final Consumer<String> warnings;
  private final double[][] block;
  private final double[][] part;
  private final int blockFrames;

  private int from;
  private int to;
  private long taken;
  private long produced;
  private boolean ended;
  private boolean started;
  private int latency;
  private int early;

  /// @param blockFrames the frames that the plugin was opened for
  /// @param warnings told if the plugin's delay changes on the way
  PluginFrames(
      FrameSource source,
      PluginRenderer plugin,
      int channels,
      int blockFrames,
      Consumer<String> warnings) {
    this.source = source;
    this.plugin = plugin;
    this.warnings = warnings;
    this.blockFrames = blockFrames * Math.max(1, FRAMES_AT_ONCE / blockFrames);
    block = new double[channels][this.blockFrames];
    part = new double[channels][EngineFrames.MAX_BLOCK_FRAMES];
  }

  @Override
  public long mostFramesLeft() {
    long left = source.mostFramesLeft();
    long owed = taken - produced + to - from;
    return left > Long.MAX_VALUE - owed ? left : left + owed;
  }

  @Override
  public int read(double[][] planar, int frames) throws IOException {
    while (from == to) {
      if (!process()) {
        return -1;
      }
    }
    int count = Math.min(frames, to - from);
    for (int channel = 0; channel < block.length; channel++) {
      System.arraycopy(block[channel], from, planar[channel], 0, count);
    }
    from += count;
    return count;
  }

  /// Processes the next frames; false where all that went in has come out.
  private boolean process() throws IOException {
    fill();
    if (ended && produced == taken) {
      return false;
    }
    plugin.process(block, blockFrames);
    checkLatency();
    from = Math.min(early, blockFrames);
    early -= from;
    to = (int) Math.min(blockFrames, from + taken - produced);
    produced += to - from;
    return true;
  }

  /// The next frames of the source, and silence after its end.
  private void fill() throws IOException {
    int filled = 0;
    while (!ended && filled < blockFrames) {
      int read = source.read(part, Math.min(part[0].length, blockFrames - filled));
      if (read < 0) {
        ended = true;
      } else {
        for (int channel = 0; channel < block.length; channel++) {
          System.arraycopy(part[channel], 0, block[channel], filled, read);
        }
        filled += read;
      }
    }
    for (double[] channel : block) {
      Arrays.fill(channel, filled, blockFrames, 0);
    }
    taken += filled;
  }

  private void checkLatency() {
    int now = plugin.latencyFrames();
    if (!started) {
      started = true;
      latency = now;
      early = now;
    } else if (now != latency) {
      warnings.accept(
          "the plugin's delay changed from %d to %d frames; the sound is in line up to there"
              .formatted(latency, now));
      latency = now;
    }
  }
}
