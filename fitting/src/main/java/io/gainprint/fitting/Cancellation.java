package io.gainprint.fitting;

import java.util.concurrent.CancellationException;

/// A request to end a fit early, made by one thread and heeded by others.
///
/// Once made it stays. Safe for use by several threads.
public final class Cancellation {
  private volatile boolean requested;

  /// A request that has not been made yet.
  public Cancellation() {}

  /// Makes the request; again has no effect.
  public void request() {
    requested = true;
  }

  /// Whether the request has been made.
  ///
  /// @return true from then on
  public boolean isRequested() {
    return requested;
  }

  /// Ends the work of this thread if that has been requested.
  ///
  /// @throws CancellationException if the request has been made
  public void throwIfRequested() {
    if (requested) {
      throw new CancellationException("cancelled on request");
    }
  }
}
