package io.gainprint.cli;

import java.util.Objects;
import java.util.function.Supplier;

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

  /// Makes a value from the command line, whose refusal is a mistake of usage.
  ///
  /// @throws CommandFailure with the message of the `IllegalArgumentException` that refused it
  static <T> T ofUsage(Supplier<T> value) {
    return unlessRefused(value, ExitCode.USAGE);
  }

  /// Does work on what the user's files hold, whose refusal is a failure of the work.
  ///
  /// @throws CommandFailure with the message of the `IllegalArgumentException` that refused it
  static <T> T ofWork(Supplier<T> value) {
    return unlessRefused(value, ExitCode.FAILED);
  }

  private static <T> T unlessRefused(Supplier<T> value, int exitCode) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(exitCode, String.valueOf(e.getMessage()));
    }
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
