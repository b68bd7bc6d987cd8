package io.gainprint.cli;

import static java.util.Comparator.reverseOrder;
import static java.util.Map.Entry.comparingByKey;

import io.gainprint.dsp.VectorUnit;
import io.gainprint.dsp.unit.Calibration;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.profile.Profile;
import io.gainprint.fitting.sweep.Sweep;
import io.gainprint.fitting.sweep.SweepResult;
import io.gainprint.fitting.sweep.SweepSettings;
import io.gainprint.recordings.OutputFile;
import io.gainprint.recordings.OutputFile.Overwrite;
import io.gainprint.recordings.PairFinding.Severity;
import io.gainprint.recordings.SoundFileReader;
import io.gainprint.recordings.alignment.AlignmentRequest;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Entry;
import io.gainprint.recordings.dataset.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gainprint sweep`: the recordings of all settings of a unit in, one profile out.
@Command(
    name = "sweep",
    description = {
      "Fits a compressor to every setting in a data set of a unit and writes one profile, from which"
          + " any position of the knob can be played.",
      "",
      "The settings of a mode are fitted from the highest peak reduction to the lowest, each from"
          + " where its neighbour ended. The profile is written after every setting. The same command"
          + " goes on from it after any interruption, and after recordings were added or changed: it"
          + " fits what is new, and what was started from that. A recording that cannot be used is"
          + " named, the rest goes on, and the exit code is 1."
    },
    footer = {
      "",
      "Examples:",
      "  gainprint sweep SignalTrain/Train -o la2a.gainprint.json",
      "  gainprint sweep recordings.json -o unit.gainprint.json --jobs 1",
      "  gainprint process in.wav out.wav --profile unit.gainprint.json --peak-reduction 62.5"
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin OutputOptions outputs;
  @Mixin SolverOptions solver;
  @ParentCommand Gainprint gainprint;

  @Parameters(
      index = "0",
      paramLabel = "<data set>",
      description =
          "A folder of recordings named as SignalTrain names them, a folder with a recordings.json,"
              + " or such a file.")
  Path dataSet;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<file>",
      description =
          "The profile to write, or to go on from; if left out, the unit's name with"
              + " .gainprint.json, in this folder. With --force a new one is begun.")
  @Nullable Path output;

  @Option(
      names = "--unit",
      paramLabel = "<name>",
      description = "The unit's name; as the data set has it if left out.")
  @Nullable String unit;

  @Option(
      names = "--channel",
      paramLabel = "<n>",
      description = "Which channel to take, from 1; the mean of all if left out.")
  @Nullable Integer channel;

  @Option(
      names = "--align",
      paramLabel = "<how>",
      converter = AlignmentConverter.class,
      description =
          "auto, off or how many samples the wet recordings are late; if left out what the data set"
              + " says of each, and auto where it says nothing.")
  @Nullable AlignmentRequest align;

  @Option(
      names = "--look-ahead",
      paramLabel = "<ms>",
      defaultValue = "0",
      description = "Look-ahead of the compressor to fit; ${DEFAULT-VALUE} ms if left out.")
  double lookAheadMs;

  @Option(
      names = "--jobs",
      paramLabel = "<n>",
      defaultValue = "2",
      description =
          "Settings to fit at the same time, each with its recordings in memory, at most one of a"
              + " mode; ${DEFAULT-VALUE} if left out. No influence on the result.")
  int jobs;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    FitSettings fit = CommandFailure.ofUsage(() -> solver.settings(lookAheadMs));
    CommandFailure.ofUsage(() -> PairOptions.choice(channel));
    DataSet set = DataSet.read(dataSet);
    Path target =
        output != null
            ? output
            : Path.of(set.unit().replaceAll("[^\\w.-]+", "-") + ".gainprint.json");
    Path[] inputs =
        set.entries().stream()
            .flatMap(entry -> Stream.of(entry.dry(), entry.wet()))
            .distinct()
            .toArray(Path[]::new);
    OutputFile.checkNotInput(target, inputs);
    List<String> problems = new ArrayList<>();
    set.problems().forEach(problem -> tell(problem, problems));
    List<Entry> entries = placed(set, problems);
    int rateHz = commonestRate(entries);
    SweepSettings settings =
        CommandFailure.ofUsage(() ->
            new SweepSettings(
                unit != null ? unit : set.unit(),
                rateHz,
                fit,
                SolverWords.of(fit),
                Gainprint.version(),
                jobs));
    List<SweepRecordings> recordings =
        SweepRecordings.of(
            entries,
            new SweepRecordings.Reading(rateHz, new SweepRecordings.PairChoice(channel, align)));
    SweepProfile kept =
        new SweepProfile(target, dataSet, set.calibration().orElse(Calibration.UNKNOWN));
    OutputFile.check(target, Overwrite.REPLACE);
    Optional<Profile> earlier =
        outputs.force ? Optional.empty() : kept.earlier(SweepRecordings.positions(recordings));
    if (!VectorUnit.isPresent() && !common.quiet()) {
      common.err().println("gainprint: warning: " + CommonOptions.NO_VECTORS);
    }
    SweepResult result =
        Sweep.run(
            recordings,
            settings,
            earlier,
            kept::write,
            new SweepLines(common.err(), common.quiet(), SweepProfile.positions(earlier)),
            gainprint.interruption.listen());
    return report(target, result, problems, recordings.size());
  }

  private int report(Path target, SweepResult result, List<String> problems, int total) {
    result.outcomes().forEach(outcome -> problems.addAll(outcome.problems()));
    result
        .leaveOneOut()
        .problems()
        .forEach(problem -> {
          common.err().println("gainprint: " + problem);
          problems.add(problem);
        });
    SweepReport report = new SweepReport(result, target, problems);
    if (result.isCancelled()) {
      common
          .err()
          .println(
              result.profile().isEmpty()
                  ? "gainprint: interrupted before there was anything to write"
                  : "gainprint: interrupted: %d of %d settings are in %s; the same command goes on"
                      .formatted(result.profile().get().settings().size(), total, target));
      if (json) {
        common.out().print(report.json());
      }
      return ExitCode.INTERRUPTED;
    }
    if (result.profile().isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, "no setting could be fitted");
    }
    common.out().print(json ? report.json() : report.text());
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void tell(Problem problem, List<String> problems) {
    boolean isError = problem.severity() == Severity.ERROR;
    common.err().println("gainprint: " + (isError ? "" : "warning: ") + problem.message());
    if (isError) {
      problems.add(problem.message());
    }
  }

  /// The entries whose controls are known.
  private List<Entry> placed(DataSet set, List<String> problems) {
    for (Entry entry : set.entries()) {
      if (entry.controls().isEmpty()) {
        String problem =
            entry.id() + ": the data set does not say where the unit's controls stood (left out)";
        common.err().println("gainprint: " + problem);
        problems.add(problem);
      }
    }
    List<Entry> entries =
        set.entries().stream().filter(entry -> entry.controls().isPresent()).toList();
    if (entries.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, dataSet + " holds no setting that could be fitted");
    }
    return entries;
  }

  /// The sample rate of most recordings, of two equally common ones the lower; the others are
  /// refused when they are loaded.
  private static int commonestRate(List<Entry> entries) throws IOException {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      try (SoundFileReader reader = SoundFileReader.open(entry.wet())) {
        counts.merge(reader.format().sampleRateHz(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(comparingByKey(reverseOrder())))
        .orElseThrow()
        .getKey();
  }
}
