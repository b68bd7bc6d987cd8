package io.gainprint.cli;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.dsp.unit.Mode;
import io.gainprint.recordings.dataset.DataSet;
import io.gainprint.recordings.dataset.Problem;
import io.gainprint.recordings.dataset.RecordingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gainprint recordings make`: a data set of a unit that is a program.
@Command(
    name = "make",
    description = "Records a unit that is a program, at many positions of its controls.",
    footer = {
      "",
      "Of the published LA-2A the recordings have no noise but that of 24 bits: what a fit should"
          + " find is known.",
      "",
      "Example:",
      "  gainprint recordings make --unit la2a --peak-reductions 40-100/5 --output la2a"
    })
final class RecordingsMakeCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin OutputOptions outputs;

  @Option(
      names = "--unit",
      paramLabel = "<unit>",
      required = true,
      description = "What to record: ${COMPLETION-CANDIDATES}.")
  UnitName unit;

  @Option(
      names = "--peak-reductions",
      paramLabel = "<list>",
      defaultValue = "40-100/5",
      converter = KnobPositions.Converter.class,
      description =
          "Where the knob stands: numbers and ranges from-to/step, separated by commas;"
              + " ${DEFAULT-VALUE} if left out.")
  KnobPositions peakReductions;

  @Option(
      names = "--modes",
      paramLabel = "<mode>",
      split = ",",
      defaultValue = "compress,limit",
      description = "Where the switch stands; ${DEFAULT-VALUE} if left out.")
  List<Mode> modes;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      defaultValue = "60",
      description = "Length of the programme, 1 to 3600 s; ${DEFAULT-VALUE} s if left out.")
  double seconds;

  @Option(
      names = "--rate",
      paramLabel = "<Hz>",
      defaultValue = "44100",
      description = "Sample rate, 8000 to 192000 Hz; ${DEFAULT-VALUE} Hz if left out.")
  int rateHz;

  @Option(
      names = "--seed",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "Chooses programme and noise; ${DEFAULT-VALUE} if left out.")
  long seed;

  @Option(
      names = "--names",
      paramLabel = "<names>",
      defaultValue = "manifest",
      description =
          "manifest: dry.wav, compress-65.wav and recordings.json; signaltrain: input_1_.wav and"
              + " target_1_LA-2A_1__0__65.wav. ${DEFAULT-VALUE} if left out.")
  RecordingPlan.Names names;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      required = true,
      description = "The folder to write to.")
  Path folder;

  @Override
  public Integer call() throws IOException {
    if (!(seconds >= 1 && seconds <= 3600)) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds must be 1 to 3600: " + seconds);
    }
    if (rateHz < 8000 || rateHz > 192_000) {
      throw new CommandFailure(ExitCode.USAGE, "--rate must be 8000 to 192000: " + rateHz);
    }
    RecordingPlan plan =
        CommandFailure.ofUsage(
            () -> new RecordingPlan(unit.model(), positions(), rateHz, seconds, seed, names));
    DataSet dataSet;
    try {
      dataSet =
          plan.record(
              folder,
              outputs.overwrite(),
              Runtime.getRuntime().availableProcessors(),
              file -> {
                if (!common.quiet()) {
                  common.err().println(file);
                }
              });
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    for (Problem problem : dataSet.problems()) {
      common.err().println("gainprint: warning: " + problem.message());
    }
    common
        .out()
        .printf(
            "%s: %d recordings of %s, %.1f s at %d Hz%n",
            folder, dataSet.entries().size(), dataSet.unit(), seconds, rateHz);
    return ExitCode.OK;
  }

  private List<Controls> positions() {
    List<Controls> positions = new ArrayList<>();
    for (Mode mode : modes) {
      for (double peakReduction : peakReductions.values()) {
        positions.add(new Controls(mode, peakReduction));
      }
    }
    return positions;
  }
}
