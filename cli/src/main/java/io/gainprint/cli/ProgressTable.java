package io.gainprint.cli;

import io.gainprint.dsp.compressor.CompressorParameters;
import io.gainprint.fitting.FitProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/// A line for every Newton iteration of a fit, with a heading above each search.
final class ProgressTable implements Consumer<FitProgress> {
  private final PrintWriter err;

  ProgressTable(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void accept(FitProgress step) {
    if (step.number() == 0) {
      err.printf(
          "search %d%n%9s %12s %12s %9s %9s %6s %9s %7s %9s %10s %9s%n",
          step.search(),
          "iteration",
          "loss",
          "ESR %",
          "gradient",
          "step",
          "taken",
          "thresh dB",
          "ratio",
          "attack ms",
          "release ms",
          "makeup dB");
    }
    CompressorParameters p = step.parameters();
    err.printf(
        Locale.ROOT,
        "%9d %12.5e %12.5e %9.2e %9.2e %6.4f %9.4f %7.4f %9.4f %10.3f %9.4f%n",
        step.number(),
        step.loss(),
        100 * step.esr(),
        step.gradientNorm(),
        step.stepNorm(),
        step.stepFraction(),
        p.thresholdDb(),
        p.ratio(),
        p.attackMs(),
        p.releaseMs(),
        p.makeUpDb());
  }
}
