package io.gainprint.host.device;

import java.util.Optional;

/// An open stream. Control methods are called by one thread at a time and never by the audio
/// thread; what only reads may be called by any.
public interface AudioStream extends AutoCloseable {
  /// Where a stream stands. It goes from left to right and may leave out the middle; only a stream
  /// that is [#RUNNING] calls its client.
  enum State {
    /// Opened, not started.
    OPEN,
    /// Its client gets blocks.
    RUNNING,
    /// The device or its server is gone: [AudioStream#failure] says why. To be closed.
    FAILED,
    /// Closed; the device is free.
    CLOSED
  }

  /// What device and stream agreed on, as it is now.
  ///
  /// @return the format
  StreamFormat format();

  /// Starts calling the client.
  ///
  /// @throws DeviceException if the device refuses
  /// @throws IllegalStateException unless the stream is [State#OPEN]
  void start() throws DeviceException;

  /// Where it stands.
  ///
  /// @return the state
  State state();

  /// Why it failed.
  ///
  /// @return a sentence; empty unless [State#FAILED]
  Optional<String> failure();

  /// What its blocks took so far.
  ///
  /// @return times and counts, still being written while the stream runs
  BlockTimes times();

  /// Ends the stream and frees the device; the client is not called any more when this returns. A
  /// second call does nothing.
  @Override
  void close();
}
