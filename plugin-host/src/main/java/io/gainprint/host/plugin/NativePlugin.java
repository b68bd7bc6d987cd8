package io.gainprint.host.plugin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalInt;

/// A plugin that is loaded, or can be, in this process.
sealed interface NativePlugin permits LadspaPlugin, Lv2Plugin {
  /// The kinds of its ports, by index.
  List<PortRole> ports();

  /// The port that says how late the output is.
  OptionalInt latencyPort();

  /// What it says of itself.
  ///
  /// @param sampleRateHz the rate that ranges in multiples of it are meant for
  /// @param withControls whether controls are wanted, which takes longer
  PluginDescription description(double sampleRateHz, boolean withControls);

  /// Makes an instance.
  ///
  /// @param blockFrames the only number of frames it is run on
  /// @param arena memory that lasts as long as the instance
  /// @throws UnusableException if the plugin makes none
  NativeInstance instantiate(double sampleRateHz, int blockFrames, Arena arena);

  /// A plugin at work. One thread.
  interface NativeInstance extends AutoCloseable {
    /// Tells the instance where a port's values are; null leaves it unconnected.
    void connect(int port, MemorySegment values);

    void activate();

    /// Processes a block.
    void run(int frames);

    /// Deactivates and frees it.
    @Override
    void close();
  }
}
