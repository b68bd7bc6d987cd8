package io.gainprint.host.device;

import java.io.IOException;

/// A device cannot be used; the message names it, says why, and what can be done.
public final class DeviceException extends IOException {
  private static final long serialVersionUID = 1;

  /// A failure found here.
  ///
  /// @param message what and why
  public DeviceException(String message) {
    super(message);
  }

  /// A failure found by the system.
  ///
  /// @param message what and why
  /// @param cause what the system said
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
