package io.gainprint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command that does work.
@Command
final class CommonOptions {
  /// The name under which [ErrorReport] looks for the option.
  static final String DEBUG = "--debug";

  @Mixin final StandardHelp standardHelp = new StandardHelp();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no progress, only results and errors.")
  private boolean quiet;

  @Option(names = DEBUG, description = "Print the stack trace of a failure.")
  boolean debug;

  /// Whether progress stays unprinted.
  boolean quiet() {
    return quiet;
  }
}
