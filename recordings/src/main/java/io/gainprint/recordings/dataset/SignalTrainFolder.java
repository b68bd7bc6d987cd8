package io.gainprint.recordings.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a folder whose files are named as the SignalTrain data set names them: release 1.1 has
/// folders `Train`, `Val` and `Test` of mono recordings at 44.1 kHz, each target beside its input.
final class SignalTrainFolder {
  private static final Pattern SOUND = Pattern.compile("(?i).*\\.(wav|aiff?|flac)");

  /// As `OutputFile` names what it has not finished.
  private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.part(\\.[^.]*)?");

  /// The folder itself, and the folders in it.
  private static final int DEPTH = 2;

  private final Path folder;
  private final Intake intake = new Intake();
  private final Map<Recorded, Path> dries = new LinkedHashMap<>();
  private final Map<Path, SignalTrainName.Wet> wets = new LinkedHashMap<>();

  /// What a dry recording is found by.
  private record Recorded(Path folder, int number) {}

  private SignalTrainFolder(Path folder) {
    this.folder = folder;
  }

  /// Reads a folder.
  ///
  /// @throws DataSetException if it holds no sound file at all
  static DataSet read(Path folder) throws IOException {
    SignalTrainFolder reading = new SignalTrainFolder(folder);
    List<Path> files = reading.files();
    if (files.stream().noneMatch(file -> SOUND.matcher(name(file)).matches())) {
      throw new DataSetException(
          folder, "holds no recordings: name a folder of WAV files, or one with a manifest");
    }
    files.forEach(reading::sort);
    return reading.dataSet();
  }

  /// All files, in the order of their names.
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            intake.report(Problem.error(file, "cannot be read: check link and permissions"));
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  private void sort(Path file) {
    String name = name(file);
    if (UNFINISHED.matcher(name).matches()) {
      intake.report(Problem.warning(file, "is left over from an interrupted recording: delete it"));
      return;
    }
    if (name.startsWith(".") || !SOUND.matcher(name).matches()) {
      return;
    }
    Optional<SignalTrainName> read = SignalTrainName.of(name);
    if (read.isEmpty()) {
      intake.report(
          Problem.error(
              file,
              "is not named as a recording: rename it input_NUMBER_.wav or"
                  + " target_NUMBER_UNIT_VERSION__MODE__KNOB.wav, with MODE 0 for compress or 1 for"
                  + " limit and KNOB 0 to 100"));
      return;
    }
    switch (read.get()) {
      case SignalTrainName.Dry(int number) -> dries.put(beside(file, number), file);
      case SignalTrainName.Wet wet -> wets.put(file, wet);
    }
  }

  private static Recorded beside(Path file, int number) {
    return new Recorded(file.resolveSibling(""), number);
  }

  private DataSet dataSet() {
    Map<Recorded, Path> unused = new LinkedHashMap<>(dries);
    wets.forEach((file, wet) -> {
      Recorded key = beside(file, wet.number());
      unused.remove(key);
      Path dry = dries.get(key);
      if (dry == null) {
        intake.report(
            Problem.error(
                file,
                "has no dry recording %s beside it: put it there, or rename the file to the number of its own"
                    .formatted(new SignalTrainName.Dry(wet.number()).fileName())));
      } else {
        intake.add(Entry.of(id(file), dry, file, wet.controls()));
      }
    });
    unused.forEach((key, dry) ->
        intake.report(
            Problem.warning(
                dry,
                "has no wet recording beside it: record one, named target_%d_…, or delete it"
                    .formatted(key.number()))));
    String unit =
        intake.keepCommonest(
            entry -> Objects.requireNonNull(wets.get(entry.wet())).unit(),
            (other, most) ->
                "was recorded behind %s, and most recordings here behind %s: keep each unit in a folder of its own"
                    .formatted(other, most));
    return intake.finish(unit.isEmpty() ? name(folder) : unit, Optional.empty());
  }

  /// The path in the folder, without the extension.
  private String id(Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return path.substring(0, path.lastIndexOf('.'));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
