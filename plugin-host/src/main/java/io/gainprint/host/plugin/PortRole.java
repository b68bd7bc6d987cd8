package io.gainprint.host.plugin;

/// What a port of a plugin is for.
enum PortRole {
  AUDIO_INPUT,
  /// An audio input that only steers.
  SIDE_CHAIN,
  AUDIO_OUTPUT,
  CONTROL_INPUT,
  CONTROL_OUTPUT,
  /// A control as a signal, one value per frame.
  SIGNAL_INPUT,
  SIGNAL_OUTPUT,
  /// A sequence of events.
  EVENT_INPUT,
  EVENT_OUTPUT,
  /// Of another kind, and may be left unconnected.
  UNCONNECTED,
  /// Of another kind.
  UNKNOWN
}
