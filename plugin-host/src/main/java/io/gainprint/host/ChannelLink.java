package io.gainprint.host;

/// How the channels of a compressor share their gain.
public enum ChannelLink {
  /// One gain for all, set by the loudest channel of each sample: the image stays where it is.
  MAXIMUM,
  /// A gain of its own for every channel.
  INDEPENDENT
}
