package io.gainprint.dsp.dynamics;

/// How channels that are compressed together share a level.
public enum Linking {
  /// The loudest channel's level sets one gain for all.
  MAXIMUM,
  /// The mean of the levels sets one gain for all.
  MEAN,
  /// Each channel's level sets its own gain.
  INDEPENDENT
}
