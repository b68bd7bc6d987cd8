package io.gainprint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The help option, and the headings and exit codes of every help text.
@Command(
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":The work is done.",
      ExitCode.FAILED + ":The work failed.",
      ExitCode.USAGE + ":The command line cannot be followed.",
      ExitCode.INTERRUPTED + ":The work was interrupted."
    })
final class StandardHelp {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  boolean help;
}
