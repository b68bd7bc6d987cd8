package io.gainprint.host.plugin;

import java.io.IOException;

/// A plugin cannot be used or has failed; the message names it and says why.
public final class PluginException extends IOException {
  private static final long serialVersionUID = 1;

  /// What kind of failure it is.
  public enum Reason {
    /// There is no plugin of that name.
    MISSING,
    /// It is there, and cannot be loaded or run here.
    UNUSABLE,
    /// Its process ended, by a signal or by itself.
    DIED,
    /// It did not return within the time limit.
    HUNG
  }

  private final Reason reason;

  /// A failure.
  ///
  /// @param reason its kind
  /// @param message what and why
  public PluginException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// The kind of failure.
  ///
  /// @return one of [Reason]
  public Reason reason() {
    return reason;
  }
}
