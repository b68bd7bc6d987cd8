package io.gainprint.recordings.dataset;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.recordings.ChannelChoice;
import io.gainprint.recordings.FrameSource;
import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import io.gainprint.recordings.Recording;
import io.gainprint.recordings.SoundFileWriter;
import io.gainprint.recordings.SoundFormat;
import io.gainprint.recordings.WriteSummary;
import io.gainprint.recordings.programme.DryProgramme;
import io.gainprint.recordings.unit.UnitModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Recordings to be made of a [UnitModel]: one dry programme, and what the unit makes of it at
/// every position of its controls, in mono files of 24 bits.
///
/// @param unit the unit
/// @param positions where its controls stand, each once, in the order of the data set; at least one
/// @param sampleRateHz samples per second, 8000 to 192000
/// @param seconds length of the programme, s, > 0
/// @param seed chooses the programme and, with the position, the unit's noise: a position gives the
///   same recording whichever others are made
/// @param names how files are named
public record RecordingPlan(
    UnitModel unit,
    List<Controls> positions,
    int sampleRateHz,
    double seconds,
    long seed,
    Names names) {
  /// In file names where there is one dry recording and one series of wet ones.
  private static final int NUMBER = 1;

  private static final String VERSION = "1";

  /// How the files of a data set are named.
  public enum Names {
    /// `dry.wav`, wet files by mode and peak reduction, and a [Manifest].
    MANIFEST,
    /// As the SignalTrain data set names them, see [SignalTrainName]; no manifest.
    SIGNALTRAIN;

    /// The name used on the command line.
    ///
    /// @return `manifest` or `signaltrain`
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Checks the positions.
  ///
  /// @throws IllegalArgumentException if there are none, or one twice
  public RecordingPlan {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(names, "names");
    positions = List.copyOf(positions);
    if (positions.isEmpty()) {
      throw new IllegalArgumentException("positions must not be empty");
    }
    if (new HashSet<>(positions).size() < positions.size()) {
      throw new IllegalArgumentException("positions must differ from each other: " + positions);
    }
  }

  /// Makes the recordings, several at once; the files are the same for any number of threads.
  ///
  /// Each file appears whole or not at all, the manifest last. The dry programme is in memory, and
  /// one wet recording for each thread.
  ///
  /// @param folder where to, made if it is missing
  /// @param overwrite what to do with files that are there
  /// @param threads how many recordings are made at once, ≥ 1
  /// @param written told of each file, by several threads but one at a time
  /// @return the data set; a recording that does not fit into full scale is a warning in it
  /// @throws io.gainprint.recordings.OutputRefusedException if a file is there and not to be
  ///   replaced; nothing is written then
  /// @throws IllegalArgumentException if the unit has no such position, or rate or length is out of
  ///   range
  /// @throws IOException if the file system fails
  public DataSet record(Path folder, Overwrite overwrite, int threads, Consumer<Path> written)
      throws IOException {
    positions.forEach(controls -> unit.at(controls, sampleRateHz, seed)); // refuses it beforehand
    Files.createDirectories(folder);
    List<Entry> entries = entries(folder);
    Path manifest = folder.resolve(Manifest.FILE_NAME);
    Path dryFile = entries.getFirst().dry();
    OutputFile.check(dryFile, overwrite);
    for (Entry entry : entries) {
      OutputFile.check(entry.wet(), overwrite);
    }
    if (names == Names.MANIFEST) {
      OutputFile.check(manifest, overwrite);
    }

    write(dryFile, DryProgramme.render(sampleRateHz, seconds, seed), overwrite);
    written.accept(dryFile);
    // What the unit hears is what the file holds.
    float[] dry = Recording.read(dryFile, new ChannelChoice.MixDown()).samples();
    List<Problem> problems = recordAll(entries, dry, overwrite, threads, written);
    DataSet dataSet = new DataSet(unit.name(), Optional.empty(), entries, problems);
    if (names == Names.MANIFEST) {
      OutputFile.write(
          manifest, overwrite, file -> Files.writeString(file, Manifest.write(dataSet, folder)));
      written.accept(manifest);
    }
    return dataSet;
  }

  private List<Entry> entries(Path folder) {
    return positions.stream()
        .map(controls -> {
          return switch (names) {
            case MANIFEST -> {
              String id = Entry.idOf(controls);
              yield Entry.of(id, folder.resolve("dry.wav"), folder.resolve(id + ".wav"), controls);
            }
            case SIGNALTRAIN -> {
              String wet = new SignalTrainName.Wet(NUMBER, word(), VERSION, controls).fileName();
              yield Entry.of(
                  wet.substring(0, wet.lastIndexOf('.')),
                  folder.resolve(new SignalTrainName.Dry(NUMBER).fileName()),
                  folder.resolve(wet),
                  controls);
            }
          };
        })
        .toList();
  }

  /// The first word of the unit's name, as far as the file names take it.
  private String word() {
    String word = unit.name().split(" ", -1)[0].replaceAll("[^A-Za-z0-9-]", "");
    return word.isEmpty() ? "unit" : word;
  }

  private List<Problem> recordAll(
      List<Entry> entries, float[] dry, Overwrite overwrite, int threads, Consumer<Path> written)
      throws IOException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Optional<Problem>>> recordings = new ArrayList<>();
      for (Entry entry : entries) {
        recordings.add(
            executor.submit(() -> {
              Optional<Problem> problem = record(entry, dry, overwrite);
              synchronized (written) {
                written.accept(entry.wet());
              }
              return problem;
            }));
      }
      List<Problem> problems = new ArrayList<>();
      try {
        for (Future<Optional<Problem>> recording : recordings) {
          recording.get().ifPresent(problems::add);
        }
      } catch (ExecutionException e) {
        executor.shutdownNow(); // what has begun ends, the rest does not begin
        switch (Objects.requireNonNull(e.getCause())) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case Error error -> throw error;
          default -> throw new IllegalStateException(e); // recording throws no other
        }
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while recording");
      }
      return problems;
    }
  }

  private Optional<Problem> record(Entry entry, float[] dry, Overwrite overwrite)
      throws IOException {
    Controls controls = entry.controls().orElseThrow();
    long noise =
        31 * (31 * seed + controls.mode().toString().hashCode())
            + Double.hashCode(controls.peakReduction());
    WriteSummary summary =
        write(entry.wet(), unit.render(dry, controls, sampleRateHz, noise), overwrite);
    return summary.clippedSamples() == 0
        ? Optional.empty()
        : Optional.of(
            Problem.warning(
                entry.wet(),
                "is clipped, %d samples did not fit: turn the unit's gain down"
                    .formatted(summary.clippedSamples())));
  }

  private WriteSummary write(Path file, float[] samples, Overwrite overwrite) throws IOException {
    SoundFormat format = new SoundFormat(sampleRateHz, 1, SoundFormat.Encoding.PCM_24);
    return OutputFile.write(
        file, overwrite, part -> SoundFileWriter.write(part, format, FrameSource.of(samples)));
  }
}
