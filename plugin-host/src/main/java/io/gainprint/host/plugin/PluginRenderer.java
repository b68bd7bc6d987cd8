package io.gainprint.host.plugin;

/// A plugin at work, in a process of its own. One thread at a time.
public final class PluginRenderer implements AutoCloseable {
  private final ChildProcess child;
  private final PluginDescription description;
  private final int channels;
  private final int blockFrames;
  private int latencyFrames;

  PluginRenderer(ChildProcess child, PluginDescription description, int channels, int blockFrames) {
    this.child = child;
    this.description = description;
    this.channels = channels;
    this.blockFrames = blockFrames;
  }

  /// What the plugin says of itself.
  ///
  /// @return its description, with its controls
  public PluginDescription description() {
    return description;
  }

  /// Processes whole blocks in place and keeps the plugin's state for the next ones.
  ///
  /// @param planar one array per channel, each of at least `frames` samples, full scale 1; as it
  ///   was if the plugin fails
  /// @param frames samples per channel, a multiple of the frames of a block
  /// @throws PluginException if the plugin crashes, ends its process or does not return in time
  /// @throws IllegalArgumentException if `frames` is no such multiple
  public void process(double[][] planar, int frames) throws PluginException {
    if (frames < 0 || frames % blockFrames != 0) {
      throw new IllegalArgumentException(
          "frames must be whole blocks of %d: %d".formatted(blockFrames, frames));
    }
    Planar sound = new Planar(channels, frames);
    for (int channel = 0; channel < channels; channel++) {
      float[] row = sound.row(channel);
      for (int n = 0; n < frames; n++) {
        row[n] = (float) planar[channel][n];
      }
    }
    Reply reply = child.ask(new Request.Render(sound), "plugin " + description.id());
    if (!(reply instanceof Reply.Processed(Planar out, int latency))) {
      throw new IllegalStateException("an answer to another question: " + reply);
    }
    latencyFrames = latency;
    for (int channel = 0; channel < channels; channel++) {
      float[] row = out.row(channel);
      for (int n = 0; n < frames; n++) {
        planar[channel][n] = row[n];
      }
    }
  }

  /// How late the output is, as the plugin said after the last blocks; many do not know before the
  /// first.
  ///
  /// @return the delay, frames, ≥ 0
  public int latencyFrames() {
    return latencyFrames;
  }

  /// Takes the plugin down and ends its process.
  @Override
  public void close() {
    child.close();
  }
}
