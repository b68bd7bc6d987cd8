package io.gainprint.cli;

import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What to do with an output that is there already.
@Command
final class OutputOptions {
  @Option(
      names = {"-f", "--force"},
      description = "Replace an output that is there already.")
  boolean force;

  /// Writes a file whole or not at all.
  ///
  /// @param inputs files that it must not be
  <T> T write(Path target, OutputFile.Content<T> content, Path... inputs) throws IOException {
    OutputFile.checkNotInput(target, inputs);
    return OutputFile.write(target, force ? Overwrite.REPLACE : Overwrite.REFUSE, content);
  }
}
