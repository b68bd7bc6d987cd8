package io.gainprint.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `gainprint recordings`, under which the commands on data sets stand.
@Command(
    name = "recordings",
    description = "Makes, lists, checks and verifies recordings of a unit, and measures units.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecordingsMakeCommand.class,
      RecordingsListCommand.class,
      RecordingsCheckCommand.class,
      RecordingsMeasureCommand.class,
      RecordingsVerifyCommand.class
    })
final class RecordingsCommand implements Callable<Integer> {
  @Mixin final StandardHelp standardHelp = new StandardHelp();

  @Spec private CommandSpec spec;

  /// Called where no subcommand is given, which is a mistake.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
