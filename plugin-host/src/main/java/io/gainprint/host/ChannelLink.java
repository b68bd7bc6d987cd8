package io.gainprint.host;

import java.util.Locale;

/// How the channels of a compressor share their gain.
public enum ChannelLink {
  /// One gain for all, set by the loudest channel of each sample: the image stays where it is.
  MAXIMUM,
  /// A gain of its own for every channel.
  INDEPENDENT;

  /// The name used on the command line and in messages.
  ///
  /// @return `maximum` or `independent`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
