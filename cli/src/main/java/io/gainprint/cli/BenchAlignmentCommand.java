package io.gainprint.cli;

import io.gainprint.recordings.alignment.AlignmentTrial;
import io.gainprint.recordings.alignment.TimeBaseSearch;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint bench alignment`: how well shift and drift are found.
@Command(
    name = "alignment",
    description = {
      "Finds the time base of recordings that are up to 5000 samples late or early, with a fraction,"
          + " up to 50 ppm slow or fast, and upside down as often as not: music compressed 20:1, with"
          + " noise 20 dB below it."
    },
    footer = {"", "Example:", "  gainprint bench alignment --trials 40"})
final class BenchAlignmentCommand implements Callable<Integer> {
  /// Programmes of lower seeds were looked at while the search was made.
  private static final long SEEN = 1000;

  @Mixin CommonOptions common;

  @Option(
      names = "--trials",
      paramLabel = "<n>",
      defaultValue = "40",
      description = "Recordings to try, each of another seed; ${DEFAULT-VALUE} if left out.")
  int trials;

  @Option(
      names = "--seconds",
      paramLabel = "<s>",
      defaultValue = "40",
      description = "Length of each, 5 to 3600 s; ${DEFAULT-VALUE} s if left out.")
  double seconds;

  @Option(names = "--json", description = "Print the errors as JSON.")
  boolean json;

  @Override
  public Integer call() {
    if (trials < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--trials must be at least 1: " + trials);
    }
    if (!(seconds >= 5 && seconds <= 3600)) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds must be 5 to 3600: " + seconds);
    }
    Errors shift = new Errors();
    Errors drift = new Errors();
    double searchSeconds = 0;
    int wrongWay = 0;
    for (int k = 1; k <= trials; k++) {
      AlignmentTrial trial = AlignmentTrial.of(SEEN + k, seconds);
      long start = System.nanoTime();
      TimeBaseSearch found = TimeBaseSearch.find(trial.dry(), trial.wet(), AlignmentTrial.RATE_HZ);
      searchSeconds += (System.nanoTime() - start) / 1e9;
      shift.add(found.base().lateBySamples() - trial.truth().lateBySamples());
      drift.add(found.base().driftPpm() - trial.truth().driftPpm());
      wrongWay += found.inverted() == trial.isInverted() ? 0 : 1;
      if (!common.quiet()) {
        common.err().printf("gainprint: %d of %d%n", k, trials);
      }
    }
    common.out().print(json ? json(shift, drift, wrongWay) : text(shift, drift, wrongWay));
    if (!json) {
      common
          .out()
          .printf(
              Locale.ROOT,
              "%.0f ms to search %.0f s of sound (mean)%n",
              1e3 * searchSeconds / trials,
              seconds);
    }
    return ExitCode.OK;
  }

  private String text(Errors shift, Errors drift, int wrongWay) {
    return String.format(
        Locale.ROOT,
        "%d trials of %.0f s%n%-18s %10s %10s%n%-18s %10.5f %10.5f%n%-18s %10.5f %10.5f%n"
            + "%d of the wrong polarity%n",
        trials,
        seconds,
        "error",
        "RMS",
        "worst",
        "shift, samples",
        shift.rms(),
        shift.worst(),
        "drift, ppm",
        drift.rms(),
        drift.worst(),
        wrongWay);
  }

  private String json(Errors shift, Errors drift, int wrongWay) {
    ObjectNode root = Json.object();
    root.put("trials", trials);
    root.put("seconds", seconds);
    root.put("shiftErrorRmsSamples", shift.rms());
    root.put("shiftErrorWorstSamples", shift.worst());
    root.put("driftErrorRmsPpm", drift.rms());
    root.put("driftErrorWorstPpm", drift.worst());
    root.put("wrongPolarity", wrongWay);
    return Json.text(root);
  }

  /// Errors so far.
  private static final class Errors {
    private double sumOfSquares;
    private double worst;
    private int count;

    void add(double error) {
      sumOfSquares += error * error;
      worst = Math.max(worst, Math.abs(error));
      count++;
    }

    double rms() {
      return Math.sqrt(sumOfSquares / count);
    }

    double worst() {
      return worst;
    }
  }
}
