package io.gainprint.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `gainprint`, under which all others stand.
@Command(
    name = "gainprint",
    description =
        "Takes the gain print of a hardware levelling amplifier from recordings of its input and"
            + " output.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      FitCommand.class,
      SweepCommand.class,
      ProcessCommand.class,
      LiveCommand.class,
      RecordCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      DevicesCommand.class,
      RecordingsCommand.class,
      PluginsCommand.class,
      BenchCommand.class,
      GenerateCompletion.class
    })
final class Gainprint implements Callable<Integer> {
  @Mixin final StandardHelp standardHelp = new StandardHelp();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and the Java it runs on, and exit.")
  boolean version;

  @Spec private CommandSpec spec;

  /// Tells the command of Ctrl-C, if it listens.
  final Interruption interruption = new Interruption();

  /// Runs one command and ends the process with its exit code.
  static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures look the same everywhere
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  /// Runs one command.
  ///
  /// @param out where results go
  /// @param err where progress and errors go
  /// @return one of [ExitCode]
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Gainprint gainprint = new Gainprint();
    try (Interruption _ = gainprint.interruption) { // closed when all is said
      return execute(new CommandLine(gainprint), out, err, args);
    }
  }

  /// Runs one command of a command line whose commands are complete. An error of the virtual
  /// machine, such as memory running out, is reported like any other failure.
  static int execute(CommandLine commandLine, PrintWriter out, PrintWriter err, String... args) {
    ErrorReport errorReport = new ErrorReport();
    commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(errorReport)
        .setExecutionExceptionHandler(errorReport)
        .getCommandSpec()
        .version("gainprint " + version(), "Java " + Runtime.version());
    try {
      return commandLine.execute(args);
    } catch (Error e) {
      return errorReport.handle(e, commandLine.getParseResult().asCommandLineList().getLast());
    } finally {
      out.flush();
      err.flush();
    }
  }

  /// Called where no subcommand is given, which is a mistake.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /// The version of this program.
  static String version() {
    return Gainprint.class.getModule().getDescriptor().rawVersion().orElse("of unknown version");
  }
}
