package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.recordings.PairFinding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The recordings of one unit that can be used, and what is wrong with the others.
///
/// @param unit the unit's name
/// @param calibration what full scale means, for every entry that does not say so itself
/// @param entries the recordings, no two of one id; their files are there and are sound files by
///   their headers, a wet one of the rate of its dry one
/// @param problems what was found wrong when the data set was read
public record DataSet(
    String unit, Optional<Calibration> calibration, List<Entry> entries, List<Problem> problems) {

  /// Copies the lists and checks that ids are unique.
  ///
  /// @throws IllegalArgumentException if two entries have one id
  public DataSet {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
    Set<String> ids = new HashSet<>();
    for (Entry entry : entries) {
      if (!ids.add(entry.id())) {
        throw new IllegalArgumentException("two entries have the id " + entry.id());
      }
    }
  }

  /// Reads a data set.
  ///
  /// A folder with a [Manifest] is what the manifest says; any other folder holds files named as
  /// the SignalTrain data set names them, directly or in folders of its own:
  ///
  /// ```
  /// input_158_.wav                       the dry recording, number 158
  /// target_158_LA2A_3c__0__100.wav       the wet one: unit and take, mode (0 compress, 1 limit), peak reduction
  /// ```
  ///
  /// Entries whose files are missing, damaged or misnamed are left out and named in the problems.
  /// So are, among the entries without an [Expectation], those of another sample rate than most:
  /// they are to be fitted together. Entries with one stand for themselves.
  ///
  /// @param folderOrManifest a folder, or a manifest of any name
  /// @return the data set; without entries, if all were left out
  /// @throws DataSetException if there is nothing of that name, no recording in the folder, or if
  ///   the manifest cannot be read
  /// @throws IOException if the file system fails
  public static DataSet read(Path folderOrManifest) throws IOException {
    if (Files.notExists(folderOrManifest)) {
      throw new DataSetException(
          folderOrManifest, "does not exist: name a folder of recordings, or a manifest");
    }
    if (!Files.isDirectory(folderOrManifest)) {
      return Manifest.read(folderOrManifest);
    }
    Path manifest = folderOrManifest.resolve(Manifest.FILE_NAME);
    return Files.exists(manifest)
        ? Manifest.read(manifest)
        : SignalTrainFolder.read(folderOrManifest);
  }

  /// Whether nothing was left out.
  ///
  /// @return true if no problem is an error
  public boolean isWhole() {
    return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
  }
}
