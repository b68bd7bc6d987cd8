package io.gainprint.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// The command `gainprint bench`, under which the project's own comparisons stand.
@Command(
    name = "bench",
    description = "Measures this program against its own alternatives, on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchAlignmentCommand.class,
      BenchExportCommand.class,
      BenchFilterCommand.class,
      BenchHessianCommand.class,
      BenchRealtimeCommand.class,
      BenchSolversCommand.class
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin final StandardHelp standardHelp = new StandardHelp();

  @ParentCommand Gainprint gainprint;

  @Spec private CommandSpec spec;

  /// Called where no subcommand is given, which is a mistake.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
