package io.gainprint.cli;

/// What the process tells its caller when it ends.
final class ExitCode {
  /// The work is done.
  static final int OK = 0;

  /// The work failed, and standard error says why.
  static final int FAILED = 1;

  /// The command line cannot be followed: a word is wrong, or an output is in the way.
  static final int USAGE = 2;

  /// The user interrupted the work: 128 plus the number of SIGINT, as the virtual machine itself
  /// returns it.
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
