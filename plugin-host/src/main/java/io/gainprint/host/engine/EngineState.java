package io.gainprint.host.engine;

/// Where an engine stands. It moves by one step at a time.
public enum EngineState {
  /// Nothing is allocated.
  INACTIVE,
  /// Everything is allocated; no block is processed.
  ACTIVE,
  /// The audio thread may process blocks.
  PROCESSING
}
