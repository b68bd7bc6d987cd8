package io.gainprint.cli;

import io.gainprint.host.plugin.PluginException;
import io.gainprint.recordings.OutputRefusedException;
import io.gainprint.recordings.OutputRefusedException.Reason;
import io.gainprint.recordings.UnusablePairException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user in one line what went wrong.
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(line(describe(failure)));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /// The text for the user. Of a word that an option does not know, picocli's speaks of constants.
  private static String describe(ParameterException failure) {
    String value = failure.getValue();
    if (value != null && failure.getArgSpec() instanceof OptionSpec option) {
      Class<?>[] types = option.auxiliaryTypes(); // of elements, where there are several
      Object[] words = types[types.length - 1].getEnumConstants();
      if (words != null) {
        return option.longestName()
            + " must be one of "
            + Arrays.stream(words).map(Object::toString).collect(Collectors.joining(", "))
            + ": "
            + value;
      }
    }
    return String.valueOf(failure.getMessage());
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return handle(failure, command);
  }

  /// Reports what ended a command.
  ///
  /// @return the exit code
  int handle(Throwable failure, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(line(describe(failure)));
    if (command.getParseResult().matchedOptionValue(CommonOptions.DEBUG, false)) {
      failure.printStackTrace(err);
    }
    return exitCode(failure);
  }

  private static int exitCode(Throwable failure) {
    return switch (failure) {
      case CommandFailure expected -> expected.exitCode();
      case OutputRefusedException refused ->
          switch (refused.reason()) {
            case EXISTS, IS_AN_INPUT, NOT_A_FILE, FOLDER_MISSING -> ExitCode.USAGE;
            case FOLDER_NOT_WRITABLE -> ExitCode.FAILED;
          };
      case PluginException plugin when plugin.reason() == PluginException.Reason.MISSING ->
          ExitCode.USAGE;
      case CancellationException _ -> ExitCode.INTERRUPTED;
      default -> ExitCode.FAILED;
    };
  }

  private static String line(String message) {
    return "gainprint: " + message.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  /// The text for the user. The messages of file system exceptions are often the bare path, with
  /// the reason in the type.
  private static String describe(Throwable failure) {
    return switch (failure) {
      case CommandFailure expected -> expected.getMessage();
      case UnusablePairException unusable -> String.valueOf(unusable.getMessage());
      case OutputRefusedException refused when refused.reason() == Reason.EXISTS ->
          refused.getMessage() + ": give another name, or --force to replace it";
      case UncheckedIOException wrapper when wrapper.getCause() != null ->
          describe(wrapper.getCause());
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case FileAlreadyExistsException existing -> existing.getFile() + ": exists already";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException other when other.getReason() == null ->
          other.getFile() + ": " + other.getClass().getSimpleName();
      case IOException other when other.getMessage() != null -> other.getMessage();
      case CancellationException _ -> "interrupted before there was anything to write";
      case OutOfMemoryError _ ->
          "out of memory; GAINPRINT_JAVA_OPTS=-Xmx8g, for example, allows more";
      default -> "unexpected failure: " + failure + "; " + CommonOptions.DEBUG + " shows where";
    };
  }
}
