package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Calibration;
import io.gainprint.recordings.dataset.ManifestJson.CalibrationJson;
import io.gainprint.recordings.dataset.ManifestJson.EntryJson;
import io.gainprint.recordings.dataset.ManifestJson.FieldException;
import io.gainprint.recordings.dataset.ManifestJson.SetJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A data set as JSON, schema 1, in a file that is usually called `recordings.json`.
///
/// ```json
/// { "schema": 1, "unit": "LA-2A",
///   "calibration": { "inputDbu": 18.0, "outputDbu": 18.0 },
///   "entries": [ { "id": "compress-65", "dry": "dry.wav", "wet": "compress-65.wav",
///                  "controls": { "mode": "compress", "peakReduction": 65.0 },
///                  "alignment": { "wetLateBySamples": 12.25, "inverted": false },
///                  "calibration": { "inputDbu": 4.0 },
///                  "expectation": { "profile": "la2a.gainprint.json", "esrAtMost": 0.07,
///                                   "levelDifferenceDbAtMost": 0.1, "outputSha256": "…" } } ] }
/// ```
///
/// An entry needs `id`, `dry` and `wet`; an expectation may do without `outputSha256`, an alignment
/// without `inverted` (false), a calibration without either level. A field of the whole that is
/// missing or wrong is an error; one of an entry is a [Problem], and the other entries are read.
/// Both name it by its path, such as `entries[3].controls.mode`. An unknown field is a warning.
///
/// Paths are relative to the manifest's folder and written with `/`. They stay within that folder,
/// so that it can be moved and passed on as a whole; a file elsewhere is named by an absolute path.
public final class Manifest {
  /// What a manifest is called in the folder of its recordings.
  public static final String FILE_NAME = "recordings.json";

  private Manifest() {}

  /// A data set as text; its problems are not part of it. The same data set gives the same text.
  ///
  /// @param dataSet the data set
  /// @param folder the folder that the manifest will be in
  /// @return JSON, ending in a line break
  public static String write(DataSet dataSet, Path folder) {
    return ManifestJson.text(dataSet, file -> written(file, folder));
  }

  /// Reads a manifest.
  ///
  /// @throws DataSetException if it is no JSON, or a field of the whole is missing or wrong
  /// @throws IOException if the file system fails
  static DataSet read(Path manifest) throws IOException {
    String text;
    try {
      text = Files.readString(manifest);
    } catch (CharacterCodingException e) {
      throw new DataSetException(manifest, "is no manifest: it is not even text");
    }
    try {
      return new Reading(manifest).dataSet(ManifestJson.tree(text));
    } catch (FieldException e) {
      throw new DataSetException(manifest, "is no manifest of a data set: " + e.getMessage());
    }
  }

  /// One manifest being read.
  private static final class Reading {
    private final Path manifest;
    private final Path folder;
    private final Intake intake = new Intake();

    Reading(Path manifest) {
      this.manifest = manifest;
      folder = manifest.resolveSibling("");
    }

    DataSet dataSet(JsonNode root) throws FieldException {
      SetJson set = ManifestJson.bind(root, SetJson.class, "", this::warn);
      if (set.schema() != ManifestJson.SCHEMA) {
        throw new FieldException(
            "field schema must be %d, the only one known to this version: %d"
                .formatted(ManifestJson.SCHEMA, set.schema()));
      }
      Optional<Calibration> calibration =
          checked("calibration", () -> set.calibration().map(CalibrationJson::calibration));
      for (int i = 0; i < set.entries().size(); i++) {
        add(set.entries().get(i), "entries[%d]".formatted(i));
      }
      return intake.finish(set.unit(), calibration);
    }

    private void add(JsonNode node, String path) {
      try {
        EntryJson entry = ManifestJson.bind(node, EntryJson.class, path, this::warn);
        intake.add(checked(path, () -> entry.entry(this::resolve)));
      } catch (FieldException e) {
        intake.report(Problem.error(manifest, e.getMessage() + " (left out)"));
      }
    }

    private void warn(String sentence) {
      intake.report(Problem.warning(manifest, "holds something unknown: " + sentence));
    }

    /// The file of a path in the manifest.
    ///
    /// @throws IllegalArgumentException if it is none, or leaves the folder
    private Path resolve(String path) {
      Path file = Path.of(path).normalize(); // whose InvalidPathException is such an exception
      if (!file.isAbsolute() && file.startsWith("..")) {
        throw new IllegalArgumentException(
            "path %s leaves the manifest's folder: move the file there, or give an absolute path"
                .formatted(path));
      }
      return folder.resolve(file);
    }
  }

  /// Makes a value; one that its type refuses is reported with the path of its object.
  private static <T> T checked(String path, Supplier<T> value) throws FieldException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new FieldException(path + ": " + e.getMessage());
    }
  }

  private static String written(Path file, Path folder) {
    Path absolute = file.toAbsolutePath().normalize();
    Path base = folder.toAbsolutePath().normalize();
    return absolute.startsWith(base)
        ? base.relativize(absolute).toString().replace('\\', '/')
        : absolute.toString();
  }
}
