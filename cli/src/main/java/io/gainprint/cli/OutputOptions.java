package io.gainprint.cli;

import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What to do with an output that is there already.
@Command
final class OutputOptions {
  @Option(
      names = {"-f", "--force"},
      description = "Replace an output that is there already.")
  boolean force;

  /// Refuses a file that could not be written, before any work is done.
  ///
  /// @param inputs files that it must not be
  void check(Path target, Path... inputs) throws IOException {
    OutputFile.checkNotInput(target, inputs);
    OutputFile.check(target, overwrite());
  }

  /// Writes a file whole or not at all.
  ///
  /// @param inputs files that it must not be
  <T> T write(Path target, OutputFile.Content<T> content, Path... inputs) throws IOException {
    return write(target, Duration.ZERO, content, inputs);
  }

  /// Writes a file whole or not at all, and gives it time when the command is interrupted.
  ///
  /// @param grace how long after that the file is given up
  /// @param inputs files that it must not be
  <T> T write(Path target, Duration grace, OutputFile.Content<T> content, Path... inputs)
      throws IOException {
    OutputFile.checkNotInput(target, inputs);
    return OutputFile.write(target, overwrite(), grace, file -> named(target, file, content));
  }

  /// What to do with a file that is there.
  Overwrite overwrite() {
    return force ? Overwrite.REPLACE : Overwrite.REFUSE;
  }

  /// A full disk, for one, does not say which file it is about.
  private static <T> T named(Path target, Path file, OutputFile.Content<T> content)
      throws IOException {
    try {
      return content.writeTo(file);
    } catch (IOException e) {
      if (e.getClass() == IOException.class) {
        throw new IOException(target + ": " + e.getMessage(), e);
      }
      throw e;
    }
  }
}
