package io.gainprint.host.plugin;

/// Within the child: a request cannot be met, for a reason its caller is told.
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final PluginException.Reason reason;

  /// @param message why, without the plugin's name
  UnusableException(PluginException.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  PluginException.Reason reason() {
    return reason;
  }
}
