package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import io.gainprint.recordings.dataset.Manifest;
import io.gainprint.recordings.dataset.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A take on its way into a data set: a copy of the dry file, the wet file, and an entry in the
/// manifest, which is written last.
final class RecordedTake {
  private final Path folder;
  private final Path given;
  private final Path dry;
  private final Optional<DataSet> before;
  private final Entry entry;
  private final String unit;

  private RecordedTake(
      Path folder, Path given, Path dry, Optional<DataSet> before, Entry entry, String unit) {
    this.folder = folder;
    this.given = given;
    this.dry = dry;
    this.before = before;
    this.entry = entry;
    this.unit = unit;
  }

  /// Reads what is in the folder.
  ///
  /// @throws CommandFailure if it is a data set of another unit, or not in order
  static RecordedTake of(Path folder, Path given, Optional<String> unit, Controls controls)
      throws IOException {
    Path manifest = folder.resolve(Manifest.FILE_NAME);
    Optional<DataSet> before =
        Files.exists(manifest) ? Optional.of(DataSet.read(folder)) : Optional.empty();
    if (before.isPresent()) {
      for (Problem problem : before.get().problems()) {
        if (problem.severity() == Severity.ERROR) {
          // Writing the manifest again would lose what cannot be read.
          throw new CommandFailure(ExitCode.FAILED, problem.message() + ": mend it first");
        }
      }
      String there = before.get().unit();
      if (unit.isPresent() && !unit.get().equals(there)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "%s is a data set of %s, not of %s: give another folder"
                .formatted(folder, there, unit.get()));
      }
    }
    boolean isInside =
        given.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
    Path dry = isInside ? given : folder.resolve(given.getFileName());
    String id = Entry.idOf(controls);
    Entry entry = Entry.of(id, dry, folder.resolve(id + ".wav"), controls);
    return new RecordedTake(
        folder, given, dry, before, entry, before.map(DataSet::unit).or(() -> unit).orElse("unit"));
  }

  Path dry() {
    return dry;
  }

  Path wet() {
    return entry.wet();
  }

  /// Refuses, before anything is played, what could not be written.
  void check(Overwrite overwrite) throws IOException {
    OutputFile.checkNotInput(entry.wet(), given);
    if (Files.notExists(folder)) {
      return; // it is made when there is something to put into it
    }
    OutputFile.check(entry.wet(), overwrite);
    if (!dry.equals(given) && Files.exists(dry) && Files.mismatch(dry, given) >= 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s holds another %s: give the dry file another name, or another folder"
              .formatted(folder, dry.getFileName()));
    }
  }

  /// Writes the files, the manifest last.
  ///
  /// @return the data set as it is now
  DataSet write(float[] wet, int sampleRateHz, SoundFormat.Encoding encoding, OutputOptions outputs)
      throws IOException {
    Files.createDirectories(folder);
    if (Files.notExists(dry)) {
      OutputFile.write(
          dry,
          Overwrite.REFUSE,
          part -> Files.copy(given, part, StandardCopyOption.REPLACE_EXISTING));
    }
    SoundFormat format = new SoundFormat(sampleRateHz, 1, wetEncoding(encoding));
    outputs.write(
        entry.wet(), part -> SoundFileWriter.write(part, format, FrameSource.of(wet)), given);
    List<Entry> entries = new ArrayList<>();
    before.ifPresent(there ->
        there.entries().stream()
            .filter(other -> !other.id().equals(entry.id()))
            .forEach(entries::add));
    entries.add(entry);
    DataSet dataSet = new DataSet(unit, before.flatMap(DataSet::calibration), entries, List.of());
    OutputFile.write(
        folder.resolve(Manifest.FILE_NAME),
        Overwrite.REPLACE,
        part -> Files.writeString(part, Manifest.write(dataSet, folder)));
    return dataSet;
  }

  /// Never coarser than 24 bits: the return is a new recording, whatever the dry file was.
  private static SoundFormat.Encoding wetEncoding(SoundFormat.Encoding dry) {
    return dry == SoundFormat.Encoding.FLOAT_32 ? dry : SoundFormat.Encoding.PCM_24;
  }
}
