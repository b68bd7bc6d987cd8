package io.gainprint.cli;

import io.gainprint.fitting.FitProgress;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that does work.
@Command
final class CommonOptions {
  /// The name under which [ErrorReport] looks for the option.
  static final String DEBUG = "--debug";

  /// Where Java was started by hand, or the machine has none.
  static final String NO_VECTORS =
      "there is no vector unit, and fits take several times as long: it needs Java's option"
          + " --add-modules=jdk.incubator.vector and vectors of 256 bits";

  @Mixin final StandardHelp standardHelp = new StandardHelp();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no progress, only results and errors.")
  private boolean quiet;

  @Option(names = DEBUG, description = "Print the stack trace of a failure.")
  boolean debug;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /// Where results go.
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /// Where everything else goes.
  PrintWriter err() {
    return command.commandLine().getErr();
  }

  /// Who hears of a fit's progress: nobody, if it is to be quiet.
  Consumer<FitProgress> progress() {
    return quiet ? _ -> {} : new ProgressTable(err());
  }

  /// Whether progress stays unprinted.
  boolean quiet() {
    return quiet;
  }
}
