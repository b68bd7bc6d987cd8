package io.gainprint.cli;

import java.util.Objects;

/// The end of a command for a reason its user can act on.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /// Ends the command.
  ///
  /// @param exitCode one of [ExitCode]
  /// @param message one sentence for the user, naming the file or value at fault
  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// The sentence for the user.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  int exitCode() {
    return exitCode;
  }
}
