package io.gainprint.recordings;

/// Which mono signal to take from a sound file.
public sealed interface ChannelChoice {
  /// One channel.
  ///
  /// @param index which one, from 0
  record Only(int index) implements ChannelChoice {
    /// Checks the index.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Only {
      if (index < 0) {
        throw new IllegalArgumentException("index must be >= 0: " + index);
      }
    }
  }

  /// The mean of all channels; of a mono file, its channel exactly.
  record MixDown() implements ChannelChoice {}
}
